package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.journal.CaseKeyFile;

/// `kill -9` under load: whoever has seen a block page finds it in the store.
class KillIT {

    private static final int ROUNDS = Boolean.getBoolean("schoolgate.long") ? 100 : 20;
    private static final int CLIENTS = 8;
    private static final String QUESTION = """
        GET http://www.facebook.com/ HTTP/1.1\r
        Host: www.facebook.com\r
        Accept: */*\r
        \r
        """;
    private static final Pattern REFERENCE = Pattern.compile("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");

    @TempDir
    Path folder;

    @Test
    @DisplayName("J01 no flagged access is lost whose page was shown")
    void noFlaggedAccessIsLostWhosePageWasShown() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Queue<String> shown = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (Product product = Product.start(folder)) {
                int before = shown.size();
                List<Thread> clients = IntStream.range(0, CLIENTS)
                        .mapToObj(i -> Thread.ofVirtual().start(() -> ask(product.proxyPort(), shown)))
                        .toList();
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> shown.size() > before);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(600));
                product.signal("KILL");
                product.exitCode();
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        assertThat(shown).as("pages shown; seed %d", seed).hasSizeGreaterThanOrEqualTo(ROUNDS);
        try (Store store = Store.open(new StoreLocation.Sqlite(folder.resolve("store/schoolgate.db")),
                new CaseKeyFile(folder.resolve("keys/case.key")))) {
            assertThat(shown).as("seed %d", seed)
                    .allSatisfy(reference -> assertThat(store.accesses().findByReference(reference)).isNotEmpty());
            Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
            assertThat(report.findings()).as("seed %d", seed).isEmpty();
            assertThat(report.checkpoints()).as("seed %d", seed).isPositive();
        }
        System.out.println("kill -9 × " + ROUNDS + ": " + shown.size() + " pages shown, none lost");
    }

    /// Asks for a closed page over and over on one connection, and notes each reference that was shown.
    private static void ask(int port, Queue<String> shown) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            while (true) {
                socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.US_ASCII));
                String reference = reference(in);
                if (reference.isEmpty()) {
                    return;
                }
                shown.add(reference);
            }
        } catch (IOException killed) {
            // The gateway was killed under us: that is the test.
        }
    }

    /// Reads one answer to its end and gives the reference in it; empty where the connection ended first.
    private static String reference(BufferedReader in) throws IOException {
        int length = -1;
        for (String line = in.readLine(); line == null || !line.isEmpty(); line = in.readLine()) {
            if (line == null) {
                return "";
            }
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        char[] body = new char[Math.max(length, 0)];
        for (int read = 0; read < body.length;) {
            int n = in.read(body, read, body.length - read);
            if (n < 0) {
                return "";
            }
            read += n;
        }
        Matcher matcher = REFERENCE.matcher(new String(body));
        return matcher.find() ? matcher.group() : "";
    }
}
