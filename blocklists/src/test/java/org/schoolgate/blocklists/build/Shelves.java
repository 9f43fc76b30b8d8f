package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Target;

/// A folder of lists as tests use it: with a clock of their own, and what is wanted of the lists.
final class Shelves {

    static final Who ANNE = Who.onReviewSite("anne");
    static final Who BEN = Who.atCommandLine("ben");

    final Categories categories = SchoolCategories.all();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T08:00:00Z"));
    private final Path folder;
    private ProtectedNames protectedNames = ProtectedNames.NONE;
    private CategorySet twoPeople = CategorySet.NONE;
    private EditGroups groups = EditGroups.NONE;
    private Steps steps = step -> {};

    Shelves(Path folder) {
        this.folder = folder;
    }

    Shelves protecting(ProtectedNames names) {
        protectedNames = names;
        return this;
    }

    Shelves twoPeopleFor(String... slugs) {
        twoPeople = categories.set(List.of(slugs));
        return this;
    }

    /// From now on there are these groups.
    Shelves groups(String... names) {
        groups = new EditGroups(new LinkedHashSet<>(List.of(names)), categories.set(List.of("adult", "helplines")),
                categories.set(List.of("games", "chat", "pornography", "adult")));
        return this;
    }

    /// From now on these categories are locked.
    Shelves locking(String... slugs) {
        groups = new EditGroups(groups.known(), categories.set(List.of(slugs)), groups.closing());
        return this;
    }

    Shelves stoppingBefore(String stopping) {
        steps = step -> {
            if (step.equals(stopping)) {
                throw new IOException("the power went before: " + step);
            }
        };
        return this;
    }

    Shelves going() {
        steps = step -> {};
        return this;
    }

    void later(Duration time) {
        now.updateAndGet(then -> then.plus(time));
    }

    Path lists() {
        return folder.resolve("lists");
    }

    ListLibrary listLibrary() {
        return new ListLibrary(lists(), categories, now::get, new ListRules(5, twoPeople,
                categories.set(List.of("school-open")), groups, () -> protectedNames),
                Files::newInputStream, SourceFile.MOST, steps);
    }

    ImportReport importing(String name, String text, String category) throws IOException, ListRefusedException {
        Path file = Files.writeString(folder.resolve(name + ".txt"), text);
        return listLibrary().importFile(file, ImportOptions.into(category), progress -> {});
    }

    ImportReport accepting(String name, String text, String category) throws IOException, ListRefusedException {
        Path file = Files.writeString(folder.resolve(name + ".txt"), text);
        return listLibrary().importFile(file,
                new ImportOptions(Optional.empty(), Optional.of(category), Optional.empty(),
                        true).by(BEN),
                progress -> {});
    }

    /// The categories of an address for everybody, sorted.
    List<String> at(String url) throws IOException {
        return at(url, "nobody");
    }

    /// The categories of an address for a group, sorted.
    List<String> at(String url, String group) throws IOException {
        DomainIndex index = listLibrary().load();
        try {
            return at(index, url, group);
        } finally {
            index.close();
        }
    }

    /// The same by an index that is there.
    List<String> at(DomainIndex index, String url, String group) {
        return categories.of(index.forGroup(group).categoriesOf(Target.Page.parse(url).orElseThrow())).stream()
                .map(Category::slug).sorted().toList();
    }

    /// How many entries are in force beyond the starter lists.
    long size() throws IOException {
        DomainIndex index = listLibrary().load();
        DomainIndex starters = new ListLibrary(folder.resolve("none"), categories, now::get).load();
        try {
            return index.size() - starters.size();
        } finally {
            index.close();
            starters.close();
        }
    }

    /// What lies in the folder of a list, sorted.
    List<String> files(String name) throws IOException {
        try (Stream<Path> all = Files.list(lists().resolve(name))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "name" + i + ".list.example\n").collect(Collectors.joining());
    }
}
