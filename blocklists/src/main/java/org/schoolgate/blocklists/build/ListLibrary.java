package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.blocklists.index.Edit;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Target;

/// The lists a gateway has: those it was given, in a folder, and the starter lists that come with it.
///
/// Any thread and any process may read while one imports; a second import at once is refused. What is read is always a
/// whole version of each list.
public final class ListLibrary {

    private final Shelf shelf;
    private final Importer importer;

    /// @param folder where imported lists are kept, such as `var/lists`; the first import makes it
    public ListLibrary(Path folder, Categories categories, InstantSource clock) {
        this(folder, categories, clock, ListRules.DEFAULT);
    }

    /// @param folder where imported lists are kept, such as `var/lists`; the first import makes it
    /// @param rules what the school wants of its lists
    public ListLibrary(Path folder, Categories categories, InstantSource clock, ListRules rules) {
        this(folder, categories, clock, rules, Files::newInputStream, SourceFile.MOST, step -> {});
    }

    ListLibrary(Path folder, Categories categories, InstantSource clock, ListRules rules, SourceFile.Opener opener,
            long most, Steps steps) {
        this.shelf = new Shelf(folder, categories, clock, rules, steps);
        this.importer = new Importer(shelf, opener, most);
    }

    /// Reads a file, or a folder of lists, and puts it in force as the newest version of a list.
    ///
    /// Until it is in force, and whenever this throws, the version before stays. Some versions before are kept.
    ///
    /// @param progress told now and then, by the calling thread
    /// @throws ListHeldException where a guard has it wait for a person; it is kept, and [Versions#release] puts it in force
    /// @throws ListRefusedException where the file is no list, or too much of it is wrong
    /// @throws IOException where the file cannot be read, or the disk cannot be written
    public ImportReport importFile(Path file, ImportOptions options, Consumer<Progress> progress)
            throws IOException, ListRefusedException {
        return importer.run(file, options, progress);
    }

    /// Reads a file as [#importFile] does, to find out what would come of it. Nothing is left of it, nor written down.
    ///
    /// @param targets of these it is told what they would be listed as
    /// @param progress told now and then, by the calling thread
    /// @throws ListRefusedException where the file is no list, or too much of it is wrong
    /// @throws IOException where the file cannot be read, or the disk cannot be written
    public Trial tryFile(Path file, ImportOptions options, Collection<Target> targets, Consumer<Progress> progress)
            throws IOException, ListRefusedException {
        return importer.tryOut(file, options, targets, progress);
    }

    /// Where the lists are kept.
    public Path folder() {
        return shelf.folder();
    }

    /// The categories that their entries are sorted into.
    public Categories categories() {
        return shelf.categories();
    }

    /// The versions of the lists: what is kept, what is held, and the ways between.
    public Versions versions() {
        return new Versions(shelf);
    }

    /// The school's own edits.
    public Editing editing() {
        return new Editing(shelf);
    }

    /// Where each answer of the lists comes from, and what was done with them.
    public Provenance provenance() {
        return new Provenance(shelf);
    }

    /// All lists in force: the imported ones by name, then the starter lists.
    public List<ListStatus> status() throws IOException {
        List<ListStatus> all = new ArrayList<>();
        for (String name : shelf.store().names()) {
            StoredHeader header = shelf.newest(name, StoredList::open).header();
            all.add(new ListStatus(name, header.version(), header.imported(), false, header.entries(),
                    header.byCategory()));
        }
        all.addAll(shelf.starters().status());
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
        return shelf.indexing().load();
    }

    /// The newest index that can be used, whatever lists it was made of: for a start at which [#load] fails.
    public Optional<DomainIndex> lastGood() throws IOException {
        return shelf.indexing().lastGood();
    }

    /// Which lists, versions and edits an index was made of, a line for each, with digests: for whoever wants to hold them
    /// against it later. Costs a small file for each list.
    public String describe(DomainIndex index) {
        return new Description(shelf.store(), shelf.edits(), index.version()).text();
    }

    /// Changes exactly when [#load] would give something else. Costs a small file for each list: made to be asked a few times
    /// a second.
    ///
    /// @throws UncheckedIOException where the folder cannot be read
    public String mark() {
        try {
            return shelf.indexing().mark();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The school's own edits that are in force, in the order in which they came into force.
    ///
    /// @throws IOException naming every line of their file that cannot be read
    public List<Edit> edits() throws IOException {
        return shelf.edits().read().inForce();
    }

    /// Puts an entry into a category, or takes one out, by nobody who is known. See [Editing#edit].
    ///
    /// @param category its slug; to take out of all categories that list this very entry: empty
    /// @throws ListRefusedException where there is no such entry or category, or nothing would change
    public EditReport edit(boolean adds, String written, Optional<String> category)
            throws IOException, ListRefusedException {
        return editing().edit(new EditWish(adds, written, category), Basis.of(Who.UNKNOWN, ""));
    }

    private static Slot slot(String name, String category, List<ListStatus> lists) {
        return new Slot(name, category,
                lists.stream().anyMatch(list -> !list.starter() && list.byCategory().containsKey(category)));
    }
}
