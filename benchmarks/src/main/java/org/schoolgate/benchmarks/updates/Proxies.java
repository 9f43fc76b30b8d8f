package org.schoolgate.benchmarks.updates;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.schoolgate.benchmarks.run.Command;

/// The proxies under measurement, each a process of its own.
///
/// @param port where it listens
/// @param log what it says of itself
record Proxies(Process process, int port, Path log) implements AutoCloseable {

    private static final String SQUID = "/usr/sbin/squid";
    private static final Pattern READY = Pattern.compile("Proxy +\\S+:(\\d+)[\\s\\S]*Stop it:");

    static boolean isSquidHere() {
        return Files.isExecutable(Path.of(SQUID));
    }

    /// Ours, as it is started from the README, with the lists of a data folder.
    static Proxies schoolgate(Path project, Path data, Path log) throws IOException, InterruptedException {
        Process process = Command.of("./schoolgate", "run", "--data", data.toString(), "--proxy-port", "0",
                "--web-port", "0", "--health-port", "0", "--allow-destination", "127.0.0.0/8").start(project, log);
        for (int i = 0; i < 1_200 && process.isAlive(); i++) {
            Matcher matcher = READY.matcher(Files.readString(log));
            if (matcher.find()) {
                return new Proxies(process, Integer.parseInt(matcher.group(1)), log);
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("the gateway did not start; see " + log);
    }

    /// Squid as Debian packages it, which closes the names of a file.
    static Proxies squid(Path folder, Path list) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
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
        if (Files.isWritable(Path.of("/root"))) {
            // Started by root, squid becomes the user that Debian made for it.
            Command.of("chown", "-R", "proxy", folder.toString()).seconds(folder, folder.resolve("chown.log"));
        }
        Process process = Command.of(SQUID, "-N", "-f", settings.toString()).start(folder,
                folder.resolve("squid.out"));
        for (int i = 0; i < 1_200 && process.isAlive(); i++) {
            try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new Proxies(process, there.getPort(), log);
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        process.destroyForcibly();
        throw new IOException("squid did not start; see " + log);
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
