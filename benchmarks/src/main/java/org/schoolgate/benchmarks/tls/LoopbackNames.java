package org.schoolgate.benchmarks.tls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;

/// A DNS server that says of every name that its IPv4 address is 127.0.0.1, and that it has no other record.
final class LoopbackNames implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;

    private final DatagramSocket socket;

    LoopbackNames() throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("names").start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                // The socket was closed under us; the loop ends.
            }
        }
    }

    private static byte[] answer(ByteBuffer query) {
        int end = HEADER;
        while (query.get(end) != 0) {
            end += query.get(end) + 1;
        }
        boolean known = query.getShort(end + 1) == TYPE_A;
        end += 5;
        ByteBuffer out = ByteBuffer.allocate(end + (known ? 16 : 0));
        out.putShort(query.getShort(0)).putShort((short) 0x8580).putShort((short) 1).putShort((short) (known ? 1 : 0))
                .putInt(0).put(query.slice(HEADER, end - HEADER));
        if (known) {
            out.putShort((short) 0xc00c).putShort((short) TYPE_A).putShort((short) 1).putInt(60).putShort((short) 4)
                    .put(new byte[]{127, 0, 0, 1});
        }
        return out.array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
