package org.schoolgate.app.product;

import java.io.Closeable;
import java.io.InterruptedIOException;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small real disk, ext4 in a file, that can be filled and made to fail. Only the super-user can mount it; a test that wants one is
/// left out for others.
final class FaultyDisk implements AutoCloseable {

    private static final int TRIES = 100;

    private final Path at;
    private final Path ballast;

    FaultyDisk(Path at, Path image, int mebibytes) throws Exception {
        this.at = at;
        this.ballast = at.resolve("ballast");
        Files.write(image, new byte[mebibytes << 20]);
        assumeThat(run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())).as("mkfs.ext4").isTrue();
        assumeThat(run("mount", "-o", "loop,errors=remount-ro", image.toString(), at.toString()))
                .as("mounting a disk needs the super-user").isTrue();
    }

    /// Leaves no byte of room.
    void fill() throws IOException {
        for (int part : new int[]{1 << 20, 1 << 12, 1}) {
            try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND)) {
                byte[] bytes = new byte[part];
                while (true) {
                    out.write(bytes);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
        }
    }

    void free() throws IOException {
        Files.delete(ballast);
    }

    /// The file system finds an error, and nothing is written to it from now on; what is there can be read.
    void failToReadOnly() throws IOException {
        String device = Files.readAllLines(Path.of("/proc/mounts")).stream().map(line -> line.split(" "))
                .filter(words -> words[1].equals(at.toString())).map(words -> words[0]).findFirst().orElseThrow();
        Files.writeString(Path.of("/sys/fs/ext4").resolve(Path.of(device).getFileName()).resolve("trigger_fs_error"),
                "a test");
    }

    /// Has the kernel answer calls of a process on one file with a fault until the return value is closed.
    ///
    /// @param calls the kernel's names of them, with commas between
    /// @param fault as `strace` takes it
    static Closeable inject(long pid, String calls, String fault, Path file) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("strace", "-f", "-p", Long.toString(pid), "-o", "/dev/null", "-e",
                        "trace=" + calls, "-e", "inject=" + calls + ":" + fault, "-P", file.toString()));
        Process strace = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader lines = strace.inputReader(StandardCharsets.US_ASCII);
        String line = lines.readLine();
        while (line != null && !line.contains("attached")) {
            line = lines.readLine();
        }
        assumeThat(line).as("watching another process").isNotNull();
        return () -> {
            strace.destroy();
            strace.onExit().join();
        };
    }

    @Override
    public void close() throws IOException {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                if (run("umount", at.toString())) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            run("umount", "-l", at.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(stop.getMessage());
        }
        throw new IOException("the disk stayed busy: " + at);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
