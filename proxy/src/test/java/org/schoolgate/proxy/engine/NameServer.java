package org.schoolgate.proxy.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolgate.filters.request.IpAddress;

/// A name server on this machine that knows the names it is told, keeps silent about `silent.test`, and says of every
/// other name that it does not exist.
final class NameServer implements AutoCloseable {

    private final DatagramSocket socket = new DatagramSocket(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Map<String, List<IpAddress>> names = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    NameServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    NameServer knows(String name, String... addresses) {
        names.put(name, List.of(addresses).stream().map(text -> IpAddress.parse(text).orElseThrow()).toList());
        return this;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    int asked() {
        return asked.get();
    }

    private void serve() {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                asked.incrementAndGet();
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        int start = 12;
        StringBuilder name = new StringBuilder();
        int at = start;
        while (query.get(at) != 0) {
            byte[] label = new byte[query.get(at)];
            query.get(at + 1, label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
            at += 1 + label.length;
        }
        int type = query.getShort(at + 1);
        int end = at + 5;
        if (name.toString().equals("silent.test")) {
            return new byte[0];
        }
        List<IpAddress> known = names.get(name.toString());
        List<byte[]> found = known == null
                ? List.of()
                : known.stream().map(IpAddress::bytes)
                        .filter(bytes -> bytes.length == (type == 1 ? 4 : type == 28 ? 16 : 0)).toList();
        ByteBuffer out = ByteBuffer.allocate(1500);
        out.putShort(query.getShort(0)).putShort((short) (known == null ? 0x8183 : 0x8180)).putShort((short) 1)
                .putShort((short) found.size()).putInt(0).put(query.slice(start, end - start));
        for (byte[] bytes : found) {
            out.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1).putInt(60)
                    .putShort((short) bytes.length).put(bytes);
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public void close() {
        socket.close();
    }
}
