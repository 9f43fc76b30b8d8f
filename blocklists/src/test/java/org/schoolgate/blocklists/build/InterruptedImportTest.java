package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.source.SourceFile;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;

/// An import that stops on its way, wherever that is, leaves what was in force in force.
class InterruptedImportTest {

    private final Categories categories = SchoolCategories.all();

    @TempDir
    Path folder;
    private Path file = Path.of("");
    private String before = "";

    @BeforeEach
    void aListIsInForce() throws Exception {
        file = Files.writeString(folder.resolve("games.txt"), names(5_000));
        listLibrary(step -> {}).importFile(file, ImportOptions.DEFAULT, progress -> {});
        before = listLibrary(step -> {}).mark();
        Files.writeString(file, names(6_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 65_536, 65_537, 100_000})
    void aSourceThatBreaksOff(long bytes) throws Exception {
        SourceFile.Opener breaking = path -> new BreakingStream(Files.newInputStream(path), bytes);
        var library = new ListLibrary(folder.resolve("lists"), categories, InstantSource.system(), ListRules.DEFAULT,
                breaking,
                SourceFile.MOST, step -> {});
        assertThatThrownBy(() -> library.importFile(file, ImportOptions.DEFAULT, progress -> {}))
                .isInstanceOf(IOException.class).hasMessage("the cable was pulled");
        assertTheOldVersionServesAndTheNextImportWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write entries", "write header", "move into place", "write pointer", "exchange pointer"})
    void aGatewayThatStopsBeforeAStepOfWriting(String stopping) throws Exception {
        var library = listLibrary(step -> {
            if (step.equals(stopping)) {
                throw new IOException("the power went before: " + step);
            }
        });
        assertThatThrownBy(() -> library.importFile(file, ImportOptions.DEFAULT, progress -> {}))
                .isInstanceOf(IOException.class).hasMessageContaining(stopping);
        assertTheOldVersionServesAndTheNextImportWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write index", "move index into place", "tidy indexes"})
    void aGatewayThatStopsWhileTheIndexIsWrittenMakesItWhenItStartsAgain(String stopping) {
        var library = listLibrary(step -> {
            if (step.equals(stopping)) {
                throw new IOException("the power went before: " + step);
            }
        });
        assertThatThrownBy(() -> library.importFile(file, ImportOptions.DEFAULT, progress -> {}))
                .isInstanceOf(IOException.class).hasMessageContaining(stopping);
        assertThat(sizeOf(listLibrary(step -> {}))).isEqualTo(6_000);
    }

    @Test
    void aGatewayThatStopsAfterTheLastStepHasTheNewVersion() throws Exception {
        listLibrary(step -> {
            if (step.equals("tidy")) {
                throw new IOException("the disk is full");
            }
        }).importFile(file, ImportOptions.DEFAULT, progress -> {});
        assertThat(listLibrary(step -> {}).mark()).isNotEqualTo(before);
        assertThat(sizeOf(listLibrary(step -> {}))).isEqualTo(6_000);
    }

    @Test
    void whoeverLoadsDuringImportsSeesWholeVersionsOnly() throws Exception {
        var done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> loads = threads.submit(() -> {
                int count = 0;
                while (!done.get() || count == 0) {
                    assertThat(sizeOf(listLibrary(step -> {}))).isIn(5_500L, 6_000L, 5_000L);
                    assertThat(listLibrary(step -> {}).status()).filteredOn(list -> !list.starter()).hasSize(1);
                    count++;
                }
                return count;
            });
            try {
                for (int i = 0; i < 20; i++) {
                    Files.writeString(file, names(i % 2 == 0 ? 5_500 : 6_000));
                    listLibrary(step -> {}).importFile(file, ImportOptions.DEFAULT, progress -> {});
                }
            } finally {
                done.set(true);
            }
            assertThat(loads.get()).isPositive();
        }
    }

    private void assertTheOldVersionServesAndTheNextImportWorks() throws Exception {
        ListLibrary library = listLibrary(step -> {});
        assertThat(library.mark()).isEqualTo(before);
        assertThat(library.load().version()).isEqualTo(before);
        assertThat(sizeOf(library)).isEqualTo(5_000);
        library.importFile(file, ImportOptions.DEFAULT, progress -> {});
        assertThat(sizeOf(library)).isEqualTo(6_000);
        assertThat(library.load().version()).isEqualTo(library.mark());
        try (var inside = Files.list(folder.resolve("lists/games"))) {
            assertThat(inside.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains(".new"));
        }
    }

    private long sizeOf(ListLibrary library) {
        try {
            DomainIndex index = library.load();
            DomainIndex starters = new ListLibrary(folder.resolve("none"), categories, InstantSource.system()).load();
            index.close();
            starters.close();
            return index.size() - starters.size();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ListLibrary listLibrary(Steps steps) {
        return new ListLibrary(folder.resolve("lists"), categories, InstantSource.system(), ListRules.DEFAULT,
                Files::newInputStream,
                SourceFile.MOST, steps);
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "name" + i + ".list.example\n").collect(Collectors.joining());
    }

    /// Gives some bytes, over all that are read of it, and then fails.
    private static final class BreakingStream extends FilterInputStream {

        private long left;

        BreakingStream(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("the cable was pulled");
            }
            int n = super.read(buffer, from, (int) Math.min(length, left));
            left -= Math.max(0, n);
            return n;
        }
    }
}
