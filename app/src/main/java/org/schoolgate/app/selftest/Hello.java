package org.schoolgate.app.selftest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/// A ClientHello as Java's own TLS cannot be told to write it.
final class Hello {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERVER_NAME = 0;
    private static final int HIDDEN_NAME = 0xfe0d;

    private Hello() {}

    /// One TLS record that offers TLS 1.3 and 1.2, as browsers do.
    ///
    /// @param name the name in the open; empty for none
    static byte[] of(Optional<String> name) {
        return record(name, false);
    }

    /// One TLS record that says that another name than this is encrypted within. It offers TLS 1.2, so that the answer's
    /// certificate is in the open.
    static byte[] hiding(String front) {
        return record(Optional.of(front), true);
    }

    private static byte[] record(Optional<String> name, boolean hides) {
        ByteBuffer extensions = ByteBuffer.allocate(1_000);
        name.ifPresent(text -> {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            extension(extensions, SERVER_NAME, ByteBuffer.allocate(5 + bytes.length).putShort(
                    (short) (3 + bytes.length)).put((byte) 0).putShort((short) bytes.length).put(bytes).array());
        });
        extension(extensions, 10, new byte[]{0, 4, 0, 0x1d, 0, 0x17});
        extension(extensions, 11, new byte[]{1, 0});
        extension(extensions, 13, new byte[]{0, 8, 4, 3, 8, 4, 4, 1, 5, 3});
        if (!hides) {
            extension(extensions, 43, new byte[]{4, 3, 4, 3, 3});
            extension(extensions, 51, ByteBuffer.allocate(38).putShort((short) 36).putShort((short) 0x1d)
                    .putShort((short) 32).put(random(32)).array());
        } else {
            extension(extensions, HIDDEN_NAME, ByteBuffer.allocate(8 + 2 + 32 + 2 + 144).put((byte) 0)
                    .putShort((short) 1).putShort((short) 1).put((byte) 7).putShort((short) 32).put(random(32))
                    .putShort((short) 144).put(random(144)).array());
        }
        byte[] offered = written(extensions);
        ByteBuffer hello = ByteBuffer.allocate(2_000).putShort((short) 0x0303).put(random(32)).put((byte) 32)
                .put(random(32)).putShort((short) 8).putShort((short) 0x1301).putShort((short) 0x1302)
                .putShort((short) 0xc02b).putShort((short) 0xc02f).put((byte) 1).put((byte) 0)
                .putShort((short) offered.length).put(offered);
        byte[] body = written(hello);
        return ByteBuffer.allocate(9 + body.length).put((byte) 22).putShort((short) 0x0301)
                .putShort((short) (4 + body.length)).put((byte) 1).put((byte) 0).putShort((short) body.length)
                .put(body).array();
    }

    private static void extension(ByteBuffer to, int type, byte[] body) {
        to.putShort((short) type).putShort((short) body.length).put(body);
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
