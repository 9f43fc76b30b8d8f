package org.schoolgate.proxy.identity.radius;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.schoolgate.filters.request.IpAddress;

/// An accounting request, put together byte by byte.
final class Request {

    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();

    Request() {}

    /// @param status what has happened
    Request(int status) {
        number(40, status);
    }

    Request text(int type, String text) {
        return bytes(type, text.getBytes(StandardCharsets.UTF_8));
    }

    Request number(int type, int number) {
        return bytes(type, ByteBuffer.allocate(4).putInt(number).array());
    }

    Request address(int type, String address) {
        return bytes(type, IpAddress.parse(address).orElseThrow().bytes());
    }

    Request bytes(int type, byte[] value) {
        attributes.write(type);
        attributes.write(value.length + 2);
        attributes.writeBytes(value);
        return this;
    }

    /// The packet as whoever knows the secret sends it.
    byte[] signed(Secret secret) {
        byte[] packet = ByteBuffer.allocate(20 + attributes.size()).put((byte) 4).put((byte) 17)
                .putShort((short) (20 + attributes.size())).put(new byte[16]).put(attributes.toByteArray()).array();
        System.arraycopy(secret.digest(packet), 0, packet, 4, 16);
        return packet;
    }
}
