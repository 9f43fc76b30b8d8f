package org.schoolgate.blocklists.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A server that says what it is told to, and then hangs up: whatever a publisher's server might do wrong.
final class CutServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Function<String, byte[]> answers;
    private final Thread thread;

    /// @param answers the bytes of an answer, by the head of the request
    CutServer(Function<String, byte[]> answers) throws IOException {
        this.answers = answers;
        this.thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /// The heads of all requests so far, in small letters.
    List<String> asked() {
        return asked;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                    OutputStream out = client.getOutputStream()) {
                var head = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    head.append(line).append('\n');
                }
                asked.add(head.toString().toLowerCase(Locale.ROOT));
                out.write(answers.apply(head.toString().toLowerCase(Locale.ROOT)));
                out.flush();
            } catch (IOException gone) {
                // The next one.
            }
        }
    }

    static byte[] answer(String head, byte[] body, int from, int to) {
        byte[] first = (head.replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[first.length + to - from];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, from, all, first.length, to - from);
        return all;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
