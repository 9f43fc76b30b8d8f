package org.schoolgate.proxy.identity.radius;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A RADIUS packet as it came, and all of it in order: its length is what it says, and each attribute ends where the next begins.
/// Whether it is genuine is not said by that; see [Secret].
///
/// @param bytes the whole packet, without what followed it in its datagram; treat them as read-only
/// @param attributes in their order
@SuppressWarnings("ArrayRecordComponent") // Never compared; it lives as long as one datagram.
record Packet(byte[] bytes, List<Attribute> attributes) {

    /// RFC 2865, 3.
    static final int LONGEST = 4_096;
    static final int HEAD = 20;
    static final int AUTHENTICATOR = 4;
    static final int AUTHENTICATOR_LENGTH = 16;

    static final int ACCOUNTING_REQUEST = 4;
    static final int ACCOUNTING_RESPONSE = 5;

    /// @param type its number in the registry
    /// @param at where its value begins in the packet
    /// @param length of the value: 0 to 253
    record Attribute(int type, int at, int length) {}

    /// Reads a datagram; empty where it is no packet.
    static Optional<Packet> read(byte[] datagram) {
        if (datagram.length < HEAD) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(datagram).getShort(2) & 0xffff;
        if (length < HEAD || length > LONGEST || length > datagram.length) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(datagram, length);
        List<Attribute> attributes = new ArrayList<>();
        int at = HEAD;
        while (at < length) {
            int size = at + 1 < length ? bytes[at + 1] & 0xff : 0;
            if (size < 2 || at + size > length) {
                return Optional.empty();
            }
            attributes.add(new Attribute(bytes[at] & 0xff, at + 2, size - 2));
            at += size;
        }
        return Optional.of(new Packet(bytes, List.copyOf(attributes)));
    }

    int code() {
        return bytes[0] & 0xff;
    }

    int identifier() {
        return bytes[1] & 0xff;
    }

    byte[] authenticator() {
        return Arrays.copyOfRange(bytes, AUTHENTICATOR, AUTHENTICATOR + AUTHENTICATOR_LENGTH);
    }

    List<Attribute> all(int type) {
        return attributes.stream().filter(one -> one.type() == type).toList();
    }

    byte[] value(Attribute attribute) {
        return Arrays.copyOfRange(bytes, attribute.at(), attribute.at() + attribute.length());
    }

    /// Leaves what is in it out.
    @Override
    public String toString() {
        return "Packet[" + code() + ", " + bytes.length + " B]";
    }
}
