package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
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

    @Test
    void everyNameOfTheArchiveIsFoundInItsCategories() throws Exception {
        var library = new ListLibrary(folder, categories, InstantSource.system());
        library.importFile(archive, ImportOptions.DEFAULT, progress -> {});
        DomainIndex index = library.load();
        Mapping mapping = Mapping.read("ut1.mapping", Resources.lines("ut1.mapping").orElseThrow(), categories);
        Set<String> different = new HashSet<>();
        new SourceFile(archive, Files::newInputStream, SourceFile.MOST, bytes -> {}).source().read((part, lines) -> {
            if (part.kind() != ListSource.Kind.DOMAINS) {
                return;
            }
            var expected = categories.set(mapping.find(part.category(), java.util.Map.of()).orElseThrow());
            while (lines.next()) {
                different.add(lines.line());
                String name = lines.line().startsWith(".") ? lines.line().substring(1) : lines.line();
                Target target = Target.Site.parse(name + ":443").orElseThrow();
                if (!index.categoriesOf(target).intersection(expected).equals(expected)) {
                    throw new AssertionError(part + " has " + name + ", the index does not");
                }
            }
        });
        assertThat(different).hasSize(368_905);
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
