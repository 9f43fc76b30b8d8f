package org.schoolgate.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process holds in memory, in MB; on Linux alone.
public record Memory(long process) {

    private static final Pattern HELD = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    public double held() throws IOException {
        return megabytes(HELD);
    }

    /// The most since [#forget].
    public double peak() throws IOException {
        return megabytes(PEAK);
    }

    /// Begins the peak anew. Only the process's owner may.
    public void forget() throws IOException {
        Files.writeString(Path.of("/proc", Long.toString(process), "clear_refs"), "5");
    }

    private double megabytes(Pattern line) throws IOException {
        Matcher matcher = line.matcher(Files.readString(Path.of("/proc", Long.toString(process), "status")));
        if (!matcher.find()) {
            throw new IOException("this system does not tell how much memory a process holds");
        }
        return Long.parseLong(matcher.group(1)) * 1024 / 1e6;
    }
}
