package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.request.Target;

/// What is asked of a list of many entries: what changed in it, why a site is listed, and that an edit is quick.
class LargeListTest {

    private static final int ENTRIES = Boolean.getBoolean("schoolgate.long") ? 5_000_000 : 400_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void aListOfManyEntriesIsComparedTracedAndEditedInSeconds() throws Exception {
        Shelves shelves = new Shelves(folder);
        importing(shelves, number -> number % 100 != 1);
        importing(shelves, number -> number % 100 != 2);
        var library = shelves.listLibrary();
        long[] lines = new long[1];
        Difference difference = timed("the difference of two versions", () -> library.versions().diff("games",
                Optional.empty(), Optional.empty(), line -> lines[0]++));
        assertThat(difference.added()).isEqualTo(ENTRIES / 100);
        assertThat(difference.removed()).isEqualTo(ENTRIES / 100);
        assertThat(lines[0]).isEqualTo(2L * ENTRIES / 100);

        Origins origins = timed("why a site is listed", () -> library.provenance().why(
                Target.Page.parse("https://www.name" + (ENTRIES - 99) + ".example/").orElseThrow()));
        assertThat(origins.lists().getFirst().since().orElseThrow().orBefore()).isFalse();

        String before = library.versions().kept("games").getLast().version();
        try (Trial trial = timed("an older version tried for a week of sites", () -> library.versions().trial("games",
                before, sites(20_000), progress -> {}))) {
            assertThat(trial.index().bitsOf(site(102))).isNotZero();
            assertThat(trial.index().bitsOf(site(101))).isZero();
        }

        String listed = "name" + (ENTRIES - 50) + ".example";
        EditReport edit = timed("an edit", () -> library.editing().edit(
                new EditWish(false, listed, Optional.empty()), Basis.of(Who.EXPIRY, "")));
        assertThat(timed("in force", () -> shelves.at("https://" + listed + "/"))).isEmpty();
        importing(shelves, number -> number % 100 != 3);
        timed("undone, where the index has it", () -> library.editing().undo(edit.numbers().getFirst(),
                Shelves.ANNE, ""));
        assertThat(timed("in force", () -> shelves.at("https://" + listed + "/"))).containsExactly("games");
        timed("everything exported", () -> {
            library.provenance().export(OutputStream.nullOutputStream(), name -> Optional.empty());
            return "";
        });
    }

    private static List<Target> sites(int count) {
        return IntStream.range(0, count).mapToObj(LargeListTest::site).toList();
    }

    private static Target site(int number) {
        return Target.Site.parse("www.name" + number + ".example:443").orElseThrow();
    }

    private static <T> T timed(String what, Callable<T> work) throws Exception {
        long began = System.nanoTime();
        long busy = THREADS.getCurrentThreadCpuTime();
        T result = work.call();
        long took = System.nanoTime() - began;
        System.out.printf("%,d entries: %s in %,d ms, %,d of them at work%n", ENTRIES, what, took / 1_000_000,
                (THREADS.getCurrentThreadCpuTime() - busy) / 1_000_000);
        assertThat(Duration.ofNanos(took)).as(what).isLessThan(Duration.ofSeconds(60));
        return result;
    }

    private void importing(Shelves shelves, IntPredicate wanted) throws IOException, ListRefusedException {
        Path file = folder.resolve("games.txt");
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ENTRIES; i++) {
                if (wanted.test(i)) {
                    text.write("name" + i + ".example\n");
                }
            }
        }
        shelves.listLibrary().importFile(file, ImportOptions.into("games"), progress -> {});
    }
}
