package org.schoolgate.proxy.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// What the gateway says first to a site: its ClientHello, taken apart.
///
/// @param extensions content by number, in their order
record Hello(int version, List<Integer> suites, List<Integer> compressions, Map<Integer, byte[]> extensions) {

    /// Shakes hands with a site that notes the hello, answers with whatever `answer` makes of it, and waits for the end.
    static Caught catching(Dial dial, String host, Function<Hello, byte[]> answer) throws Exception {
        CompletableFuture<Hello> hello = new CompletableFuture<>();
        CompletableFuture<Integer> alert = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    Hello read = read(in);
                    hello.complete(read);
                    socket.getOutputStream().write(answer.apply(read));
                    socket.getOutputStream().flush();
                    for (byte[] head = in.readNBytes(5); head.length == 5; head = in.readNBytes(5)) {
                        byte[] body = in.readNBytes((head[3] & 0xff) << 8 | head[4] & 0xff);
                        if (head[0] == 21) {
                            alert.complete((int) body[1]);
                        }
                    }
                    alert.complete(-1);
                } catch (IOException ended) {
                    alert.complete(-1);
                }
            });
            Dial.Outcome outcome = dial.to(host, server.getLocalPort());
            return new Caught(hello.get(5, TimeUnit.SECONDS), outcome, alert.get(5, TimeUnit.SECONDS));
        }
    }

    /// @param alert what the gateway ended with, -1 for nothing
    record Caught(Hello hello, Dial.Outcome outcome, int alert) {}

    List<Integer> numbers(int extension, int skip) {
        byte[] content = extensions.get(extension);
        List<Integer> numbers = new ArrayList<>();
        if (content != null) {
            ByteBuffer buffer = ByteBuffer.wrap(content, skip, content.length - skip);
            while (buffer.remaining() > 1) {
                numbers.add(buffer.getShort() & 0xffff);
            }
        }
        return numbers;
    }

    private static Hello read(DataInputStream in) throws IOException {
        byte[] head = in.readNBytes(5);
        return of(in.readNBytes((head[3] & 0xff) << 8 | head[4] & 0xff));
    }

    /// From the content of one record.
    static Hello of(byte[] record) {
        ByteBuffer hello = ByteBuffer.wrap(record);
        hello.position(4);
        int version = hello.getShort() & 0xffff;
        hello.position(hello.position() + 32);
        skip(hello, hello.get() & 0xff);
        List<Integer> suites = new ArrayList<>();
        for (int left = hello.getShort() & 0xffff; left > 0; left -= 2) {
            suites.add(hello.getShort() & 0xffff);
        }
        List<Integer> compressions = new ArrayList<>();
        for (int left = hello.get() & 0xff; left > 0; left--) {
            compressions.add(hello.get() & 0xff);
        }
        Map<Integer, byte[]> extensions = new LinkedHashMap<>();
        hello.getShort();
        while (hello.hasRemaining()) {
            int id = hello.getShort() & 0xffff;
            byte[] content = new byte[hello.getShort() & 0xffff];
            hello.get(content);
            extensions.put(id, content);
        }
        return new Hello(version, suites, compressions, extensions);
    }

    private static void skip(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + count);
    }
}
