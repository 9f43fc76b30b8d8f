package org.schoolgate.proxy.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Person;

/// Tells whether a password is right: of a local account by the file alone, of all others by the directory. It takes time,
/// on threads of its own. Any thread may ask.
final class PasswordCheck {

    private final Accounts accounts;
    private final Enquiries hashing;
    private final @Nullable Directory directory;
    private final Enquiries enquiries;
    private final @Nullable Memberships memberships;
    /// What no password is the hash of: to find out that a name is nobody's takes as long as to find out that a password
    /// is wrong.
    private final PasswordHash nobodys;

    /// Somebody whose password it is.
    ///
    /// @param local whether a local account says so
    /// @param version of the local accounts that said so
    record Right(Person person, Set<String> memberships, boolean local, int version) {}

    /// @param directory null where there is none
    /// @param memberships what is remembered of it; null where there is none
    PasswordCheck(Accounts accounts, Enquiries hashing, @Nullable Directory directory, Enquiries enquiries,
            @Nullable Memberships memberships) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.directory = directory;
        this.enquiries = enquiries;
        this.memberships = memberships;
        SecureRandom random = new SecureRandom();
        byte[] unknown = new byte[32];
        random.nextBytes(unknown);
        this.nobodys = PasswordHash.of(Base64.getEncoder().encodeToString(unknown), random);
    }

    /// Whose password it is; empty where it is wrong. Fails where that cannot be told now.
    CompletableFuture<Optional<Right>> check(Person claimed, String password) {
        int version = accounts.version();
        Optional<PasswordHash> local = accounts.of(claimed);
        if (local.isEmpty() && directory != null) {
            Directory asked = directory;
            return enquiries.ask(() -> asked.check(claimed.account(), password))
                    .thenApply(found -> found.map(this::known));
        }
        return hashing.ask(() -> local.orElse(nobodys).isOf(password)
                ? Optional.of(new Right(claimed, Set.of(), true, version))
                : Optional.empty());
    }

    private Right known(Registered found) {
        if (memberships != null) {
            memberships.learned(found.person(), found.memberships());
        }
        return new Right(found.person(), found.memberships(), false, 0);
    }

    /// Whether nothing that is known here says otherwise by now.
    boolean isStill(Right right) {
        return right.local ? right.version == accounts.version() : accounts.of(right.person).isEmpty();
    }

    /// Whether asking again now would be of no use.
    boolean isOutOfReach(Right right) {
        return !right.local && directory != null && directory.isPaused();
    }
}
