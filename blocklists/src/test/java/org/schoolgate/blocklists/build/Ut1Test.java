package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// The archive that UT1 publishes, whole. It is no part of the product, so the test needs it beside the checkout.
class Ut1Test {

    private final Categories categories = SchoolCategories.all();

    @TempDir
    Path folder;
    private Path archive = Path.of("");

    @BeforeEach
    void theArchiveIsThere() {
        archive = Path.of(System.getProperty("schoolgate.root", ".."), "../shared/lists/ut1/blacklists.tar.gz");
        assumeTrue(Files.isRegularFile(archive),
                "the real UT1 archive is not beside the checkout, at ../shared/lists/ut1/blacklists.tar.gz");
    }

    @Test
    void everyCategoryIsMappedAndEveryEntryIsTakenOnce() throws Exception {
        var library = new ListLibrary(folder, categories, InstantSource.system());
        ImportReport report = library.importFile(archive, ImportOptions.DEFAULT, progress -> {});
        assertThat(report.unmapped()).isEmpty();
        assertThat(report.names()).isEqualTo(368_905);
        assertThat(report.read()).isEqualTo(
                report.listed() + report.doubled() + report.silent() + report.unsupported() + report.bad());
        assertThat(report.bad()).isLessThan(50);
        long cold = nanosToLoad(library);
        nanosToLoad(library);
        long before = used();
        DomainIndex index = library.load();
        long bytes = used() - before;
        long warm = nanosToLoad(library);
        System.out.printf("UT1: imported in %d ms, loaded in %d ms, then in %d ms; %d entries, %d MB%n",
                report.took().toMillis(), cold / 1_000_000,
                warm / 1_000_000, index.size(), bytes >> 20);
        assertThat(index.size()).isGreaterThan(report.listed());
        assertThat(bytes).isLessThan(250L << 20);
        assertThat(slugs(index, "https://www.facebook.com/x")).contains("social-networks");
        assertThat(index.listingsOf(Target.Page.parse("https://www.facebook.com/x").orElseThrow()))
                .extracting(Listing::list).contains("ut1/social_networks");
        assertThat(library.slots()).noneMatch(Slot::filled);
    }

    /// Against a plain map from names to categories, that is asked for every ending of a name: of each name of the archive,
    /// of a name below it, and of a name that ends alike.
    @Test
    void theIndexSaysOfEveryNameOfTheArchiveWhatAPlainMapSays() throws Exception {
        var library = new ListLibrary(folder, categories, InstantSource.system());
        library.importFile(archive, ImportOptions.DEFAULT, progress -> {});
        DomainIndex index = library.load();
        Map<String, Long> map = plainMap();
        assertThat(map).hasSizeGreaterThan(368_000);
        starters(map);
        for (String name : List.copyOf(map.keySet())) {
            assertAgrees(index, map, Host.parse(name).orElseThrow());
            Host.parse("www." + name).ifPresent(below -> assertAgrees(index, map, below));
            Host.parse("x" + name).ifPresent(alike -> assertAgrees(index, map, alike));
        }
        index.close();
    }

    private static void assertAgrees(DomainIndex index, Map<String, Long> map, Host host) {
        long expected = 0;
        String name = host.text();
        for (int from = 0; from >= 0;) {
            expected |= map.getOrDefault(name.substring(from), 0L);
            int dot = host instanceof HostName ? name.indexOf('.', from) : -1;
            from = dot < 0 ? -1 : dot + 1;
        }
        if (index.bitsOf(new Target.Site(host, 443)) != expected) {
            throw new AssertionError("of " + name + " the index says " + index.listingsOf(new Target.Site(host, 443)));
        }
    }

    private Map<String, Long> plainMap() throws Exception {
        Mapping mapping = Mapping.read("ut1.mapping", Resources.lines("ut1.mapping").orElseThrow(), categories);
        Map<String, Long> map = new HashMap<>();
        new SourceFile(archive, Files::newInputStream, SourceFile.MOST, bytes -> {}).source().read((part, lines) -> {
            if (part.kind() == ListSource.Kind.DOMAINS) {
                long bits = categories.set(mapping.find(part.category(), Map.of()).orElseThrow()).bits();
                while (lines.next()) {
                    String line = lines.line();
                    Host.parse(line.startsWith(".") ? line.substring(1) : line)
                            .ifPresent(host -> map.merge(host.text(), bits, (one, other) -> one | other));
                }
            }
        });
        return map;
    }

    /// Adds what the starter lists have, as they are in the index too.
    private void starters(Map<String, Long> map) {
        for (Category category : categories.all()) {
            Resources.lines("/org/schoolgate/blocklists/starter/" + category.slug() + ".txt").ifPresent(
                    lines -> lines.stream().map(Formats.PLAIN::read).forEach(read -> {
                        if (read instanceof Reading.Listed(List<Entry> entries)
                                && entries.getFirst().kind() == Entry.Kind.NAME) {
                            map.merge(entries.getFirst().text(), 1L << category.bit(), (one, other) -> one | other);
                        }
                    }));
        }
    }

    private static long nanosToLoad(ListLibrary library) throws Exception {
        long from = System.nanoTime();
        assertThat(library.load().size()).isPositive();
        return System.nanoTime() - from;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private List<String> slugs(DomainIndex index, String url) {
        return categories.of(index.categoriesOf(Target.Page.parse(url).orElseThrow())).stream().map(Category::slug)
                .toList();
    }
}
