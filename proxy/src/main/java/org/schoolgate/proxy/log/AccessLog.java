package org.schoolgate.proxy.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.schoolgate.filters.category.Categories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The access log: one line for each ended exchange, in the order in which they ended.
///
/// One thread writes; whoever ends an exchange only puts it into a queue. Where the disk cannot keep up the queue fills,
/// and then lines are lost and counted, and the log says how many. It is not the record of flagged accesses: that is
/// the journal's, and nothing is ever only here.
///
/// To write a line leaves no garbage; to write a batch some 400 bytes, for a look at the file and the clock.
public final class AccessLog implements ExchangeLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int QUEUE = 16_384;
    private static final int BATCH = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Between two batches. So many lines share one write and one look at the file, and whoever ends an exchange has nobody
    /// to wake.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final BlockingQueue<Exchange> queue;
    private final AtomicLong lost = new AtomicLong();
    private final LogFormat format;
    private final ZoneId zone;
    /// The lines of a batch, and the same as bytes. Both are used again for each, and grow to what the largest took: a
    /// few megabytes where 512 exchanges in a row have the longest of paths.
    private final StringBuilder lines = new StringBuilder();
    private final LineFormat line;
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private final Supplier<Categories> categories;
    private final InstantSource clock;
    private final OldLogs old;
    private final LogFile file;
    private final Thread writer;
    private volatile boolean closing;
    private long told;
    private boolean failing;

    /// Opens the log and begins to write. Missing directories are made.
    ///
    /// @param zone in which the times stand, and in which a day ends
    /// @param categories the categories now in force, for their names
    /// @param clock tells when a day is over
    /// @throws IOException where the file cannot be opened
    public static AccessLog open(Path file, LogFormat format, Rotation rotation, ZoneId zone,
            Supplier<Categories> categories, InstantSource clock) throws IOException {
        return open(file, format, rotation, zone, categories, clock, QUEUE);
    }

    static AccessLog open(Path file, LogFormat format, Rotation rotation, ZoneId zone,
            Supplier<Categories> categories, InstantSource clock, int queue) throws IOException {
        Path path = file.toAbsolutePath();
        Files.createDirectories(path.getParent());
        OldLogs old = new OldLogs(path, rotation.keep());
        LogFile log = new LogFile(path, rotation, zone, old);
        try {
            log.open(clock.instant());
        } catch (IOException failed) {
            old.close();
            throw failed;
        }
        AccessLog accessLog = new AccessLog(log, old, format, zone, categories, clock, queue);
        accessLog.writer.start();
        return accessLog;
    }

    private AccessLog(LogFile file, OldLogs old, LogFormat format, ZoneId zone, Supplier<Categories> categories,
            InstantSource clock, int queue) {
        this.file = file;
        this.old = old;
        this.format = format;
        this.zone = zone;
        this.line = format.into(lines, zone);
        this.categories = categories;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(queue);
        this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::write);
    }

    @Override
    public void ended(Exchange exchange) {
        if (closing || !queue.offer(exchange)) {
            lost.incrementAndGet();
        }
    }

    /// Not the log's business.
    @Override
    public void connected(int open) {}

    /// How many lines were lost since the start.
    public long lost() {
        return lost.get();
    }

    /// How many exchanges wait to be written.
    public int waiting() {
        return queue.size();
    }

    /// Writes what waits, for up to ten seconds, and closes the file.
    @Override
    public void close() {
        closing = true;
        try {
            if (!writer.join(PATIENCE)) {
                LOG.warn("the access log was closed with {} lines unwritten", queue.size());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        old.close();
    }

    private void write() {
        List<Exchange> batch = new ArrayList<>(BATCH);
        try (file) {
            while (!(closing && queue.isEmpty())) {
                queue.drainTo(batch, BATCH);
                writeOut(batch);
                boolean all = batch.size() < BATCH;
                batch.clear();
                if (all && !closing) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            LOG.warn("the access log could not be closed: {}", failed.toString());
        }
    }

    private void writeOut(List<Exchange> batch) {
        long lostNow = lost.get();
        if (batch.isEmpty() && lostNow == told) {
            return;
        }
        Instant now = clock.instant();
        lines.setLength(0);
        if (lostNow > told && format == LogFormat.JSON) {
            lines.append(new JsonObject().put("time", now.atZone(zone).toOffsetDateTime().toString())
                    .put("lines_lost", lostNow - told)).append('\n');
        }
        for (Exchange exchange : batch) {
            append(exchange);
        }
        try {
            file.write(inAscii(lines), now);
            if (lostNow > told) {
                LOG.warn("{} lines of the access log are lost: the disk was too slow for them, or failed",
                        lostNow - told);
            }
            told = lostNow;
            failing = false;
        } catch (IOException failed) {
            lost.addAndGet(batch.size());
            if (!failing) {
                LOG.error("the access log cannot be written; lines are lost until it can: {}", failed.toString());
            }
            failing = true;
        }
    }

    private void append(Exchange exchange) {
        int start = lines.length();
        try {
            line.append(exchange, categories.get());
            lines.append('\n');
        } catch (RuntimeException fault) {
            lines.setLength(start);
            lost.incrementAndGet();
            LOG.error("an exchange could not be put into a line of the access log", fault);
        }
    }

    private ByteBuffer inAscii(CharSequence text) {
        if (text.length() > bytes.capacity()) {
            bytes = ByteBuffer.allocate(2 * text.length());
        }
        byte[] into = bytes.array();
        for (int i = 0; i < text.length(); i++) {
            into[i] = (byte) text.charAt(i);
        }
        return bytes.clear().limit(text.length());
    }
}
