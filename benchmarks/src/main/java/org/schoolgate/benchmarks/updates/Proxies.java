package org.schoolgate.benchmarks.updates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.schoolgate.benchmarks.run.Command;
import org.schoolgate.benchmarks.run.Gateway;
import org.schoolgate.benchmarks.run.Memory;
import org.schoolgate.benchmarks.run.Squid;

/// The proxies under measurement, each a process of its own.
///
/// @param port where it listens
/// @param log what it says of itself
record Proxies(Process process, int port, Path log) implements AutoCloseable {

    /// Ours, as it is started from the README, with the lists of a data folder.
    static Proxies schoolgate(Path project, Path data, Path log) throws IOException, InterruptedException {
        Gateway gateway = Gateway
                .start(Command.of("./schoolgate", "run", "--data", data.toString(), "--proxy-port", "0",
                        "--web-port", "0", "--health-port", "0", "--allow-destination", "127.0.0.0/8"), project, log);
        return new Proxies(gateway.process(), gateway.port(), log);
    }

    /// Squid as Debian packages it, which closes the names of a file.
    static Proxies squid(Path folder, Path list) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = Squid.freePort();
        Path log = folder.resolve("squid.log");
        Path settings = Files.writeString(folder.resolve("squid.conf"), """
            http_port 127.0.0.1:%d
            acl listed dstdomain "%s"
            http_access deny listed
            http_access allow all
            workers 1
            cache deny all
            access_log stdio:%s
            cache_log %s
            pid_filename none
            pinger_enable off
            shutdown_lifetime 1 second
            """.formatted(port, list, folder.resolve("access.log"), log));
        return new Proxies(Squid.start(folder, settings, port, false), port, log);
    }

    Memory memory() {
        return new Memory(process.pid());
    }

    /// Whether it closes this host now.
    boolean closes(String host) {
        try {
            return OpenLoad.status(port, "http://" + host + "/") == 403;
        } catch (IOException refused) {
            return false;
        }
    }

    /// Waits until it closes this host; gives how long that took, in seconds.
    double untilClosed(String host, int seconds) throws IOException, InterruptedException {
        long from = System.nanoTime();
        while (!closes(host)) {
            if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(seconds)) {
                throw new IOException("after " + seconds + " s the new list is not in force; see " + log);
            }
            Thread.sleep(50);
        }
        return (System.nanoTime() - from) / 1e9;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
