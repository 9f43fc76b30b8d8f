package org.schoolgate.proxy.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

/// Somebody on the way between the gateway and a site, who changes the records that the site sends.
final class Relay implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int site;
    private final UnaryOperator<byte[]> toSite;
    private final UnaryOperator<byte[]> fromSite;

    /// @param fromSite gets whole records of TLS, their heads of five bytes included
    Relay(int site, UnaryOperator<byte[]> fromSite) throws IOException {
        this(site, UnaryOperator.identity(), fromSite);
    }

    Relay(int site, UnaryOperator<byte[]> toSite, UnaryOperator<byte[]> fromSite) throws IOException {
        this.site = site;
        this.toSite = toSite;
        this.fromSite = fromSite;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), site);
                Thread.ofVirtual().start(() -> carry(near, far, toSite));
                Thread.ofVirtual().start(() -> carry(far, near, fromSite));
            } catch (IOException closed) {
                // The listener was closed.
            }
        }
    }

    private static void carry(Socket from, Socket to, UnaryOperator<byte[]> change) {
        try (from; to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            byte[] head = new byte[5];
            while (true) {
                in.readFully(head);
                int length = (head[3] & 0xff) << 8 | head[4] & 0xff;
                byte[] record = new byte[5 + length];
                System.arraycopy(head, 0, record, 0, 5);
                in.readFully(record, 5, length);
                out.write(change.apply(record));
                out.flush();
            }
        } catch (IOException ended) {
            // One side has gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
