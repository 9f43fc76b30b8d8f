package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.schoolgate.blocklists.build.HeldReason;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ImportReport;
import org.schoolgate.blocklists.build.ListHeldException;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.ListStatus;
import org.schoolgate.blocklists.build.Progress;
import org.schoolgate.blocklists.build.SoleLock;
import org.schoolgate.blocklists.fetch.Fetching.Fetched;
import org.schoolgate.blocklists.fetch.SourceStatus.Costs;
import org.schoolgate.blocklists.fetch.SourceStatus.InForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One update of one source, from the question to the list in force, with what is to be known of it on disk before and after. For
/// whoever holds the lock of [Sources].
///
/// @param byHand whether somebody asked for it: then what was refused before is held against the guards once more
record SourceRun(Sources sources, Fetching fetching, Schedule schedule, InstantSource clock, Step.Told told,
        boolean byHand) {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRun.class);

    private static final String REFUSED = "it was refused";
    private static final String WAITS = "an update waits for a person";

    /// How long an import or an edit of somebody else is waited for, and how often it is looked whether it has ended.
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = 50_000_000;

    /// The lock file of whoever imports or edits.
    private static final String IMPORTING = "import.lock";

    /// Runs it.
    ///
    /// @return what came of it
    SourceOutcome run(SourceSettings settings) throws IOException {
        Path list = sources.folder(settings.name());
        Files.createDirectories(list);
        var state = StateFile.of(list);
        SourceStatus before = state.read();
        SourceOutcome outcome;
        try {
            state.write(before.begun(clock.instant()));
            outcome = fetch(settings, list, before.begun(clock.instant()));
        } catch (FetchException failed) {
            outcome = failed(settings, before, failed.words(), failed.notBefore().orElse(Duration.ZERO));
        } catch (IOException | RuntimeException fault) {
            var disk = new DiskRoom(list, DiskRoom.RESERVE);
            boolean full = fault instanceof IOException failed && disk.isFull(failed);
            if (full) {
                new FetchFolder(list.resolve("fetch")).clear();
            } else {
                LOG.warn("The update of the list {} failed", settings.name(), fault);
            }
            outcome = failed(settings, before, full ? disk.full().words() : words(fault), Duration.ZERO);
        }
        write(state, outcome.status());
        return outcome;
    }

    private SourceOutcome fetch(SourceSettings settings, Path list, SourceStatus status)
            throws IOException, FetchException {
        long began = System.nanoTime();
        String reading = reading(settings);
        String version = version(settings.name());
        InForce inForce = Optional.of(status.inForce())
                .filter(was -> was.settings().equals(reading) && !version.isEmpty() && was.version().equals(version))
                .orElse(SourceStatus.UNKNOWN.inForce());
        Fetched fetched = fetching.fetch(settings, list, inForce.validators(), told);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        var folder = new FetchFolder(list.resolve("fetch"));
        Instant next = schedule.after(clock.instant(), settings.timing());
        if (!(fetched instanceof Fetched.Ready ready)) {
            folder.remove();
            return new SourceOutcome.Unchanged(settings.name(), status.same(clock.instant(), inForce, next));
        }
        if (ready.content().equals(inForce.content())) {
            folder.remove();
            return new SourceOutcome.Unchanged(settings.name(), status.same(clock.instant(),
                    new InForce(inForce.version(), ready.validators(), ready.content(), reading), next));
        }
        String held = named(ready.content() + reading + version + settings.guard());
        if (!byHand && held.equals(status.refused())) {
            return failed(settings, status,
                    status.wrong().startsWith(REFUSED) || status.wrong().startsWith(WAITS)
                            ? status.wrong()
                            : REFUSED + " before, and is what it was then",
                    Duration.ZERO);
        }
        long building = System.nanoTime();
        try {
            awaitImports();
            ImportReport report = sources.listLibrary().importFile(ready.file(), options(settings),
                    progress -> tell(settings.name(), progress));
            var costs = new Costs(ready.bytes(), took, Duration.ofNanos(System.nanoTime() - building));
            folder.remove();
            return new SourceOutcome.Changed(settings.name(), status.changed(clock.instant(),
                    new InForce(report.version(), ready.validators(), ready.content(), reading), costs, next),
                    report.version(), report.listed(), report.doubled(), report.bad());
        } catch (ListRefusedException refused) {
            boolean busy = SoleLock.isHeld(sources.lists(), IMPORTING);
            return failed(settings, busy ? status : status.refusing(held), refusal(settings, refused), Duration.ZERO);
        }
    }

    /// Waits while somebody else imports or edits.
    private void awaitImports() throws IOException {
        Deadline late = Deadline.in(PATIENCE);
        while (SoleLock.isHeld(sources.lists(), IMPORTING) && !late.isOver() && !fetching.isStopped()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// How a list of the source is taken in.
    private static ImportOptions options(SourceSettings settings) {
        return new ImportOptions(Optional.of(settings.name()), settings.sorting().category(),
                settings.sorting().mapping(),
                false).within(settings.guard()).digested(settings.sorting().digests());
    }

    private void tell(String name, Progress progress) {
        told.step(name, progress.step() == Progress.Step.READING ? Step.READING : Step.INDEXING, progress.bytesRead(),
                progress.bytesTotal());
    }

    /// The version in force; empty where there is none.
    private String version(String name) throws IOException {
        return sources.listLibrary().status().stream().filter(list -> list.name().equals(name)).map(ListStatus::version)
                .findFirst().orElse("");
    }

    /// What names the settings that say how a list is read: with others, the same file is another list.
    private static String reading(SourceSettings settings) throws IOException, FetchException {
        String mapping = "";
        if (settings.sorting().mapping().isPresent()) {
            Path file = settings.sorting().mapping().get();
            try {
                mapping = Files.readString(file);
            } catch (IOException unreadable) {
                throw new FetchException("the mapping " + file + " cannot be read", unreadable);
            }
        }
        String from = settings.from().map(Where::written).orElse("");
        return named(from + "\n" + settings.sorting().category().orElse("") + "\n" + mapping
                + settings.sorting().digests().map(how -> "\n" + how).orElse(""));
    }

    private static String named(String text) {
        return HexFormat.of().formatHex(Proofs.sha256(text)).substring(0, 16);
    }

    private SourceOutcome failed(SourceSettings settings, SourceStatus before, String words, Duration notBefore) {
        SourceStatus begun = before.begun(clock.instant());
        Instant next = schedule.afterFailure(clock.instant(), settings.timing(), before.failures() + 1, notBefore);
        return new SourceOutcome.Failed(settings.name(), begun.failed(words, next));
    }

    /// What is in a licensed list is not told, not even by its refusal.
    private static String refusal(SourceSettings settings, ListRefusedException refused) {
        if (refused instanceof ListHeldException held) {
            return WAITS + ": " + (settings.isSlot()
                    ? "a guard has spoken"
                    : String.join("; ", held.reasons().stream().map(HeldReason::sentence).toList()))
                    + ". 'lists held' tells more; what is in force stays";
        }
        return settings.isSlot()
                ? REFUSED + ", and the list before it serves; why is not shown, as it would show what is in it."
                        + " Ask its publisher whether it is whole"
                : REFUSED + ": " + refused.getMessage();
    }

    private static String words(Exception fault) {
        String message = fault.getMessage();
        return fault.getClass().getSimpleName() + (message == null || message.contains("://") ? "" : ": " + message);
    }

    /// Where the disk is too full to say how it went, the log does.
    private static void write(StateFile state, SourceStatus status) {
        try {
            state.write(status);
        } catch (IOException unwritten) {
            LOG.warn("How an update went cannot be written to {}: {}", state.file(), unwritten.toString());
        }
    }
}
