package org.schoolgate.proxy.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.HostName;

/// Reads a TLS ClientHello byte by byte, across segments and records, until the server name in it is known. It holds at
/// most [#LIMIT] bytes.
final class ClientHello {

    /// The longest ClientHello that is read, with its record headers.
    static final int LIMIT = 64 * 1024;

    private static final int HANDSHAKE = 0x16;
    private static final int LONGEST_RECORD = 16 * 1024;
    private static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;

    /// How far the reading has come.
    enum State {
        /// More bytes are needed.
        PARTIAL,
        /// A whole ClientHello was read.
        COMPLETE,
        /// This is not TLS, or not as TLS is written.
        REFUSED
    }

    private byte[] handshake = new byte[512];
    private int length;
    private int total;
    private final byte[] recordHeader = new byte[5];
    private int headerLength;
    private int recordLeft;
    private State state = State.PARTIAL;
    private @Nullable HostName name;
    private boolean hiddenName;

    /// Takes the next bytes. After [State#COMPLETE] or [State#REFUSED] nothing changes any more.
    State read(byte[] bytes) {
        for (int i = 0; i < bytes.length && state == State.PARTIAL; i++) {
            if (++total > LIMIT) {
                state = State.REFUSED;
            } else if (recordLeft == 0) {
                readHeader(bytes[i]);
            } else {
                append(bytes[i]);
                recordLeft--;
                headerLength = recordLeft == 0 ? 0 : headerLength;
                tryFinish();
            }
        }
        return state;
    }

    /// The server name; empty where the hello has none. Only of use after [State#COMPLETE].
    Optional<HostName> serverName() {
        return Optional.ofNullable(name);
    }

    /// How many bytes have been read, record headers included.
    int size() {
        return total;
    }

    /// Whether it carries Encrypted Client Hello, real or made up: browsers send the one on connections that have no use
    /// for it, so this alone says nothing.
    boolean offersHiddenName() {
        return hiddenName;
    }

    private void readHeader(byte b) {
        recordHeader[headerLength++] = b;
        if (recordHeader[0] != HANDSHAKE || headerLength > 1 && recordHeader[1] != 3) {
            state = State.REFUSED;
        } else if (headerLength == 5) {
            recordLeft = (recordHeader[3] & 0xff) << 8 | recordHeader[4] & 0xff;
            if (recordLeft == 0 || recordLeft > LONGEST_RECORD) {
                state = State.REFUSED;
            }
        }
    }

    private void append(byte b) {
        if (length == handshake.length) {
            handshake = Arrays.copyOf(handshake, length * 2);
        }
        handshake[length++] = b;
    }

    private void tryFinish() {
        if (handshake[0] != 1) {
            state = State.REFUSED;
            return;
        }
        if (length < 4) {
            return;
        }
        int size = number(1, 3);
        if (size > LIMIT) {
            state = State.REFUSED;
        } else if (length == 4 + size) {
            state = parse(length) ? State.COMPLETE : State.REFUSED;
        }
    }

    private boolean parse(int end) {
        int at = 4 + 2 + 32;
        if (at >= end) {
            return false;
        }
        at += 1 + number(at, 1);
        if (at + 2 > end) {
            return false;
        }
        at += 2 + number(at, 2);
        if (at + 1 > end) {
            return false;
        }
        at += 1 + number(at, 1);
        if (at == end) {
            return true;
        }
        return at + 2 <= end && at + 2 + number(at, 2) == end && parseExtensions(at + 2, end);
    }

    private boolean parseExtensions(int start, int end) {
        Set<Integer> seen = new HashSet<>();
        int at = start;
        while (at < end) {
            if (at + 4 > end) {
                return false;
            }
            int type = number(at, 2);
            int size = number(at + 2, 2);
            at += 4;
            if (at + size > end || !seen.add(type) || type == 0 && !parseNames(at, at + size)) {
                return false;
            }
            hiddenName |= type == ENCRYPTED_CLIENT_HELLO;
            at += size;
        }
        return true;
    }

    /// One name of type `host_name`, which is no address.
    private boolean parseNames(int at, int end) {
        if (at + 5 > end || number(at, 2) != end - at - 2 || handshake[at + 2] != 0
                || number(at + 3, 2) != end - at - 5) {
            return false;
        }
        name = HostName.parse(new String(handshake, at + 5, end - at - 5, StandardCharsets.ISO_8859_1)).orElse(null);
        return name != null;
    }

    private int number(int at, int bytes) {
        int out = 0;
        for (int i = 0; i < bytes; i++) {
            out = out << 8 | handshake[at + i] & 0xff;
        }
        return out;
    }
}
