package org.schoolgate.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our gateway, started as a school starts it.
///
/// @param port where its proxy listens
public record Gateway(Process process, int port) {

    private static final Pattern READY = Pattern.compile("Proxy +\\S+:(\\d+)[\\s\\S]*Stop it:");
    private static final long SECONDS = 120;

    /// Starts `./schoolgate run` and waits until it says that it is ready.
    ///
    /// @param command the whole command
    /// @param log where its output goes
    public static Gateway start(Command command, Path project, Path log) throws IOException, InterruptedException {
        Process process = command.start(project, log);
        for (int i = 0; i < 10 * SECONDS && process.isAlive(); i++) {
            Matcher matcher = READY.matcher(Files.readString(log));
            if (matcher.find()) {
                return new Gateway(process, Integer.parseInt(matcher.group(1)));
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("the gateway did not start; see " + log);
    }
}
