package org.schoolgate.review.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server on port 587, as far as tests need one: it may offer STARTTLS, take it back, or turn out to be another.
final class StartTlsServer implements AutoCloseable {

    /// What it does when it is asked to encrypt.
    enum Manner {
        ENCRYPTS, DOES_NOT_OFFER_IT, OFFERS_AND_REFUSES
    }

    /// What was said to it in the open, and what encrypted.
    final List<String> open = new CopyOnWriteArrayList<>();
    final List<String> encrypted = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final SSLContext context;
    private final Manner manner;

    StartTlsServer(SSLContext context, Manner manner) throws IOException {
        this.context = context;
        this.manner = manner;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        say(client, "220 mail.school.example");
                        talk(client, false);
                    } catch (IOException gone) {
                        // The client left.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client, boolean isEncrypted) throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        boolean data = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            (isEncrypted ? encrypted : open).add(line);
            String word = line.toUpperCase(Locale.ROOT).split(" ", 2)[0];
            if (data) {
                data = !line.equals(".");
                if (!data) {
                    say(client, "250 taken");
                }
            } else if (word.equals("EHLO")) {
                boolean offers = !isEncrypted && manner != Manner.DOES_NOT_OFFER_IT;
                say(client, offers ? "250-mail.school.example\r\n250 STARTTLS" : "250 mail.school.example");
            } else if (word.equals("STARTTLS") && manner == Manner.ENCRYPTS) {
                say(client, "220 go on");
                SSLSocket inside = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
                inside.startHandshake();
                talk(inside, true);
                return;
            } else if (word.equals("STARTTLS")) {
                say(client, "454 not now");
            } else if (word.equals("DATA")) {
                data = true;
                say(client, "354 go on");
            } else if (word.equals("QUIT")) {
                say(client, "221 bye");
                return;
            } else {
                say(client, "250 ok");
            }
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
