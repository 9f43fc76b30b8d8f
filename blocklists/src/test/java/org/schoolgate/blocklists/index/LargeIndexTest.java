package org.schoolgate.blocklists.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// An index of many names, in its file: what it costs, and that it is never wrong.
class LargeIndexTest {

    private static final long SEED = 20_261_125;
    private static final int NAMES = Boolean.getBoolean("schoolgate.long") ? 5_000_000 : 1_000_000;
    private static final int ABSENT = 200_000;
    private static final Categories CATEGORIES = SchoolCategories.all();

    @TempDir
    private static Path folder;
    private static Path file;
    private static PackedIndex index;

    @BeforeAll
    static void make() throws IOException {
        file = folder.resolve("1.index");
        write(file, "");
        index = PackedIndex.open(file, CATEGORIES);
        System.out.printf("An index of %,d names, seed %d%n", NAMES, SEED);
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Test
    void aKeyTakesLittleMemory() throws IOException {
        double hot = (double) index.hotBytes() / index.size();
        double all = (double) Files.size(file) / index.size();
        System.out.printf("Bytes for an entry: %.2f that every look-up reads, %.2f in all%n", hot, all);
        assertThat(hot).as("hot").isLessThanOrEqualTo(6);
        assertThat(all).as("all").isLessThanOrEqualTo(32);
    }

    @Test
    void aNameThatIsNotListedCostsOneLine() {
        var names = new MadeUpNames(SEED + 1);
        long probes = 0;
        long lines = 0;
        for (int i = 0; i < ABSENT; i++) {
            PackedIndex.Touched touched = index.touched(host(names.next("-")));
            probes += touched.probes();
            lines += touched.lines();
        }
        double perProbe = (double) lines / probes;
        System.out.printf("Lines for a probe: %.4f, probes for a name: %.3f%n", perProbe, (double) probes / ABSENT);
        assertThat(perProbe).isLessThanOrEqualTo(1.1);
        assertThat((double) lines / ABSENT).isLessThanOrEqualTo(1.2);
    }

    @Test
    void everyNameIsFound() {
        var names = new MadeUpNames(SEED);
        for (int i = 0; i < NAMES; i++) {
            HostName name = host(names.next(""));
            if ((index.bitsOf(new Target.Site(name, 443)) & category(i)) == 0) {
                throw new AssertionError(name + " is listed in line " + (i + 1) + " and was not found, seed " + SEED);
            }
        }
    }

    /// A hundred times as many where the suite is the long one.
    @Test
    void noNameThatIsNotListedIsTakenForOne() {
        var names = new MadeUpNames(SEED + 2);
        long rounds = Boolean.getBoolean("schoolgate.long") ? 1_000_000_000L : 10_000_000L;
        for (long i = 0; i < rounds; i++) {
            HostName name = host(names.next("-"));
            if (index.bitsOf(new Target.Site(name, 443)) != 0) {
                throw new AssertionError(name + " is not listed and was found, round " + i + ", seed " + (SEED + 2));
            }
        }
    }

    @Test
    void aLookUpAllocatesNothing() {
        var names = new MadeUpNames(SEED);
        var absent = new MadeUpNames(SEED + 3);
        Target[] targets = new Target[1 << 14];
        for (int i = 0; i < targets.length; i++) {
            HostName name = host(i % 4 == 0 ? names.next("") : absent.next("-"));
            targets[i] = i % 2 == 0
                    ? new Target.Site(name, 443)
                    : Target.Page.parse("http://" + name + "/a/b?c=d").orElseThrow();
        }
        var edited = index.with(List.of(new Edit(true, new Entry(Entry.Kind.NAME, "edited.example", false), "games",
                "now", 1)), "edited");
        for (PackedIndex each : List.of(index, edited)) {
            assertThat(allocated(each, targets)).as("bytes in a million look-ups").isLessThan(1024);
        }
    }

    private static long allocated(PackedIndex asked, Target[] targets) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (int i = 0; i < 300_000; i++) {
            sum += asked.bitsOf(targets[i & targets.length - 1]);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000_000; i++) {
            sum += asked.bitsOf(targets[i & targets.length - 1]);
        }
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(sum).isNotZero();
        return after - before;
    }

    @Test
    void whoeverAsksWhileIndexesAreSwappedSeesOneOrTheOtherAndTheirMemoryIsGivenBack() throws Exception {
        Path other = folder.resolve("2.index");
        write(other, "x-");
        var current = new AtomicReference<>(PackedIndex.open(file, CATEGORIES));
        var names = new MadeUpNames(SEED);
        var others = new MadeUpNames(SEED);
        Target[] one = Stream.generate(() -> new Target.Site(host(names.next("")), 443)).limit(1024)
                .toArray(Target[]::new);
        Target[] two = Stream.generate(() -> new Target.Site(host(others.next("x-")), 443)).limit(1024)
                .toArray(Target[]::new);
        var wrong = new AtomicReference<>("");
        Thread reader = Thread.ofPlatform().start(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted() && wrong.get().isEmpty(); i++) {
                PackedIndex now = current.get();
                try {
                    boolean inOne = now.bitsOf(one[i & 1023]) != 0;
                    boolean inTwo = now.bitsOf(two[i & 1023]) != 0;
                    if (inOne == inTwo) {
                        wrong.set(one[i & 1023].text() + " in one: " + inOne + ", in the other: " + inTwo);
                    }
                } catch (IllegalStateException closed) {
                    // This thread was not let run for longer than the other waited.
                    if (now == current.get()) {
                        wrong.set("the index in force is closed");
                    }
                }
            }
        });
        long most = 0;
        long first = 0;
        for (int swap = 0; swap < 30; swap++) {
            PackedIndex old = current.getAndSet(PackedIndex.open(swap % 2 == 0 ? other : file, CATEGORIES));
            Thread.sleep(20);
            old.close();
            first = swap == 5 ? resident() : first;
            most = Math.max(most, swap > 5 ? resident() : 0);
        }
        reader.interrupt();
        reader.join();
        assertThat(wrong.get()).isEmpty();
        assertThat(most - first).as("bytes more after 24 swaps than after the first").isLessThan(3 * index.hotBytes());
        current.get().close();
        Files.delete(other);
    }

    /// This process's memory that is no file's, in bytes.
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10).sum();
    }

    private static void write(Path to, String mark) throws IOException {
        var builder = new IndexBuilder(KeyHash.of(SEED), List.of());
        int[] parts = CATEGORIES.all().stream()
                .mapToInt(category -> builder.part(new Part("made-up/" + category, "1", List.of(category.slug()))))
                .toArray();
        var names = new MadeUpNames(SEED);
        for (int i = 0; i < NAMES; i++) {
            byte[] name = names.next(mark);
            builder.add(Entry.Kind.NAME, name, 0, name.length, parts[i % parts.length], false, i + 1);
        }
        builder.write(new IndexNote("made-up", "mark", 0), to);
    }

    private static long category(int number) {
        return 1L << CATEGORIES.all().get(number % CATEGORIES.all().size()).bit();
    }

    private static HostName host(byte[] name) {
        return new HostName(new String(name, StandardCharsets.US_ASCII));
    }
}
