package org.schoolgate.review;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import javax.net.ssl.SSLContext;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.review.alert.Alerts;
import org.schoolgate.review.alert.Deliveries;
import org.schoolgate.review.alert.Summaries;
import org.schoolgate.review.incident.Gatherer;
import org.schoolgate.review.journal.CaseKeyFile;
import org.schoolgate.review.journal.Checkpoints;
import org.schoolgate.review.journal.ListFollower;
import org.schoolgate.review.journal.NoticeBook;
import org.schoolgate.review.journal.PleaBook;
import org.schoolgate.review.journal.RegisterCopy;
import org.schoolgate.review.journal.Retention;
import org.schoolgate.review.journal.SeenClock;
import org.schoolgate.review.journal.StoreJournal;
import org.schoolgate.review.journal.Witnesses;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.FactorKey;
import org.schoolgate.review.signin.Invitations;
import org.schoolgate.review.signin.Passwords;
import org.schoolgate.review.signin.SecondFactor;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.OwnAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.schoolgate.review.web.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store, its journal and the review site. The journal works from [#open] on; the site only from [#startSite] on.
///
/// One thread opens, starts and closes it; any thread may write to the journal meanwhile.
public final class Review implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Review.class);

    private final ReviewSettings settings;
    private final Store store;
    private final StoreJournal journal;
    private final Checkpoints checkpoints;
    private final Retention retention;
    private final ListFollower follower;
    private final Gatherer gatherer;
    private final RegisterCopy registers;
    private final NoticeBook notices;
    private final SecondFactor factor;
    private final Summaries summaries;
    private final Deliveries deliveries;
    private final Door door;
    private final Invitations invitations;
    private final Optional<FirstSignIn> firstSignIn;
    private @Nullable Site site;

    private Review(ReviewSettings settings, Store store, StoreJournal journal, Checkpoints checkpoints,
            Retention retention, ListFollower follower, Gatherer gatherer, RegisterCopy registers, NoticeBook notices,
            Summaries summaries,
            Deliveries deliveries,
            FactorKey key,
            SecureRandom random) {
        this.settings = settings;
        this.store = store;
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.retention = retention;
        this.follower = follower;
        this.gatherer = gatherer;
        this.registers = registers;
        this.notices = notices;
        this.summaries = summaries;
        this.deliveries = deliveries;
        Passwords passwords = new Passwords(random);
        this.factor = new SecondFactor(store, key, settings.secondFactorRequired(), random, settings.clock());
        this.door = new Door(store, passwords, factor, random, settings.clock());
        this.invitations = new Invitations(store, passwords, random, settings.clock());
        this.firstSignIn = invitations.first(settings.school().get().head().orElse("Head of School"))
                .map(invited -> new FirstSignIn(invited.account().name(), invited.password()));
    }

    /// Opens the store and the journal, and sees to it that someone can sign in.
    ///
    /// @throws StoreException where the store cannot be opened; its message says why and what to do
    public static Review open(ReviewSettings settings) throws StoreException {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Store store = Store.open(settings.store(), new CaseKeyFile(settings.caseKey()));
            store.cases().trouble().ifPresent(LOG::error);
            opened.push(store);
            Checkpoints checkpoints = Checkpoints.start(store.chain(),
                    new Witnesses(store.outbox(), settings.witnesses(), settings.channels().has(Channel.WEBHOOK)),
                    file(settings, "keys", "checkpoint.key"),
                    settings.clock());
            opened.push(checkpoints);
            Supplier<ZoneId> zone = () -> settings.school().get().zone();
            StoreJournal journal = StoreJournal.open(store, settings.categories(), zone,
                    new Alerts(settings.watches(), settings.school()), file(settings, "keys", "seal.key"));
            opened.push(journal);
            Retention retention = Retention.start(store, settings.kept(), zone, settings.clock(),
                    SeenClock.in(settings.data()));
            opened.push(retention);
            ListFollower follower = new ListFollower(store, settings.today(), settings.clock());
            opened.push(follower);
            Gatherer gatherer = Gatherer.start(store, settings.clock());
            opened.push(gatherer);
            RegisterCopy registers = RegisterCopy.start(store, settings.data(), settings.clock());
            opened.push(registers);
            NoticeBook notices = NoticeBook.start(store);
            opened.push(notices);
            Summaries summaries = Summaries.start(store, settings.summaries(), settings.announcements(),
                    settings.timetable(), settings.school(), settings.clock());
            opened.push(summaries);
            Deliveries deliveries = Deliveries.start(store.outbox(), settings.channels(), settings.clock());
            opened.push(deliveries);
            SecureRandom random = new SecureRandom();
            FactorKey key = FactorKey.open(file(settings, "keys", "factor.key"), random);
            return new Review(settings, store, journal, checkpoints, retention, follower, gatherer, registers, notices,
                    summaries,
                    deliveries, key,
                    random);
        } catch (RuntimeException failed) {
            opened.forEach(part -> quietly(part, failed));
            throw failed;
        }
    }

    private static void quietly(AutoCloseable part, RuntimeException failed) {
        try {
            part.close();
        } catch (Exception closing) {
            failed.addSuppressed(closing);
        }
    }

    /// Where flagged accesses are written down.
    public Journal journal() {
        return journal;
    }

    /// Who has been shown the school's notice on monitoring.
    public NoticeBook notices() {
        return notices;
    }

    /// What people say of closed sites. It waits for the disk.
    public PleaBook pleas() {
        return new PleaBook(store, settings.school(), settings.clock());
    }

    /// What people see and write of their own records. It waits for the disk.
    public OwnAccesses own() {
        return store.own();
    }

    /// Says that other lists or another policy are in force, so that records are held against them. Returns at once.
    public void listsChanged() {
        follower.changed();
    }

    /// Whether flagged accesses are being written down. Where they are not, whatever would be flagged is refused.
    public boolean isRecording() {
        return !journal.isFailing();
    }

    /// How the first administrator comes in. A new one-time password at each start, as the one before is kept nowhere;
    /// empty once they have chosen a password of their own.
    public Optional<FirstSignIn> firstSignIn() {
        return firstSignIn;
    }

    /// Starts the web server, and gives its address.
    ///
    /// @param tls with what it proves itself; empty where it is reached in the open
    /// @throws IOException where it cannot listen; its message says why and what to do
    public URI startSite(Optional<SSLContext> tls) throws IOException {
        if (site != null) {
            throw new IllegalStateException("the site is started already");
        }
        Site started = Site.start(settings, store, door, factor, invitations, tls);
        site = started;
        return started.address();
    }

    /// Stops the site, writes down what the journal still holds, signs it, and closes the store.
    @Override
    public void close() {
        if (site != null) {
            site.close();
            site = null;
        }
        deliveries.close();
        summaries.close();
        retention.close();
        notices.close();
        registers.close();
        gatherer.close();
        follower.close();
        journal.close();
        checkpoints.close();
        store.close();
    }

    private static Path file(ReviewSettings settings, String folder, String name) {
        return settings.data().resolve(folder).resolve(name);
    }
}
