package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import java.util.Arrays;

/// What comes of a form that the gateway itself reads, up to so many bytes; wiped as soon as nobody needs it. Only for use on the
/// connection's loop.
final class FormBody {

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;

    /// Begins a form of at most `longest` bytes.
    void begin(int longest) {
        bytes = new byte[longest];
        length = 0;
    }

    /// Takes a part, and releases it. Gives false, and forgets all, where the form is longer than it may be.
    boolean take(HttpContent content) {
        try {
            ByteBuf part = content.content();
            int more = part.readableBytes();
            if (more > bytes.length - length) {
                forget();
                return false;
            }
            part.readBytes(bytes, length, more);
            length += more;
            return true;
        } finally {
            content.release();
        }
    }

    /// All that came, for the caller to wipe; the form is over.
    byte[] end() {
        byte[] body = Arrays.copyOf(bytes, length);
        forget();
        return body;
    }

    private void forget() {
        Arrays.fill(bytes, (byte) 0);
        bytes = NOTHING;
        length = 0;
    }
}
