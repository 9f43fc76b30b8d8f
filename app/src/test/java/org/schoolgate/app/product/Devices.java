package org.schoolgate.app.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes one browser look like one device after the other: what connects here goes on to the proxy from an address of loopback
/// that changes when a test says so.
final class Devices implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress proxy;
    private final AtomicInteger device = new AtomicInteger();

    /// @param proxyPort on loopback
    Devices(int proxyPort) throws IOException {
        proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxyPort);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on it is another device.
    ///
    /// @param number 1 to 250
    void become(int number) {
        device.set(number);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket browser = server.accept();
                Socket gate = new Socket(proxy.getAddress(), proxy.getPort(),
                        InetAddress.getByName("127.0.1." + device.get()), 0);
                Thread.ofVirtual().start(() -> pass(browser, gate));
                Thread.ofVirtual().start(() -> pass(gate, browser));
            } catch (IOException closed) {
                // Either end was closed under us.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException closed) {
            // Either end was closed under us.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
