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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.Draft;
import org.schoolgate.blocklists.index.Edit;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.PackedIndex;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.blocklists.source.TooBigException;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
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

    /// How long an import or an edit waits for another one to end.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path folder;
    private final Categories categories;
    private final InstantSource clock;
    private final SourceFile.Opener opener;
    private final long most;
    private final ListStore store;
    private final IndexStore indexes;
    private final EditLog edits;
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
        this.indexes = new IndexStore(folder, steps);
        this.edits = new EditLog(folder);
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
        try (ImportLock _ = ImportLock.take(folder, PATIENCE)) {
            Instant began = clock.instant();
            ImportReport report = store(file, options, progress);
            progress.accept(new Progress(Progress.Step.INDEXING, 0, 0, report.read()));
            build(edits.read());
            return report.after(Duration.between(began, clock.instant()));
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

    /// An index of all lists in force, with the school's edits. It is opened from its file; where there is none that fits
    /// the lists, it is made first. What cannot be used is named in the log: of an index the lists themselves serve, of a
    /// version of a list the one before it. Waits while another process imports. Close it when nobody asks it any more.
    ///
    /// @throws IOException where a list has no version that can be used; the caller keeps the index it has, or takes [#lastGood]
    public DomainIndex load() throws IOException {
        if (!store.isThere()) {
            var index = new IndexBuilder(List.of());
            return index.build(gather(index, List.of()), categories);
        }
        while (true) {
            List<Edit> all = edits.read();
            Optional<PackedIndex> ready = open(all);
            if (ready.isPresent()) {
                return ready.get();
            }
            Optional<ImportLock> lock = ImportLock.tryTake(folder);
            if (lock.isPresent()) {
                try (ImportLock _ = lock.get()) {
                    return made(edits.read());
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// The index of the lists in force, made where there is none; for whoever holds the lock.
    private PackedIndex made(List<Edit> all) throws IOException {
        Optional<PackedIndex> ready = open(all);
        if (ready.isPresent()) {
            return ready.get();
        }
        build(all);
        return open(all).orElseThrow(
                () -> new IOException("the index just made in " + folder + " cannot be used; the log says why"));
    }

    /// The newest index that can be used, whatever lists it was made of: for a start at which [#load] fails.
    public Optional<DomainIndex> lastGood() throws IOException {
        return indexes.open(any -> true, categories).map(DomainIndex.class::cast);
    }

    /// Which lists, versions and edits an index was made of, a line for each, with digests: for whoever wants to hold them
    /// against it later. Costs a small file for each list.
    public String describe(DomainIndex index) {
        return new Description(store, edits, index.version()).text();
    }

    /// Changes exactly when [#load] would give something else. Costs a small file for each list: made to be asked a few times
    /// a second.
    ///
    /// @throws UncheckedIOException where the folder cannot be read
    public String mark() {
        try {
            return listsMark() + edits.mark();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The school's own edits, first to last.
    ///
    /// @throws IOException naming every line of their file that cannot be read
    public List<Edit> edits() throws IOException {
        return edits.read();
    }

    /// Puts an entry into a category, or takes one out, over whatever the lists say. A gateway takes it up within a second,
    /// without a new index; the next import puts it in there.
    ///
    /// @param adds whether to put in; else to take out
    /// @param written the entry as in a plain list, `@@` before one that takes a name out of what shorter names give it
    /// @param category its slug; to take out of all categories that list this very entry: empty
    /// @throws ListRefusedException where there is no such entry or category, or nothing would change
    public EditReport edit(boolean adds, String written, Optional<String> category)
            throws IOException, ListRefusedException {
        Entry entry = switch (EditLog.entry(written)) {
            case Reading.Listed(List<Entry> entries) -> entries.getFirst();
            case Reading.Bad(String what, String instead) ->
                throw new ListRefusedException("'" + written + "': " + what + "; write " + instead);
            default ->
                throw new ListRefusedException("'" + written + "' is no entry; write a name, an address or a path");
        };
        List<String> known = categories.all().stream().map(Category::slug).toList();
        if (category.isPresent() && !known.contains(category.get())) {
            throw new ListRefusedException("there is no category '" + category.get() + "'"
                    + Nearest.hint(category.get(), known));
        }
        boolean opens = !adds || entry.allow();
        if (opens && category.flatMap(categories::find).filter(Category::sealed).isPresent()) {
            throw new ListRefusedException("what is in the category " + category.get()
                    + " is for its publisher alone to take out");
        }
        if (adds && category.isEmpty()) {
            throw new ListRefusedException("say which category '" + written + "' belongs to, one of "
                    + String.join(", ", known));
        }
        Files.createDirectories(folder);
        try (ImportLock _ = ImportLock.take(folder, PATIENCE)) {
            return editLocked(adds, entry, category);
        }
    }

    private EditReport editLocked(boolean adds, Entry entry, Optional<String> category)
            throws IOException, ListRefusedException {
        List<Edit> before = edits.read();
        DomainIndex index = made(before);
        try {
            // What a sealed list holds is not told, not even by a refusal.
            List<Listing> listings = index.listingsOf(EntryTarget.of(entry)).stream()
                    .filter(each -> !each.category().sealed()).toList();
            Set<String> listed = new LinkedHashSet<>();
            listings.stream().filter(each -> each.entry().equals(EntryTarget.text(entry)))
                    .forEach(each -> listed.add(each.category().slug()));
            Set<String> slugs = adds || entry.allow() ? Set.of(category.orElse("")) : listed;
            if (category.isPresent()) {
                slugs = adds && !entry.allow() && listed.contains(category.get())
                        || !adds && !entry.allow() && !listed.contains(category.get())
                                ? Set.of()
                                : Set.of(category.get());
            }
            if (slugs.isEmpty() || slugs.contains("")) {
                throw new ListRefusedException(nothingToDo(adds, entry, category, listings));
            }
            Instant now = clock.instant();
            List<Edit> fresh = slugs.stream().map(slug -> new Edit(adds, entry, slug, now.toString(), 0)).toList();
            edits.append(now, fresh);
            return new EditReport(adds, entry.toString(), List.copyOf(slugs), before.size() + fresh.size());
        } finally {
            index.close();
        }
    }

    private static String nothingToDo(boolean adds, Entry entry, Optional<String> category, List<Listing> listings) {
        if (adds) {
            return "'" + entry + "' is in the category " + category.orElse("") + " already";
        }
        String what = "no list names '" + entry + "' itself"
                + category.map(slug -> " in the category " + slug).orElse("");
        return listings.isEmpty()
                ? what
                : what + "; '" + listings.getFirst().entry() + "' is listed (" + listings.getFirst().list() + ", line "
                        + listings.getFirst().line() + "): take that out, or add '@@" + entry + "' to its category "
                        + listings.getFirst().category();
    }

    /// The index on disk that is of the lists in force, with the edits that came after it.
    private Optional<PackedIndex> open(List<Edit> all) throws IOException {
        String lists = listsMark();
        return indexes.open(note -> {
            try {
                return note.edits() <= all.size() && note.mark().equals(lists + edits.mark(note.edits()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }, categories).map(index -> index.with(all.subList(index.note().edits(), all.size()), mark()));
    }

    private void build(List<Edit> all) throws IOException {
        var index = new IndexBuilder(all);
        indexes.put(index, gather(index, all));
    }

    /// Puts all lists into an index, and gives what it says of itself.
    private IndexNote gather(IndexBuilder index, List<Edit> all) throws IOException {
        var version = new StringBuilder(starters.mark());
        starters.addTo(index);
        for (String name : store.names()) {
            StoredList list = newest(name, folder -> {
                StoredList stored = StoredList.open(folder);
                stored.addTo(index);
                return stored;
            });
            version.append(' ').append(name).append('@').append(list.header().version());
        }
        String edited = edits.mark(all.size());
        return new IndexNote(version + edited, listsMark() + edited, all.size());
    }

    private String listsMark() throws IOException {
        var mark = new StringBuilder(starters.mark());
        for (String name : store.names()) {
            mark.append(' ').append(name).append('@').append(store.current(name).orElse(""));
        }
        return mark.toString();
    }

    /// Reads a source and stores it as the newest version of its list. What was read is garbage when this returns: an index
    /// is made next, and both need memory.
    private ImportReport store(Path file, ImportOptions options, Consumer<Progress> progress)
            throws IOException, ListRefusedException {
        var bytes = new AtomicLong();
        ListSource source = new SourceFile(file, opener, most, bytes::set).source();
        Plan plan = Plan.of(file, source, options, categories);
        long total = source.size();
        var running = new AtomicLong();
        var run = new Importing(plan.name(), categories, plan.mapped(), plan.format(),
                () -> progress.accept(
                        new Progress(Progress.Step.READING, bytes.get(), total, running.addAndGet(Importing.STRIDE))));
        source.read(run::take);
        progress.accept(new Progress(Progress.Step.READING, total, total, run.read()));
        Draft.Gathered draft = run.draft().gathered();
        refuse(plan, run, draft, options);
        var byCategory = draft.byCategory(categories);
        StoredHeader header = store.put(plan.name(), clock.instant(), run.parts(), byCategory, draft);
        try {
            store.tidy(plan.name());
        } catch (IOException left) {
            LOG.warn("Old versions of the list {} could not be deleted: {}", plan.name(), left.toString());
        }
        return new ImportReport(plan.name(), header.version(), plan.title(), run.read(), draft.size(),
                draft.size() - draft.paths(), run.draft().added() - draft.size(), run.silent(), run.unsupported(),
                run.bad(), run.firstBad(), byCategory, plan.unmapped(), Duration.ZERO);
    }

    private void refuse(Plan plan, Importing run, Draft.Gathered draft, ImportOptions options)
            throws IOException, ListRefusedException {
        long said = run.read() - run.silent() - run.unsupported();
        if (said > FEW && run.bad() * 100 > said) {
            throw new ListRefusedException(run.bad() + " of " + said + " lines are wrong, more than one in a hundred; "
                    + "the version in force stays. The first: " + run.firstBad().getFirst());
        }
        if (draft.size() == 0) {
            throw new ListRefusedException("nothing is in the list"
                    + (plan.unmapped().isEmpty() ? "" : " that a mapping names; skipped: " + plan.unmapped())
                    + "; the version in force stays");
        }
        long before = entriesInForce(plan.name());
        if (!options.acceptShrink() && draft.size() * 2 < before) {
            throw new ListRefusedException("'" + plan.name() + "' would shrink from " + before + " to "
                    + draft.size() + " entries, which looks like half a file; the version in force stays. "
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
