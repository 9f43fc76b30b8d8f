package org.schoolgate.app.selftest;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/// Asks one name server for the IPv4 address of one name, without anyone's cache in between.
///
/// @param code the answer's code: 0 for none amiss, 3 for "there is no such name"
/// @param answers how many records it holds
record NameQuestion(int code, int answers) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int WAIT = 3_000;

    /// @throws IOException where no answer came
    static NameQuestion byUdp(InetSocketAddress server, String name) throws IOException {
        byte[] question = question(name);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(WAIT);
            socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()));
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            socket.receive(answer);
            return read(Arrays.copyOf(answer.getData(), answer.getLength()), question);
        }
    }

    /// @throws IOException where no answer came
    static NameQuestion byTcp(InetSocketAddress server, String name) throws IOException {
        byte[] question = question(name);
        try (Socket socket = Way.dial(server.getHostString(), server.getPort())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(question.length);
            out.write(question);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return read(in.readNBytes(in.readUnsignedShort()), question);
        }
    }

    /// Whether somebody gave an address.
    boolean isAnswered() {
        return code == 0 && answers > 0;
    }

    /// Whether somebody said that there is none.
    boolean isDenied() {
        return code == 3 || code == 0 && answers == 0;
    }

    private static byte[] question(String name) {
        ByteBuffer out = ByteBuffer.allocate(512).putShort((short) RANDOM.nextInt()).putShort((short) 0x0100)
                .putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        for (String label : name.split("\\.")) {
            out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.put((byte) 0).putShort((short) 1).putShort((short) 1);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static NameQuestion read(byte[] answer, byte[] question) throws IOException {
        if (answer.length < 12 || answer[0] != question[0] || answer[1] != question[1]) {
            throw new IOException("the answer is to another question");
        }
        return new NameQuestion(answer[3] & 0x0f, (answer[6] & 0xff) << 8 | answer[7] & 0xff);
    }
}
