package org.schoolgate.proxy.identity.presence;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.schoolgate.filters.request.Person;

/// Where the school has its accounts with a provider (OpenID Connect), which can say who sits before a browser.
///
/// Called on event loops, so it never waits; what takes time, it does elsewhere.
public interface SchoolAccounts {

    /// What pages call the provider, such as "Microsoft".
    String called();

    /// Where to send a browser, so that the provider sends it back with a word for who sits before it; empty where the provider
    /// does not answer.
    ///
    /// @param whom what binds that word to this browser on this device
    CompletionStage<Optional<URI>> begin(String whom);

    /// Who it is; empty where it is nobody of the school's, or the word is not for this browser, was used before, or does not hold.
    ///
    /// @param whom as it was given to [#begin]
    CompletionStage<Optional<Person>> end(String whom, String state, String code);
}
