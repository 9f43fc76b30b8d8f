package org.schoolgate.benchmarks.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/// Squid as Debian packages it, a rival of the gateway.
public final class Squid {

    private static final String PROGRAM = "/usr/sbin/squid";
    private static final long SECONDS = 120;

    private Squid() {}

    public static boolean isHere() {
        return Files.isExecutable(Path.of(PROGRAM));
    }

    /// A port of this machine that nobody listens on.
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Starts it with the settings of a file, and waits until it listens.
    ///
    /// @param folder what it needs, which becomes the property of the user that Debian made for it where it is started by root
    /// @param port where it listens by these settings
    /// @param oneCore whether it is held to the first processor
    public static Process start(Path folder, Path settings, int port, boolean oneCore)
            throws IOException, InterruptedException {
        if (Files.isWritable(Path.of("/root"))) {
            Command.of("chown", "-R", "proxy", folder.toString()).seconds(folder, folder.resolve("chown.log"));
        }
        Command command = Command.of(PROGRAM, "-N", "-f", settings.toString());
        Process process = (oneCore ? command.onOneCore() : command).start(folder, folder.resolve("squid.out"));
        for (int i = 0; i < 10 * SECONDS && process.isAlive(); i++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return process;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        process.destroyForcibly();
        throw new IOException("squid did not start; see what it says in " + folder);
    }
}
