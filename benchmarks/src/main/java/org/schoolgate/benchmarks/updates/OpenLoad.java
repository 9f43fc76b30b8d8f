package org.schoolgate.benchmarks.updates;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Devices that ask at a steady rate, whether they are answered or not: each request by a connection of its own, as by somebody who has
/// just come. How long one takes is told from the moment at which it was due.
final class OpenLoad implements AutoCloseable {

    static final int A_SECOND = 300;

    private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

    private final int proxy;
    private final int origin;
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread clock;
    private volatile boolean ended;

    /// One request.
    ///
    /// @param due when it was due, in nanoseconds
    /// @param took from then to the last byte, in nanoseconds
    /// @param answered whether the site's page came
    private record Asked(long due, long took, boolean answered) {}

    /// What came of all requests of a period.
    ///
    /// @param requests how many there were
    /// @param failed how many of them got no page
    /// @param p99 of those that got one, in milliseconds
    /// @param longest from the first request that failed to the last of the same spell, in seconds: spells are apart where a
    /// request between them got its page
    record Outcome(int requests, int failed, double p99, double longest) {}

    /// Begins to ask.
    OpenLoad(int proxy, int origin) {
        this.proxy = proxy;
        this.origin = origin;
        this.clock = Thread.ofPlatform().daemon().name("load").start(this::run);
    }

    private void run() {
        long next = System.nanoTime();
        while (!ended) {
            long due = next;
            devices.execute(() -> asked.add(ask(due)));
            next += 1_000_000_000L / A_SECOND;
            long left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private Asked ask(long due) {
        boolean answered = false;
        try {
            answered = status(proxy, "http://127.0.0.1:" + origin + "/page") == 200;
        } catch (IOException refused) {
            // Nobody answered: that is what is counted.
        }
        return new Asked(due, System.nanoTime() - due, answered);
    }

    /// Asks a proxy for one page and reads all of it; gives the status.
    static int status(int proxy, String url) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(("GET " + url + " HTTP/1.1\r\nHost: "
                    + url.substring("http://".length()).split("/")[0] + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] all = in.readAllBytes();
            String head = new String(all, 0, Math.min(12, all.length), StandardCharsets.US_ASCII);
            return head.matches("HTTP/1\\.[01] [0-9]{3}") ? Integer.parseInt(head.substring(9)) : 0;
        }
    }

    /// Ends it, waits for the last answers, and gives what came.
    Outcome end() throws InterruptedException {
        close();
        List<Asked> all = new ArrayList<>(asked);
        all.sort(Comparator.comparingLong(Asked::due));
        List<Long> times = all.stream().filter(Asked::answered).map(Asked::took).sorted().toList();
        int failed = all.size() - times.size();
        double p99 = times.isEmpty() ? Double.NaN : times.get((int) (times.size() * 0.99)) / 1e6;
        return new Outcome(all.size(), failed, p99, longest(all) / 1e9);
    }

    private static long longest(List<Asked> all) {
        long longest = 0;
        long begun = -1;
        for (Asked one : all) {
            begun = one.answered() ? -1 : begun < 0 ? one.due() : begun;
            longest = begun < 0 ? longest : Math.max(longest, one.due() - begun);
        }
        return longest;
    }

    @Override
    public void close() {
        ended = true;
        try {
            clock.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        devices.close();
    }
}
