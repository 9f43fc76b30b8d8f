package org.schoolgate.proxy.identity.presence;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.schoolgate.filters.request.Person;

/// Tells whether a password is an account's: a file of the school's, or its directory.
///
/// Called on event loops, so it never waits; what takes time, it does elsewhere. At most a few are under way at once.
@FunctionalInterface
public interface AccountCheck {

    /// Whose account it is; empty where there is none of that name, or the password is another. It fails where nobody can tell
    /// now, such as while the directory is away.
    ///
    /// @param account as it was typed
    /// @param password until it has answered nobody else changes it; then whoever asked wipes it
    CompletionStage<Optional<Person>> check(String account, char[] password);
}
