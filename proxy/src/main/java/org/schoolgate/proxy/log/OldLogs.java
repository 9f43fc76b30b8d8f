package org.schoolgate.proxy.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs that were put away, beside the one in use: `access.log.20261122T000000Z-001.gz`. They are compressed on a thread
/// of their own, so that writing goes on meanwhile; one that a crash left uncompressed is compressed at the next start.
final class OldLogs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OldLogs.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Path current;
    private final int keep;
    private final Pattern name;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("access-log-old").daemon().factory());

    OldLogs(Path current, int keep) {
        this.current = current.toAbsolutePath();
        this.keep = keep;
        this.name = Pattern.compile(
                Pattern.quote(this.current.getFileName().toString()) + "\\.\\d{8}T\\d{6}Z-\\d{3}(\\.gz|\\.part)?");
        worker.execute(this::tidy);
    }

    /// Takes the log in use, which must be closed, out of the way. Within one second the logs are numbered, always above
    /// the newest one that is still there, so that the order of names is the order of time.
    void take(Path log, Instant now) throws IOException {
        String stamped = log.getFileName() + "." + STAMP.format(now) + "-";
        int number = oldestFirst().stream()
                .map(path -> path.getFileName().toString())
                .filter(file -> file.startsWith(stamped))
                .mapToInt(file -> Integer.parseInt(file, stamped.length(), stamped.length() + 3, 10))
                .max().orElse(0) + 1;
        if (number > 999) {
            throw new IOException("more than 999 logs were put away within one second beside " + log
                    + ": let them grow larger");
        }
        Files.move(log, log.resolveSibling(stamped + String.format(Locale.ROOT, "%03d", number)));
        worker.execute(this::tidy);
    }

    /// Waits up to ten seconds for what is being compressed; the rest is done at the next start.
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void tidy() {
        try {
            for (Path path : oldestFirst()) {
                String file = path.getFileName().toString();
                if (file.endsWith(".part")) {
                    Files.delete(path);
                } else if (!file.endsWith(".gz")) {
                    compress(path);
                }
            }
            List<Path> left = oldestFirst();
            for (Path path : left.subList(0, Math.max(0, left.size() - keep))) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            LOG.warn("old access logs beside {} could not be tidied up: {}", current, failed.toString());
        }
    }

    private List<Path> oldestFirst() throws IOException {
        try (Stream<Path> siblings = Files.list(current.getParent())) {
            return siblings
                    .filter(path -> name.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }

    private static void compress(Path old) throws IOException {
        Path part = old.resolveSibling(old.getFileName() + ".part");
        try (InputStream in = Files.newInputStream(old); OutputStream file = Files.newOutputStream(part)) {
            if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, LogFile.MODE);
            }
            try (OutputStream out = new FastGzip(file)) {
                in.transferTo(out);
            }
        }
        Files.move(part, old.resolveSibling(old.getFileName() + ".gz"), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(old);
    }

    /// The processor is needed elsewhere: this takes half the time, and leaves half as many bytes again.
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
