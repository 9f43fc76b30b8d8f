package org.schoolgate.filters.request;

import java.util.Locale;
import java.util.Optional;

/// Somebody of the school, by the name they sign in with.
///
/// @param account the name, as [#of] writes it: lower case, no domain; never on a page without a reason, never in a log
public record Person(String account) {

    private static final int LONGEST = 104;

    public Person {
        if (!isAccount(account)) {
            throw new IllegalArgumentException("this is no account's name as 'of' writes it");
        }
    }

    /// The person that a source calls so. Case does not matter, and space around it is not part of it. Empty where it is no name
    /// of an account: empty, longer than 104 characters, or with characters that no directory takes in one.
    public static Optional<Person> of(String name) {
        String account = name.strip().toLowerCase(Locale.ROOT);
        return isAccount(account) ? Optional.of(new Person(account)) : Optional.empty();
    }

    private static boolean isAccount(String account) {
        if (account.isEmpty() || account.length() > LONGEST
                || !account.equals(account.strip().toLowerCase(Locale.ROOT))) {
            return false;
        }
        return account.codePoints().allMatch(
                letter -> Character.isLetterOrDigit(letter) || "._-@+'$ ".indexOf(letter) >= 0);
    }

    /// Leaves the name out, so that no stray log line holds it.
    @Override
    public String toString() {
        return "Person[…]";
    }
}
