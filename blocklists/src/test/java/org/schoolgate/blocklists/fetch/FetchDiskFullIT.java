package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full in the middle of an update. It is a real one, which only the super-user can mount; without that the test is
/// left out.
class FetchDiskFullIT {

    @TempDir
    Path folder;
    private Path disk = Path.of("");

    @BeforeEach
    void aSmallDisk() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString()))
                .as("mounting a disk needs the super-user").isTrue();
    }

    @AfterEach
    void isTakenOut() throws Exception {
        // An index that was closed may stay mapped until the next collection, so the disk goes when that is over.
        run("umount", "-l", disk.toString());
    }

    @Test
    void theDiskFillsUpWhileAListIsFetched() throws Exception {
        try (CutServer server = endless()) {
            TestLists lists = withAListInForce(0);
            lists.put("other", server.address() + "/", "category", "games");
            assertThat(lists.failure("other")).startsWith("the disk is full: ").contains("make room");
            assertThat(lists.files("other")).as("what was fetched gives the room back")
                    .containsExactly("source", "source.good", "state");
            assertTheFirstListServes(lists);
        }
    }

    @Test
    void someRoomIsLeftForRecords() throws Exception {
        try (CutServer server = endless()) {
            TestLists lists = withAListInForce(4L << 20);
            lists.put("other", server.address() + "/", "category", "games");
            assertThat(lists.failure("other")).contains("of which 4 MB stay free for records");
            try (CutServer honest = new CutServer(head -> CutServer.answer(
                    "HTTP/1.1 200 OK\nContent-Length: " + (9 << 20), new byte[9 << 20], 0, 9 << 20))) {
                lists.put("other", honest.address() + "/", "category", "games");
                assertThat(lists.failure("other")).startsWith("the disk is full: ");
                assertThat(lists.files("other")).doesNotContain("fetch/part");
            }
        }
    }

    @Test
    void theDiskFillsUpWhileAListIsTakenIn() throws Exception {
        TestLists lists = withAListInForce(0);
        Path list = Files.writeString(folder.resolve("list"), TestLists.names("other", 60_000));
        lists.put("other", list.toString(), "category", "games");
        fill(Files.size(list) + (64 << 10));
        assertThat(lists.failure("other")).startsWith("the disk is full: ");
        assertThat(lists.files("other")).noneMatch(file -> file.startsWith("fetch/whole"));
        assertTheFirstListServes(lists);
        Files.delete(disk.resolve("ballast"));
        assertThat(lists.update("other")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.entries()).isEqualTo(61_000);
        assertThat(lists.files("other")).containsExactly("current", "source", "source.good", "state");
    }

    @Test
    void aDiskWithNoRoomForASingleLineIsSaid() throws Exception {
        TestLists lists = withAListInForce(0);
        fill(0);
        assertThat(lists.failure("ads")).startsWith("the disk is full: ");
        assertTheFirstListServes(lists);
        Files.delete(disk.resolve("ballast"));
        assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Unchanged.class);
    }

    private TestLists withAListInForce(long reserve) throws Exception {
        var lists = new TestLists(disk.resolve("lists"), Optional.empty(), reserve);
        Path list = Files.writeString(folder.resolve("ads"), TestLists.names("ads", 1_000));
        lists.put("ads", list.toString(), "category", "advertising");
        assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
        return lists;
    }

    private static void assertTheFirstListServes(TestLists lists) throws IOException {
        assertThat(lists.entries()).isEqualTo(1_000);
    }

    /// A publisher that never says how much is to come.
    private static CutServer endless() throws IOException {
        byte[] chunk = ("1000000\r\n" + "name.example\n".repeat(1_290_556) + "name\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return new CutServer(
                head -> CutServer.answer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", chunk, 0, chunk.length));
    }

    /// Leaves no more than so many bytes.
    private void fill(long left) throws IOException {
        long free = Files.getFileStore(disk).getUsableSpace();
        Files.write(disk.resolve("ballast"), new byte[Math.toIntExact(free - left)]);
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor() == 0;
    }
}
