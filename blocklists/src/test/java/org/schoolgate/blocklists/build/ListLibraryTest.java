package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.blocklists.source.Tar;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Target;

class ListLibraryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    Path folder;

    private final Categories categories = SchoolCategories.all();

    @Test
    void aSingleListGoesIntoTheCategoryItIsGiven() throws Exception {
        ImportReport report = importing("My List.txt", "# c\n\nA.example\na.example\nb.example.\n*\n", "games");
        assertThat(report.name()).isEqualTo("my-list");
        assertThat(report.format()).isEqualTo("plain list");
        assertThat(List.of(report.read(), report.listed(), report.doubled(), report.silent(), report.bad()))
                .containsExactly(6L, 2L, 1L, 2L, 1L);
        assertThat(report.byCategory()).containsOnlyKeys("games").containsEntry("games", 2L);
        assertThat(report.firstBad()).containsExactly(new BadLine("my-list", 6, "*",
                "no name: it would close everything", "the name of a site"));
        assertThat(at("https://www.a.example/")).containsExactly("games");
        Listing listing = listLibrary().load().listingsOf(page("https://b.example/")).getFirst();
        assertThat(listing.list()).isEqualTo("my-list");
        assertThat(listing.line()).isEqualTo(5);
        assertThat(listing.version()).isEqualTo(report.version()).startsWith("20261123-").endsWith(".1");
    }

    @Test
    void anArchiveIsSortedIntoOurCategoriesAndWhatNobodyMapsIsNamed() throws Exception {
        Path file = new Tar().link("blacklists/porn", "adult").file("blacklists/adult/domains", "a.example\n")
                .file("blacklists/games/domains", "g.example\na.example\n")
                .file("blacklists/games/urls", "h.example/g/\n")
                .file("blacklists/games/expressions", "^games\n").file("blacklists/novelty/domains", "n.example\n")
                .write(folder.resolve("blacklists.tar.gz"));
        ImportReport report = listLibrary().importFile(file, ImportOptions.DEFAULT, progress -> {});
        assertThat(report.name()).isEqualTo("ut1");
        assertThat(report.unmapped()).containsExactly("novelty");
        assertThat(List.of(report.read(), report.listed(), report.names(), report.doubled(), report.unsupported()))
                .containsExactly(5L, 3L, 2L, 1L, 1L);
        assertThat(at("https://a.example/")).containsExactly("games", "pornography");
        assertThat(at("https://h.example/g/x")).containsExactly("games");
        assertThat(at("https://n.example/")).isEmpty();
        assertThat(listLibrary().load().listingsOf(page("https://h.example/g"))).extracting(Listing::list)
                .containsExactly("ut1/games/urls");
    }

    @Test
    void aSchoolsOwnMappingGoesBeforeTheProducts() throws Exception {
        Path file = new Tar().link("blacklists/porn", "adult").file("blacklists/adult/domains", "a.example\n")
                .file("blacklists/games/domains", "g.example\n").file("blacklists/press/domains", "p.example\n")
                .write(folder.resolve("blacklists.tar.gz"));
        Path mapping = Files.writeString(folder.resolve("own.mapping"), "porn = adult\npress =\n");
        listLibrary().importFile(file,
                new ImportOptions(Optional.of("toulouse"), Optional.empty(), Optional.of(mapping),
                        false),
                progress -> {});
        assertThat(at("https://a.example/")).containsExactly("adult");
        assertThat(at("https://g.example/")).containsExactly("games");
        assertThat(at("https://p.example/")).isEmpty();
        Files.writeString(mapping, "\ngame = chat\n");
        assertThatThrownBy(() -> listLibrary().importFile(file, new ImportOptions(Optional.empty(), Optional.empty(),
                Optional.of(mapping), false), progress -> {})).isInstanceOf(ListRefusedException.class)
                .hasMessage("own.mapping:2: the publisher has no category 'game'; did you mean 'games'?");
    }

    @Test
    void aListThatIsMostlyWrongIsRefusedAndTheOldOneStays() throws Exception {
        importing("games.txt", names(100), "games");
        String mark = listLibrary().mark();
        assertThatThrownBy(() -> importing("games.txt", names(100) + "two words\n".repeat(2), "games"))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("2 of 102 lines are wrong")
                .hasMessageContaining("games:101: more than one word: 'two words'; write one entry a line");
        assertThat(listLibrary().mark()).isEqualTo(mark);
        assertThat(importing("games.txt", names(100) + "two words\n", "games").bad()).isEqualTo(1);
    }

    @Test
    void aListThatShrankWaitsUnlessThatIsMeant() throws Exception {
        importing("games.txt", names(200), "games");
        assertThatThrownBy(() -> importing("games.txt", names(179), "games")).isInstanceOf(ListHeldException.class)
                .hasMessageContaining("from 200 to 179").hasMessageContaining("--accept");
        assertThat(importing("games.txt", names(180), "games").listed()).isEqualTo(180);
        ImportReport meant = listLibrary().importFile(Files.writeString(folder.resolve("games.txt"), names(1)),
                new ImportOptions(Optional.empty(), Optional.of("games"), Optional.empty(), true), progress -> {});
        assertThat(meant.listed()).isEqualTo(1);
    }

    @Test
    void whatIsNoListIsRefusedWithAWayOut() throws Exception {
        assertRefused("games.txt", "", "games", "nothing is in the list");
        assertRefused("games.txt", "# only words\n", "games", "nothing is in the list");
        assertRefused("games.txt", "Dear parents,\nthe school is closed.\n", "games", "no list we know");
        assertRefused("games.txt", "a.example\n", "gamse", "did you mean 'games'?");
        assertRefused("mine.txt", "a.example\n", null,
                "say which category its sites are in, one of illegal, extremism");
        assertRefused("starter.txt", "a.example\n", "games", "not 'starter'");
        Path tar = new Tar().file("a/b", "a.example\n").write(folder.resolve("x.tar.gz"));
        assertThatThrownBy(() -> listLibrary().importFile(tar, ImportOptions.DEFAULT, progress -> {}))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("no lists are in the archive");
        assertThatThrownBy(
                () -> listLibrary().importFile(folder.resolve("none"), ImportOptions.DEFAULT, progress -> {}))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("there is no file");
        assertThat(listLibrary().status()).allMatch(ListStatus::starter);
    }

    @Test
    void aCutOrOversizedArchiveIsRefused() throws Exception {
        Path file = new Tar().file("blacklists/games/domains", names(50_000))
                .write(folder.resolve("blacklists.tar.gz"));
        var small = new ListLibrary(folder.resolve("lists"), categories, InstantSource.fixed(NOW), ListRules.DEFAULT,
                Files::newInputStream, 100_000, step -> {});
        assertThatThrownBy(() -> small.importFile(file, ImportOptions.DEFAULT, progress -> {}))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("unpacks to more than");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> listLibrary().importFile(file, ImportOptions.DEFAULT, progress -> {}))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("damaged or ends too early");
    }

    @Test
    void aFilledSlotIsSaidToBe() throws Exception {
        importing("ctiru.txt", "a.example\n", "extremism");
        assertThat(listLibrary().slots()).containsExactly(new Slot("illegal (IWF)", "illegal", false),
                new Slot("extremism (CTIRU)", "extremism", true));
    }

    @Test
    void theMarkChangesWithEveryImportAndNothingElse() throws Exception {
        String before = listLibrary().mark();
        assertThat(listLibrary().load().version()).isEqualTo(before);
        importing("games.txt", names(10), "games");
        String after = listLibrary().mark();
        assertThat(after).isNotEqualTo(before).isEqualTo(listLibrary().mark());
        assertThat(listLibrary().load().version()).isEqualTo(after);
        importing("games.txt", names(10), "games");
        assertThat(listLibrary().mark()).isNotEqualTo(after);
    }

    @Test
    void fiveVersionsAreKept() throws Exception {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            versions.add(importing("games.txt", names(10 + i), "games").version());
        }
        try (Stream<Path> kept = Files.list(folder.resolve("lists/games"))) {
            assertThat(kept.filter(Files::isDirectory).map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(versions.subList(2, 7));
        }
    }

    @Test
    void aTornChangedForeignOrNewerVersionIsPassedOverForTheOneBefore() throws Exception {
        String good = importing("games.txt", names(10), "games").version();
        Path bad = folder.resolve("lists/games").resolve(importing("games.txt", names(20), "games").version());
        byte[] entries = Files.readAllBytes(bad.resolve("entries"));
        String header = Files.readString(bad.resolve("header"));
        byte[] flipped = entries.clone();
        flipped[7] ^= 1;
        List<byte[]> broken = List.of(Arrays.copyOf(entries, entries.length - 1), flipped, new byte[0]);
        for (byte[] each : broken) {
            Files.write(bad.resolve("entries"), each);
            forgetTheIndex();
            assertThat(listLibrary().load().version()).contains("games@" + good);
        }
        Files.write(bad.resolve("entries"), entries);
        for (String each : List.of("", "something else\n", header.substring(0, header.length() / 2),
                header.replace("schoolgate-list 1", "schoolgate-list 2"), header.replace("games", "other"))) {
            Files.writeString(bad.resolve("header"), each);
            forgetTheIndex();
            assertThat(listLibrary().load().version()).contains("games@" + good);
            assertThat(listLibrary().status()).filteredOn(list -> !list.starter()).extracting(ListStatus::version)
                    .containsExactly(good);
        }
        Files.writeString(bad.resolve("header"), header);
        forgetTheIndex();
        assertThat(listLibrary().load().version()).doesNotContain("games@" + good);
    }

    @Test
    void aListWithoutAnyGoodVersionIsNeverLeftOutInSilence() throws Exception {
        String version = importing("games.txt", names(10), "games").version();
        Files.delete(folder.resolve("lists/games").resolve(version).resolve("entries"));
        forgetTheIndex();
        assertThatThrownBy(() -> listLibrary().load()).isInstanceOf(IOException.class)
                .hasMessageContaining("entries: it is missing");
        importing("games.txt", names(10), "games");
        assertThat(at("https://name1.example/")).containsExactly("games");
    }

    @Test
    void aTornChangedForeignOrNewerIndexIsMadeAnewFromTheLists() throws Exception {
        importing("games.txt", names(2000), "games");
        Path index = indexes().getFirst();
        byte[] whole = Files.readAllBytes(index);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        byte[] newer = whole.clone();
        newer[8]++;
        for (byte[] each : List.of(Arrays.copyOf(whole, whole.length - 1), flipped, newer, new byte[0],
                names(2000).getBytes(StandardCharsets.US_ASCII))) {
            Files.write(indexes().getFirst(), each);
            assertThat(at("https://name7.example/")).containsExactly("games");
        }
    }

    @Test
    void whereNoIndexOfTheListsCanBeMadeTheLastGoodOneIsStillThere() throws Exception {
        importing("games.txt", names(10), "games");
        String good = listLibrary().load().version();
        String version = importing("games.txt", names(20), "games").version();
        try (Stream<Path> all = Files.list(folder.resolve("lists/games"))) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                Files.delete(each.resolve("entries"));
            }
        }
        Files.writeString(indexes().getFirst(), "torn");
        assertThatThrownBy(() -> listLibrary().load()).isInstanceOf(IOException.class);
        assertThat(listLibrary().lastGood().orElseThrow().version()).isEqualTo(good).doesNotContain(version);
    }

    @Test
    void anEditIsInForceWithoutANewIndexAndTheNextImportTakesItIn() throws Exception {
        importing("games.txt", "a.example\nb.example\n", "games");
        List<Path> before = indexes();
        listLibrary().edit(true, "www.c.example", Optional.of("chat"));
        listLibrary().edit(false, "a.example", Optional.empty());
        listLibrary().edit(true, "@@x.b.example", Optional.of("games"));
        assertThat(indexes()).isEqualTo(before);
        for (int round = 0; round < 2; round++) {
            assertThat(at("https://www.c.example/")).containsExactly("chat");
            assertThat(at("https://a.example/")).isEmpty();
            assertThat(at("https://b.example/")).containsExactly("games");
            assertThat(at("https://x.b.example/")).isEmpty();
            Listing listing = listLibrary().load().listingsOf(page("https://www.c.example/")).getFirst();
            assertThat(listing.list()).isEqualTo("edits");
            assertThat(listing.line()).isEqualTo(1);
            importing("news.txt", "d.example\n", "news");
            assertThat(indexes()).isNotEqualTo(before);
        }
        assertThat(listLibrary().load().version()).isEqualTo(listLibrary().mark());
        listLibrary().edit(false, "www.c.example", Optional.of("chat"));
        assertThat(at("https://www.c.example/")).isEmpty();
    }

    @Test
    void anEditThatChangesNothingOrCannotBeReadIsRefusedWithAWayOut() throws Exception {
        importing("games.txt", "a.example\n", "games");
        assertRefused(false, "www.a.example", "", "take that out, or add '@@www.a.example' to its category games");
        assertRefused(true, "a.example", "games", "is in the category games already");
        assertRefused(true, "a.example", "gmes", "did you mean 'games'");
        assertRefused(true, "a.example", "", "say which category");
        assertRefused(true, "com", "games", "would close every name that ends in it");
        assertRefused(true, "# no", "games", "is no entry");
        importing("iwf.txt", "sealed.example\n", "illegal");
        assertRefused(false, "sealed.example", "", "no list names 'sealed.example' itself");
        assertRefused(false, "sealed.example", "illegal", "for its publisher alone");
        assertRefused(true, "@@sealed.example", "illegal", "for its publisher alone");
        assertThat(Files.exists(folder.resolve("lists/edits"))).isFalse();
    }

    @Test
    void editsThatCannotBeReadAreNamedByLineAndATornLastOneIsNone() throws Exception {
        importing("games.txt", "a.example\n", "games");
        listLibrary().edit(false, "a.example", Optional.empty());
        Path edits = folder.resolve("lists/edits");
        String good = Files.readString(edits);
        Files.writeString(edits, good + good.substring(0, 30));
        assertThat(at("https://a.example/")).isEmpty();
        listLibrary().edit(true, "b.example", Optional.of("games"));
        assertThat(at("https://b.example/")).containsExactly("games");
        Files.writeString(edits, good + "nonsense\n" + good + "2026-11-25T10:00:00Z add games com\n");
        assertThatThrownBy(() -> listLibrary().load()).isInstanceOf(IOException.class).hasMessageContaining("edits:2: ")
                .hasMessageContaining("edits:4: ");
    }

    private void assertRefused(boolean adds, String entry, String category, String why) {
        assertThatThrownBy(() -> listLibrary().edit(adds, entry,
                category.isEmpty() ? Optional.empty() : Optional.of(category)))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining(why);
    }

    /// The files of the index, the newest first.
    private List<Path> indexes() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("lists/.index"))) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private void forgetTheIndex() throws IOException {
        for (Path index : indexes()) {
            Files.delete(index);
        }
    }

    @Test
    void aSecondImportAtOnceIsRefused() throws Exception {
        List<String> said = new ArrayList<>();
        listLibrary().importFile(Files.writeString(folder.resolve("games.txt"), names(10)), ImportOptions.DEFAULT,
                progress -> {
                    try {
                        importing("chat.txt", names(10), "chat");
                    } catch (Exception refused) {
                        said.add(refused.getMessage());
                    }
                });
        assertThat(said).isNotEmpty().allMatch(text -> text.contains("another import is running"));
        assertThat(importing("chat.txt", names(10), "chat").listed()).isEqualTo(10);
    }

    @Test
    void progressIsToldToTheEnd() throws Exception {
        List<Progress> told = new ArrayList<>();
        Path file = Files.writeString(folder.resolve("games.txt"), names(40_000));
        listLibrary().importFile(file, ImportOptions.DEFAULT, told::add);
        assertThat(told).hasSizeGreaterThanOrEqualTo(3);
        assertThat(told).endsWith(
                new Progress(Progress.Step.READING, Files.size(file), Files.size(file), 40_000),
                new Progress(Progress.Step.INDEXING, 0, 0, 40_000));
        List<Progress> reading = told.subList(0, told.size() - 1);
        assertThat(reading).isSortedAccordingTo(Comparator.comparingLong(Progress::bytesRead));
        assertThat(reading).allMatch(progress -> progress.bytesTotal() == reading.getLast().bytesTotal());
    }

    @Test
    void aLibraryWithoutAFolderHasItsStarterLists() throws IOException {
        var library = new ListLibrary(folder.resolve("not-there"), categories, InstantSource.fixed(NOW));
        assertThat(library.load().size()).isPositive();
        assertThat(library.status()).allMatch(ListStatus::starter);
        assertThat(folder.resolve("not-there")).doesNotExist();
    }

    private void assertRefused(String file, String text, @org.jspecify.annotations.Nullable String category,
            String message) throws IOException {
        Path path = Files.writeString(folder.resolve(file), text);
        ImportOptions options = category == null ? ImportOptions.DEFAULT : ImportOptions.into(category);
        assertThatThrownBy(() -> listLibrary().importFile(path, options, progress -> {}))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining(message);
    }

    private ImportReport importing(String file, String text, String category)
            throws IOException, ListRefusedException {
        return listLibrary().importFile(Files.writeString(folder.resolve(file), text), ImportOptions.into(category),
                progress -> {});
    }

    private ListLibrary listLibrary() {
        return new ListLibrary(folder.resolve("lists"), categories, InstantSource.fixed(NOW), ListRules.DEFAULT,
                Files::newInputStream,
                SourceFile.MOST, step -> {});
    }

    private List<String> at(String url) throws IOException {
        return categories.of(listLibrary().load().categoriesOf(page(url))).stream().map(Category::slug).sorted()
                .toList();
    }

    private static Target page(String url) {
        return Target.Page.parse(url).orElseThrow();
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "name" + i + ".example\n").collect(Collectors.joining());
    }
}
