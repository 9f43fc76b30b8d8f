package org.schoolgate.app.product;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A DNS server on loopback that answers `127.0.0.1` for every name under `.test`, and for where Google is safe, and "no such name" for all others.
final class NameServer implements AutoCloseable {

    private static final int TYPE_A = 1;
    private final DatagramSocket socket;

    NameServer() throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
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
                byte[] answer = answer(buffer, packet.getLength());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                // The socket was closed under us; the loop ends.
            }
        }
    }

    private static byte[] answer(byte[] packet, int length) {
        ByteBuffer query = ByteBuffer.wrap(packet, 0, length);
        short id = query.getShort(0);
        query.position(12);
        List<String> labels = new ArrayList<>();
        for (int size = query.get(); size > 0; size = query.get()) {
            byte[] label = new byte[size];
            query.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        int type = query.getShort();
        query.getShort();
        int end = query.position();
        boolean known = labels.getLast().equalsIgnoreCase("test") || labels.getFirst().equals("forcesafesearch");
        boolean answered = known && type == TYPE_A;
        ByteBuffer out = ByteBuffer.allocate(end + 16);
        out.putShort(id).putShort((short) (known ? 0x8580 : 0x8583)).putShort((short) 1)
                .putShort((short) (answered ? 1 : 0)).putShort((short) 0).putShort((short) 0);
        out.put(packet, 12, end - 12);
        if (answered) {
            out.putShort((short) 0xc00c).putShort((short) TYPE_A).putShort((short) 1).putInt(60).putShort((short) 4)
                    .put(new byte[]{127, 0, 0, 1});
        }
        byte[] answer = new byte[out.flip().remaining()];
        out.get(answer);
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
