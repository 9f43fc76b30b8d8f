package org.schoolgate.review.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.signin.Invitations.Invitation;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Rescue;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.SignInNote;
import org.schoolgate.review.store.Store;

/// Lets someone in again who has lost a password or a phone: by two others who have accounts, at most one of them IT, or on
/// the machine itself. Their second factor goes, and they get a one-time password. Whoever has an account is told on the
/// site, and the witnesses by mail; no message names anybody. Safe for any number of threads.
public final class LettingIn {

    /// How long a question stands.
    public static final Duration STANDS = Duration.ofDays(2);
    /// How long it is told what was done.
    public static final Duration TOLD = Duration.ofDays(30);
    private static final Duration NEW = Duration.ofDays(7);
    private static final String TOPIC = "sign-in";

    private final Store store;
    private final Invitations invitations;
    private final AttemptLimits limits;
    private final Supplier<School> school;
    private final List<String> witnesses;
    private final InstantSource clock;

    /// What comes of a yes.
    public sealed interface Outcome {

        /// Another must say yes, too.
        record OneMore() implements Outcome {}

        /// It is done; the one-time password is here and nowhere else.
        record Done(Invitation invitation) implements Outcome {}

        /// It does not count.
        ///
        /// @param why a sentence for the one who said it
        record Refused(String why) implements Outcome {}
    }

    /// @param witnesses addresses of mail of people outside IT; may be empty
    public LettingIn(Store store, Invitations invitations, Supplier<School> school, List<String> witnesses,
            InstantSource clock) {
        this.store = store;
        this.invitations = invitations;
        this.limits = new AttemptLimits(clock);
        this.school = school;
        this.witnesses = List.copyOf(witnesses);
        this.clock = clock;
    }

    /// Someone who is not signed in asks. It does the same work and says the same whether the name exists or not.
    ///
    /// @return how long to wait where it was asked too often
    public Optional<Duration> ask(String name, String address) {
        Optional<Duration> wait = limits.ask("help at " + address, address);
        if (wait.isEmpty()) {
            limits.failed("help at " + address);
            store.rescues().ask(store.accounts().find(name), clock.instant(), clock.instant().minus(STANDS));
        }
        return wait;
    }

    /// Who asks, the first first.
    public List<Rescue> open() {
        return store.rescues().open(clock.instant().minus(STANDS));
    }

    /// What was done of late, the latest first.
    public List<SignInNote> notes() {
        return store.rescues().notes(clock.instant().minus(TOLD));
    }

    /// What everybody is to know who signs in: that somebody asks, or was let in within a week; empty where nothing is new.
    public Optional<String> news() {
        if (!open().isEmpty()) {
            return Optional.of("Somebody asks for help with signing in.");
        }
        return store.rescues().notes(clock.instant().minus(NEW)).isEmpty()
                ? Optional.empty()
                : Optional.of("A sign-in was renewed this week.");
    }

    /// Someone who is signed in says that it is really the one who asks.
    public Outcome yes(Account from, long asker) {
        Optional<Rescue> rescue = open().stream().filter(one -> one.account() == asker).findFirst();
        Optional<Account> account = rescue.flatMap(one -> store.accounts().byId(one.account()));
        if (rescue.isEmpty() || account.isEmpty()) {
            return new Outcome.Refused("Nobody asks for this any more.");
        }
        if (from.id() == asker) {
            return new Outcome.Refused("Nobody can let themselves in.");
        }
        Optional<Account> first = rescue.get().firstYes().flatMap(id -> store.accounts().byId(id));
        if (first.isEmpty()) {
            return store.rescues().sayYes(rescue.get(), from.id())
                    ? new Outcome.OneMore()
                    : new Outcome.Refused("Somebody else was faster. Look again.");
        }
        if (first.get().id() == from.id()) {
            return new Outcome.Refused("You have said yes. Somebody else has to, too.");
        }
        if (first.get().role() == Role.IT && from.role() == Role.IT) {
            return new Outcome.Refused("One of the two has to be from outside IT.");
        }
        return store.rescues().end(asker)
                ? new Outcome.Done(renew(account.get(), SignInNote.What.TWO_PEOPLE))
                : new Outcome.Refused("Somebody else was faster. Look again.");
    }

    /// It is not the one who asks, or they need no help any more.
    public void no(long asker) {
        store.rescues().end(asker);
    }

    /// Lets someone in again by whoever rules the machine.
    public Invitation onTheMachine(Account account) {
        store.rescues().end(account.id());
        return renew(account, SignInNote.What.MACHINE);
    }

    private Invitation renew(Account account, SignInNote.What what) {
        Instant now = clock.instant();
        store.rescues().note(new SignInNote(now, what));
        SignInLog.renewed(account.id(), what == SignInNote.What.MACHINE ? "on the machine itself" : "by two others");
        String subject = "Schoolgate: a sign-in was renewed";
        String body = """
            At %s somebody who could not sign in to the review site was let in again, %s.

            If you did not know of it, ask the Head of School and IT. It is written down here: %s

            This message names nobody, as others may read it.
            """.formatted(school.get().name(),
                what == SignInNote.What.MACHINE ? "on the machine itself" : "by two others",
                school.get().reviewSite().map(site -> site.replaceFirst("/+$", "") + "/help")
                        .orElse("on the review site, under Help with signing in"));
        store.outbox().add(Alert.ofAll(TOPIC, now, Duration.ZERO,
                witnesses.stream().map(witness -> Message.mail(witness, subject, body)).toList()));
        // The password first: where this is cut short, nobody is in by the old one alone.
        Invitation made = invitations.renew(account);
        store.factors().remove(account.id());
        return made;
    }
}
