package org.schoolgate.proxy.identity.presence;

import java.util.Optional;
import org.schoolgate.filters.request.Person;

/// What came of a password that was typed.
///
/// @param outcome [SignIn.Outcome#IN] where it was right
/// @param person whose it is; there where it was right, and only there
public record Tried(SignIn.Outcome outcome, Optional<Person> person) {

    static final Tried WRONG = without(SignIn.Outcome.WRONG);
    static final Tried TOO_MANY = without(SignIn.Outcome.TOO_MANY);
    static final Tried BUSY = without(SignIn.Outcome.BUSY);
    static final Tried CANNOT_TELL = without(SignIn.Outcome.CANNOT_TELL);

    /// @throws IllegalArgumentException where somebody is named whose password was not right
    public Tried {
        if (person.isPresent() != (outcome == SignIn.Outcome.IN)) {
            throw new IllegalArgumentException("a wrong password names nobody");
        }
    }

    private static Tried without(SignIn.Outcome outcome) {
        return new Tried(outcome, Optional.empty());
    }
}
