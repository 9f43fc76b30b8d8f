package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Downloads that break off, at a server that says and does what the test wants.
class BrokenDownloadIT {

    private static final String TAGS = "Content-Type: text/plain\nAccept-Ranges: bytes\nETag: \"v1\"\n";
    private static final int NAMES = 60_000;

    @TempDir
    Path folder;
    private TestLists lists;
    private byte[] body = new byte[0];
    private int half;

    @BeforeEach
    void aListOfSomeMegabytes() {
        lists = new TestLists(folder.resolve("lists"));
        body = TestLists.names("name", NAMES).getBytes(StandardCharsets.US_ASCII);
        half = FetchFolder.PIECE + (FetchFolder.PIECE >> 1);
        assertThat(body).hasSizeGreaterThan(half + 1000);
    }

    @Test
    void whatBreaksOffGoesOnFromThere() throws Exception {
        try (CutServer server = new CutServer(head -> head.contains("range: bytes=")
                ? rest(head)
                : CutServer.answer("HTTP/1.1 200 OK\n" + TAGS + "Content-Length: " + body.length, body, 0, half))) {
            put(server);
            assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
            assertThat(lists.entries()).isEqualTo(NAMES);
            assertThat(server.asked()).hasSize(2);
            assertThat(server.asked().getLast()).contains("if-range: \"v1\"");
            // The last of what was sent may be lost with the connection.
            assertThat(from(server.asked().getLast())).isBetween(FetchFolder.PIECE, half);
        }
    }

    @Test
    void theNextUpdateGoesOnFromWhatIsOnTheDiskForSure() throws Exception {
        var dead = new AtomicInteger();
        try (CutServer server = new CutServer(head -> {
            if (dead.get() == 0 && head.contains("range: bytes=")) {
                return new byte[0];
            }
            return head.contains("range: bytes=")
                    ? rest(head)
                    : CutServer.answer("HTTP/1.1 200 OK\n" + TAGS + "Content-Length: " + body.length, body, 0, half);
        })) {
            put(server);
            assertThat(lists.failure("ads")).isNotEmpty();
            assertThat(lists.files("ads")).contains("fetch/part", "fetch/note");
            assertNothingIsInForce();
            dead.set(1);
            assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
            assertThat(from(server.asked().getLast())).as("a whole piece, which was forced to the disk")
                    .isEqualTo(FetchFolder.PIECE);
            assertThat(lists.entries()).isEqualTo(NAMES);
            assertThat(lists.files("ads")).noneMatch(file -> file.startsWith("fetch"));
        }
    }

    @Test
    void whatHasChangedMeanwhileBeginsAnew() throws Exception {
        byte[] other = TestLists.names("other", 100).getBytes(StandardCharsets.US_ASCII);
        var asked = new AtomicInteger();
        try (CutServer server = new CutServer(head -> asked.getAndIncrement() == 0
                ? CutServer.answer("HTTP/1.1 200 OK\n" + TAGS + "Content-Length: " + body.length, body, 0, half)
                : CutServer.answer("HTTP/1.1 200 OK\nETag: \"v2\"\nContent-Length: " + other.length, other, 0,
                        other.length))) {
            put(server);
            assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
            assertThat(lists.entries()).isEqualTo(100);
        }
    }

    @Test
    void aRangeThatWasNotAskedForIsNotTaken() throws Exception {
        try (CutServer server = new CutServer(head -> head.contains("range: bytes=")
                ? CutServer
                        .answer("HTTP/1.1 206 Partial Content\n" + TAGS + "Content-Range: bytes 5-" + (body.length - 1)
                                + "/" + body.length + "\nContent-Length: " + (body.length - 5), body, 5, body.length)
                : CutServer.answer("HTTP/1.1 200 OK\n" + TAGS + "Content-Length: " + body.length, body, 0, half))) {
            put(server);
            assertThat(lists.failure("ads")).isNotEmpty();
            assertNothingIsInForce();
        }
    }

    @Test
    void whatIsCutShortIsNeverInForce() throws Exception {
        always("HTTP/1.1 200 OK\nContent-Length: " + body.length, body, half, "it broke off before its end");
        byte[] chunk = ("100000\r\n" + new String(body, 0, 1 << 20, StandardCharsets.US_ASCII) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        always("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", chunk, chunk.length, "it broke off before its end");
        always("HTTP/1.1 200 OK\nConnection: close", body, half, "the publisher does not say how long the file is");
        byte[] packed = packed(body);
        always("HTTP/1.1 200 OK\nConnection: close", packed, packed.length / 2, "it is damaged or ends too early");
        always("HTTP/1.1 200 OK\nConnection: close", packed, packed.length - 5, "it is damaged or ends too early");
        always("HTTP/1.1 200 OK\nContent-Length: " + packed.length / 2, packed, packed.length / 2,
                "it is damaged or ends too early");
    }

    @Test
    void aFileThatSaysItsOwnEndNeedsNoLength() throws Exception {
        byte[] packed = packed(body);
        try (CutServer server = new CutServer(
                head -> CutServer.answer("HTTP/1.1 200 OK\nConnection: close", packed, 0, packed.length))) {
            put(server);
            assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
        }
    }

    @Test
    void aFileThatGrowsPastItsLimitOnTheWayIsLeft() throws Exception {
        byte[] packed = packed(body);
        try (CutServer server = new CutServer(
                head -> CutServer.answer("HTTP/1.1 200 OK\nConnection: close", packed, 0, packed.length))) {
            put(server, "size", "100 KB");
            assertThat(lists.failure("ads")).startsWith("it is too big: more than that, and no more than 100 KB");
            assertThat(lists.files("ads")).noneMatch(file -> file.startsWith("fetch/part"));
        }
    }

    @Test
    void aPublisherThatIsTooSlowIsLeft() throws Exception {
        try (Nginx nginx = new Nginx(Files.createDirectory(folder.resolve("nginx")), "300k")) {
            Files.write(nginx.www().resolve("slow.txt"), body);
            lists.put("ads", nginx.address() + "/slow/slow.txt", "category", "advertising", "time", "5 seconds");
            long began = System.nanoTime();
            assertThat(lists.failure("ads")).startsWith("it took longer than 5 seconds; ");
            assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
            assertNothingIsInForce();
            lists.put("ads", nginx.address() + "/slow/slow.txt", "category", "advertising", "time", "5 minutes");
            assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
            assertThat(nginx.asked().getLast()).contains(" 206 ", "range=bytes=" + FetchFolder.PIECE + "-");
            assertThat(lists.entries()).isEqualTo(NAMES);
        }
    }

    @Test
    void whatIsTornOfWhatIsKnownOfASourceIsSaidAndMendedByTheNextUpdate() throws Exception {
        try (CutServer server = new CutServer(head -> head.contains("if-none-match")
                ? CutServer.answer("HTTP/1.1 304 Not Modified\n" + TAGS, body, 0, 0)
                : CutServer.answer("HTTP/1.1 200 OK\n" + TAGS + "Content-Length: " + body.length, body, 0,
                        body.length))) {
            put(server);
            lists.update("ads");
            Path state = folder.resolve("lists/ads/state");
            Files.writeString(state, Files.readString(state).substring(0, 100));
            assertThat(lists.sources().find("ads").words(lists.now())).contains("torn or was changed");
            assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
            assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Unchanged.class);
            assertThat(lists.sources().find("ads").state(lists.now())).isEqualTo(KnownSource.State.FRESH);
        }
    }

    private void always(String head, byte[] content, int cut, String failure) throws Exception {
        Function<String, byte[]> answers = asked -> CutServer.answer(head, content, 0, cut);
        try (CutServer server = new CutServer(answers)) {
            put(server);
            assertThat(lists.failure("ads")).as(head).startsWith(failure);
            assertNothingIsInForce();
        }
    }

    private byte[] rest(String head) {
        int from = from(head);
        return CutServer.answer("HTTP/1.1 206 Partial Content\n" + TAGS + "Content-Range: bytes " + from + "-"
                + (body.length - 1) + "/" + body.length + "\nContent-Length: " + (body.length - from), body, from,
                body.length);
    }

    private static int from(String head) {
        return Integer.parseInt(head.replaceAll("(?s).*\nrange: bytes=([0-9]+)-.*", "$1"));
    }

    private void put(CutServer server, String... more) throws Exception {
        String[] all = java.util.Arrays.copyOf(new String[]{"category", "advertising"}, 2 + more.length);
        System.arraycopy(more, 0, all, 2, more.length);
        lists.put("ads", server.address() + "/ads.txt", all);
    }

    private void assertNothingIsInForce() throws IOException {
        assertThat(lists.listLibrary().status()).allMatch(list -> list.starter());
        assertThat(Optional.of(lists.sources().find("ads").status().failures())).isNotEqualTo(Optional.of(0));
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
