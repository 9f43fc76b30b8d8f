package org.schoolgate.proxy.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A site: a listening socket on this machine, with one thread for each connection.
final class Origin implements AutoCloseable {

    /// What it does with a connection.
    @FunctionalInterface
    interface Behaviour {
        void serve(Visit visit) throws IOException;
    }

    private final ServerSocket server;
    private final @Nullable X509Certificate certificate;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    Origin(Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), null, behaviour);
    }

    /// @param server where it listens already
    Origin(ServerSocket server, @Nullable X509Certificate certificate, Behaviour behaviour) {
        this.server = server;
        this.certificate = certificate;
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    /// Answers every request of a connection with the same bytes.
    static Origin answering(String response) throws IOException {
        return new Origin(visit -> {
            while (!visit.head().isEmpty()) {
                visit.body();
                visit.say(response);
            }
        });
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Visit visit = new Visit(socket);
                visits.add(visit);
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        behaviour.serve(visit);
                    } catch (IOException gone) {
                        visit.broken = true;
                    } finally {
                        visit.over = true;
                        open.remove(socket);
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// What an encrypted site proves itself by; null where it is not encrypted.
    @Nullable
    X509Certificate certificate() {
        return certificate;
    }

    int port() {
        return server.getLocalPort();
    }

    /// The header sections that came in, in order.
    List<String> heads() {
        return heads;
    }

    List<Visit> visits() {
        return visits;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /// One connection to the site.
    final class Visit {

        final Socket socket;
        final InputStream in;
        final OutputStream out;
        volatile boolean over;
        volatile boolean broken;
        private String last = "";

        Visit(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new java.io.BufferedInputStream(socket.getInputStream(), 64 * 1024);
            this.out = socket.getOutputStream();
        }

        /// The next header section with its empty line; empty at the end of the stream.
        String head() throws IOException {
            last = Wire.readHead(in);
            if (!last.isEmpty()) {
                heads.add(last);
            }
            return last;
        }

        /// The body that belongs to the last head.
        byte[] body() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            Wire.copyBody(in, last, body);
            return body.toByteArray();
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}
