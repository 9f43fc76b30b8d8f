package org.schoolgate.blocklists.build;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.blocklists.index.Draft;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.blocklists.source.TooBigException;
import org.schoolgate.filters.request.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a file, stores it as a new version of its list, and puts it in force or has it wait for a person.
final class Importer {

    private static final Logger LOG = LoggerFactory.getLogger(Importer.class);

    /// A list of more lines than this may have one bad line in a hundred.
    private static final long FEW = 50;

    private final Shelf shelf;
    private final SourceFile.Opener opener;
    private final long most;

    /// What was read and written, before anybody has judged it.
    ///
    /// @param badLines what is to be said of its bad lines, where they are too many
    private record Taken(StoredList fresh, ImportReport report, Optional<String> badLines) {}

    /// @param most how many bytes a file may unpack to
    Importer(Shelf shelf, SourceFile.Opener opener, long most) {
        this.shelf = shelf;
        this.opener = opener;
        this.most = most;
    }

    /// See [ListLibrary#importFile].
    ImportReport run(Path file, ImportOptions options, Consumer<Progress> progress)
            throws IOException, ListRefusedException {
        return locked(file, () -> {
            Instant began = shelf.now();
            Taken taken = take(file, options, progress, this::refused);
            settle(taken, options);
            progress.accept(new Progress(Progress.Step.INDEXING, 0, 0, taken.report().read()));
            shelf.indexing().build();
            return taken.report().after(Duration.between(began, shelf.now()));
        });
    }

    /// See [ListLibrary#tryFile].
    Trial tryOut(Path file, ImportOptions options, Collection<Target> targets, Consumer<Progress> progress)
            throws IOException, ListRefusedException {
        return locked(file, () -> {
            Taken taken = take(file, options, progress, (_, _, why) -> new ListRefusedException(why));
            StoredList fresh = taken.fresh();
            try {
                StoredHeader header = fresh.header();
                return new Trial(header.name(), header.version(), header.entries(), reasons(taken, options),
                        new Trying(shelf, fresh).index(targets, progress));
            } finally {
                Disk.delete(fresh.folder());
                if (shelf.store().isUnused(fresh.header().name())) {
                    Disk.delete(shelf.store().of(fresh.header().name()));
                }
            }
        });
    }

    /// Something that is done while nobody else changes the lists.
    private interface Work<T> {
        T run() throws IOException, ListRefusedException;
    }

    private <T> T locked(Path file, Work<T> work) throws IOException, ListRefusedException {
        if (!Files.exists(file)) {
            throw new ListRefusedException("there is no file " + file);
        }
        try (ImportLock _ = shelf.lock()) {
            return work.run();
        } catch (TooBigException tooBig) {
            throw new ListRefusedException(file + " unpacks to more than " + (most >> 20)
                    + " MiB, which no list needs; it was not taken", tooBig);
        } catch (EOFException | ZipException torn) {
            throw new ListRefusedException(file + " is damaged or ends too early; fetch it again", torn);
        }
    }

    /// Reads a source and writes it beside. What was read is garbage when this returns: versions are compared next, and an
    /// index is made, and all need memory.
    ///
    /// @param refusal says that it is refused
    private Taken take(Path file, ImportOptions options, Consumer<Progress> progress, Refusal refusal)
            throws IOException, ListRefusedException {
        var bytes = new AtomicLong();
        ListSource source = new SourceFile(file, opener, most, bytes::set).source();
        Plan plan = Plan.of(file, source, options, shelf.categories());
        long total = source.size();
        var running = new AtomicLong();
        var run = new Importing(plan.name(), shelf.categories(), plan.mapped(), plan.format(),
                () -> progress.accept(
                        new Progress(Progress.Step.READING, bytes.get(), total, running.addAndGet(Importing.STRIDE))));
        source.read(run::take);
        progress.accept(new Progress(Progress.Step.READING, total, total, run.read()));
        Draft.Gathered draft = run.draft().gathered();
        Optional<String> badLines = badLines(run);
        boolean first = shelf.inForce(plan.name()).isEmpty();
        if (badLines.isPresent() && first) {
            throw refusal.of(plan.name(), options.who(), badLines.get());
        }
        if (draft.size() == 0) {
            throw refusal.of(plan.name(), options.who(), "nothing is in the list"
                    + (plan.unmapped().isEmpty() ? "" : " that a mapping names; skipped: " + plan.unmapped())
                    + "; the version in force stays");
        }
        var byCategory = draft.byCategory(shelf.categories());
        StoredList fresh = shelf.store().write(plan.name(), shelf.now(), run.parts(), byCategory, draft);
        return new Taken(fresh, new ImportReport(plan.name(), fresh.header().version(), plan.title(), run.read(),
                draft.size(), draft.size() - draft.paths() - draft.digests(),
                run.digests().map(Digesting::toString), run.draft().added() - draft.size(), run.silent(),
                run.unsupported(), run.bad(), run.firstBad(), byCategory, plan.unmapped(), Duration.ZERO), badLines);
    }

    /// Says that a list is refused.
    private interface Refusal {
        ListRefusedException of(String name, Who who, String why) throws IOException;
    }

    private ListRefusedException refused(String name, Who who, String why) throws IOException {
        shelf.history().add(new Event(shelf.now(), Event.Kind.REFUSED, name, who, "", "",
                shelf.store().current(name).orElse(""), 0, OptionalInt.empty(), List.of(why)));
        return new ListRefusedException(why);
    }

    private static Optional<String> badLines(Importing run) {
        long said = run.read() - run.silent() - run.unsupported();
        return said > FEW && run.bad() * 100 > said
                ? Optional.of(run.bad() + " of " + said + " lines are wrong, more than one in a hundred; "
                        + "the version in force stays. The first: " + run.firstBad().getFirst())
                : Optional.empty();
    }

    /// Puts what was written in force, or has it wait.
    private void settle(Taken taken, ImportOptions options) throws IOException, ListRefusedException {
        StoredHeader header = taken.fresh().header();
        String before = shelf.store().current(header.name()).orElse("");
        List<HeldReason> reasons = reasons(taken, options);
        List<String> notes = reasons.stream().map(HeldReason::sentence).toList();
        if (!reasons.isEmpty() && !options.accept()) {
            String version = hold(taken.fresh(), options.who(), reasons, before, notes);
            throw new ListHeldException(header.name(), version, reasons);
        }
        Optional<String> held = shelf.held().version(header.name());
        shelf.store().putInForce(taken.fresh());
        tidy(shelf, header.name());
        shelf.history().add(new Event(header.imported(),
                options.who().equals(Who.GATEWAY) ? Event.Kind.FETCHED : Event.Kind.IMPORTED, header.name(),
                options.who(), reasons.isEmpty() ? "" : "accepted at once", header.version(), before,
                header.entries(), OptionalInt.empty(), Stream.concat(notes.stream(),
                        held.stream().map(version -> "what was held is dropped: " + version)).toList()));
    }

    private List<HeldReason> reasons(Taken taken, ImportOptions options) throws IOException {
        return new Guards(shelf, options).reasons(shelf.inForce(taken.fresh().header().name()), taken.fresh(),
                taken.badLines());
    }

    /// Has a version wait. The same content that waits already, for the same reasons, is left as it is, so that a publisher who
    /// stays wrong for a week is told of once.
    private String hold(StoredList fresh, Who who, List<HeldReason> reasons, String before, List<String> notes)
            throws IOException {
        StoredHeader header = fresh.header();
        Optional<HeldStore.Held> waiting = waiting(header.name());
        if (waiting.isPresent() && waiting.get().list().header().sha256().equals(header.sha256())
                && waiting.get().reasons().equals(reasons)) {
            Disk.delete(fresh.folder());
            return waiting.get().list().header().version();
        }
        shelf.held().put(fresh, who, reasons);
        shelf.history().add(new Event(header.imported(), Event.Kind.HELD, header.name(), who, "", header.version(),
                before, header.entries(), OptionalInt.empty(), notes));
        return header.version();
    }

    private Optional<HeldStore.Held> waiting(String name) throws IOException {
        try {
            return shelf.held().find(name);
        } catch (UnreadableListException torn) {
            LOG.warn("What is held of the list {} cannot be used, what comes now takes its place: {}", name,
                    torn.getMessage());
            return Optional.empty();
        }
    }

    /// Deletes what nobody needs any more once a version is in force; where that fails, it is told in the log and tried again
    /// the next time.
    static void tidy(Shelf shelf, String name) {
        try {
            shelf.held().clear(name);
            shelf.store().tidy(name);
        } catch (IOException left) {
            LOG.warn("Old versions of the list {} could not be deleted: {}", name, left.toString());
        }
    }
}
