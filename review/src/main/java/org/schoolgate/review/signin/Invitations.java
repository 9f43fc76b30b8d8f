package org.schoolgate.review.signin;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;

/// Makes accounts and one-time passwords. A one-time password is in the answer and nowhere else; the store holds its
/// hash, and it must be changed at the first sign-in. Safe for any number of threads.
public final class Invitations {

    /// The account that is there from the first start.
    public static final String FIRST = "head";

    /// An account with its one-time password.
    public record Invitation(Account account, String password) {

        /// Without the password.
        @Override
        public String toString() {
            return "Invitation[" + account + "]";
        }
    }

    private final Store store;
    private final Passwords passwords;
    private final Secrets secrets;
    private final InstantSource clock;

    public Invitations(Store store, Passwords passwords, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.secrets = new Secrets(random);
        this.clock = clock;
    }

    /// Lets the first administrator in: makes the account where nobody has one, and a new one-time password for it
    /// where it was never changed. Empty once it was.
    ///
    /// @param displayName how pages call the Head of School
    public Optional<Invitation> first(String displayName) {
        Optional<Account> account = store.accounts().find(FIRST);
        if (account.isEmpty()) {
            return store.accounts().anyExists() ? Optional.empty() : create(FIRST, displayName, Role.HEAD);
        }
        return account.get().mustChange() && !store.accounts().isSettled(account.get().id())
                ? Optional.of(renew(account.get()))
                : Optional.empty();
    }

    /// Makes an account; empty where the name is taken.
    public Optional<Invitation> create(String name, String displayName, Role role) {
        String password = secrets.oneTimePassword();
        return store.accounts()
                .create(name, displayName, role, passwords.hash(password), true, clock.instant())
                .map(made -> new Invitation(made, password));
    }

    /// Gives an account a new one-time password, and signs it out everywhere.
    public Invitation renew(Account account) {
        String password = secrets.oneTimePassword();
        store.accounts().setPassword(account.id(), passwords.hash(password), true);
        store.sessions().deleteAllOf(account.id());
        return new Invitation(account, password);
    }
}
