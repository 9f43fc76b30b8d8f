package org.schoolgate.review.journal;

import java.io.InterruptedIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Has the kernel answer some calls of a running process with a fault, by `strace`. Closing ends it.
final class Injection implements AutoCloseable {

    private final Process strace;
    private final Path log;

    private Injection(Process strace, Path log) {
        this.strace = strace;
        this.log = log;
    }

    /// Begins, and returns once every thread of the process is watched.
    ///
    /// @param call the kernel's name of the call
    /// @param fault as `strace` takes it, such as `error=EIO:when=3`; empty to watch alone
    /// @param files the only ones whose calls are meant
    static Injection into(long pid, String call, String fault, List<Path> files, Path log) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-p", Long.toString(pid), "-o", log.toString(),
                "-s", "0", "-e", "trace=" + call));
        if (!fault.isEmpty()) {
            command.addAll(List.of("-e", "inject=" + call + ":" + fault));
        }
        files.forEach(file -> command.addAll(List.of("-P", file.toString())));
        Files.deleteIfExists(log);
        Process strace = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        BufferedReader lines = strace.inputReader(StandardCharsets.US_ASCII);
        String line = lines.readLine();
        while (line != null && !line.contains("attached")) {
            assumeThat(line).as("watching another process").doesNotContain("Operation not permitted");
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("strace did not begin: " + command);
        }
        return new Injection(strace, log);
    }

    /// Ends it, and gives how many calls got the fault.
    long end() throws Exception {
        close();
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("(INJECTED") || line.contains("(DELAYED")).count();
        }
    }

    /// How many calls the thread made that made most; each thread's are counted by themselves.
    long calls() throws Exception {
        close();
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("(") && !line.contains("resumed>"))
                    .collect(Collectors.groupingBy(line -> line.split(" ")[0], Collectors.counting())).values().stream()
                    .mapToLong(Long::longValue).max().orElse(0);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            strace.destroy();
            if (!strace.waitFor(20, TimeUnit.SECONDS)) {
                strace.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(stop.getMessage());
        }
    }
}
