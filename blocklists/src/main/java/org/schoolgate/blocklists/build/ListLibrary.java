package org.schoolgate.blocklists.build;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.schoolgate.blocklists.index.Draft;
import org.schoolgate.blocklists.index.PlainDomainIndex;
import org.schoolgate.blocklists.source.FolderLists;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.blocklists.source.TooBigException;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lists a gateway has: those it was given, in a folder, and the starter lists that come with it.
///
/// Any thread and any process may read while one imports; a second import at once is refused. What is read is always a
/// whole version of each list.
public final class ListLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(ListLibrary.class);

    /// A list of more lines than this may have one bad line in a hundred.
    private static final long FEW = 50;

    private final Path folder;
    private final Categories categories;
    private final InstantSource clock;
    private final SourceFile.Opener opener;
    private final long most;
    private final ListStore store;
    private final StarterLists starters;

    /// @param folder where imported lists are kept, such as `var/lists`; the first import makes it
    public ListLibrary(Path folder, Categories categories, InstantSource clock) {
        this(folder, categories, clock, Files::newInputStream, SourceFile.MOST, step -> {});
    }

    ListLibrary(Path folder, Categories categories, InstantSource clock, SourceFile.Opener opener, long most,
            ListStore.Steps steps) {
        this.folder = folder;
        this.categories = categories;
        this.clock = clock;
        this.opener = opener;
        this.most = most;
        this.store = new ListStore(folder, steps);
        this.starters = new StarterLists(categories);
    }

    /// Reads a file, or a folder of lists, and puts it in force as the newest version of a list.
    ///
    /// Until it is in force, and whenever this throws, the version before stays. The two versions before are kept.
    ///
    /// @param progress told now and then, by the calling thread
    /// @throws ListRefusedException where the file is no list, too much of it is wrong, or it shrank too much
    /// @throws IOException where the file cannot be read, or the disk cannot be written
    public ImportReport importFile(Path file, ImportOptions options, Consumer<Progress> progress)
            throws IOException, ListRefusedException {
        if (!Files.exists(file)) {
            throw new ListRefusedException("there is no file " + file);
        }
        Files.createDirectories(folder);
        try (ImportLock _ = ImportLock.take(folder)) {
            return importLocked(file, options, progress);
        } catch (TooBigException tooBig) {
            throw new ListRefusedException(file + " unpacks to more than " + (most >> 20)
                    + " MiB, which no list needs; it was not taken", tooBig);
        } catch (EOFException | ZipException torn) {
            throw new ListRefusedException(file + " is damaged or ends too early; fetch it again", torn);
        }
    }

    /// All lists in force: the imported ones by name, then the starter lists.
    public List<ListStatus> status() throws IOException {
        List<ListStatus> all = new ArrayList<>();
        for (String name : store.names()) {
            StoredHeader header = newest(name, StoredList::open).header();
            all.add(new ListStatus(name, header.version(), header.imported(), false, header.entries(),
                    header.byCategory()));
        }
        all.addAll(starters.status());
        return List.copyOf(all);
    }

    /// The places for lists that no open list can fill, filled or not.
    public List<Slot> slots() throws IOException {
        List<ListStatus> lists = status();
        return List.of(slot("illegal (IWF)", "illegal", lists), slot("extremism (CTIRU)", "extremism", lists));
    }

    /// An index of all lists in force. A version that cannot be used is named in the log, and the one before it serves.
    ///
    /// @throws IOException where a list has no version that can be used; the caller keeps the index it has
    public DomainIndex load() throws IOException {
        var index = new PlainDomainIndex.Builder(categories);
        var version = new StringBuilder(starters.mark());
        starters.addTo(index);
        for (String name : store.names()) {
            StoredList list = newest(name, folder -> {
                StoredList stored = StoredList.open(folder);
                stored.addTo(index, categories);
                return stored;
            });
            version.append(' ').append(name).append('@').append(list.header().version());
        }
        return index.build(version.toString());
    }

    /// Changes exactly when [#load] would give something else. Costs a small file for each list: made to be asked every
    /// few seconds.
    ///
    /// @throws UncheckedIOException where the folder cannot be read
    public String mark() {
        try {
            var mark = new StringBuilder(starters.mark());
            for (String name : store.names()) {
                mark.append(' ').append(name).append('@').append(store.current(name).orElse(""));
            }
            return mark.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ImportReport importLocked(Path file, ImportOptions options, Consumer<Progress> progress)
            throws IOException, ListRefusedException {
        Instant began = clock.instant();
        var bytes = new AtomicLong();
        ListSource source = new SourceFile(file, opener, most, bytes::set).source();
        Plan plan = Plan.of(file, source, options, categories);
        long total = source instanceof FolderLists lists ? lists.size() : Files.size(file);
        var running = new AtomicLong();
        var run = new Importing(plan.name(), categories, plan.mapped(), plan.format(),
                () -> progress.accept(new Progress(bytes.get(), total, running.addAndGet(Importing.STRIDE))));
        source.read(run::take);
        progress.accept(new Progress(total, total, run.read()));
        Draft draft = run.draft();
        refuse(plan, run, options);
        var byCategory = draft.byCategory(categories);
        StoredHeader header = store.put(plan.name(), clock.instant(), run.parts(), byCategory, draft);
        try {
            store.tidy(plan.name());
        } catch (IOException left) {
            LOG.warn("Old versions of the list {} could not be deleted: {}", plan.name(), left.toString());
        }
        return new ImportReport(plan.name(), header.version(), plan.title(), run.read(), draft.size(),
                draft.size() - draft.paths(), run.doubled(), run.silent(), run.unsupported(), run.bad(),
                run.firstBad(), byCategory, plan.unmapped(), Duration.between(began, clock.instant()));
    }

    private void refuse(Plan plan, Importing run, ImportOptions options) throws IOException, ListRefusedException {
        long said = run.read() - run.silent() - run.unsupported();
        if (said > FEW && run.bad() * 100 > said) {
            throw new ListRefusedException(run.bad() + " of " + said + " lines are wrong, more than one in a hundred; "
                    + "the version in force stays. The first: " + run.firstBad().getFirst());
        }
        if (run.draft().size() == 0) {
            throw new ListRefusedException("nothing is in the list"
                    + (plan.unmapped().isEmpty() ? "" : " that a mapping names; skipped: " + plan.unmapped())
                    + "; the version in force stays");
        }
        long before = entriesInForce(plan.name());
        if (!options.acceptShrink() && run.draft().size() * 2 < before) {
            throw new ListRefusedException("'" + plan.name() + "' would shrink from " + before + " to "
                    + run.draft().size() + " entries, which looks like half a file; the version in force stays. "
                    + "If it is meant, import it with --accept-shrink");
        }
    }

    private long entriesInForce(String name) throws IOException {
        if (store.current(name).isEmpty()) {
            return 0;
        }
        try {
            return newest(name, StoredList::open).header().entries();
        } catch (UnreadableListException noneLeft) {
            LOG.warn("No version of the list {} can be read: {}", name, noneLeft.getMessage());
            return 0;
        }
    }

    /// Opens a stored version.
    private interface Opening {
        StoredList open(Path folder) throws IOException;
    }

    /// The version in force, or the newest before it that can be used.
    private StoredList newest(String name, Opening opening) throws IOException {
        Optional<UnreadableListException> first = Optional.empty();
        for (Path version : store.candidates(name)) {
            try {
                return opening.open(version);
            } catch (UnreadableListException unusable) {
                LOG.warn("A version of the list {} cannot be used, the one before it serves: {}", name,
                        unusable.getMessage());
                first = first.or(() -> Optional.of(unusable));
            }
        }
        throw first.orElseThrow(() -> new IOException("the list '" + name + "' has no version; import it again"));
    }

    private static Slot slot(String name, String category, List<ListStatus> lists) {
        return new Slot(name, category,
                lists.stream().anyMatch(list -> !list.starter() && list.byCategory().containsKey(category)));
    }
}
