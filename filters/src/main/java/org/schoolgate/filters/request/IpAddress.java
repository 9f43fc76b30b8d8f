package org.schoolgate.filters.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address as 128 bits. IPv4 is held as IPv4-mapped IPv6 (`::ffff:a.b.c.d`), so both spellings of
/// one machine are one value and get one verdict.
///
/// @param high the upper 64 bits
/// @param low the lower 64 bits
public record IpAddress(long high, long low) implements Host {

    private static final long V4_MARK = 0xffffL << 32;

    private static final int SIX_TO_FOUR = 0x2002;
    private static final int TEREDO = 0x2001_0000;
    private static final long NAT64 = 0x0064_ff9bL << 32;

    /// The IPv4 address with these 32 bits.
    public static IpAddress ofV4(int bits) {
        return new IpAddress(0, V4_MARK | Integer.toUnsignedLong(bits));
    }

    /// From 4 or 16 bytes in network order, as `InetAddress.getAddress()` gives them.
    ///
    /// @throws IllegalArgumentException for any other length
    public static IpAddress ofBytes(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> ofV4((int) read(bytes, 0, 4));
            case 16 -> new IpAddress(read(bytes, 0, 8), read(bytes, 8, 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    /// Reads an address as people write it: dotted IPv4 or IPv6 without brackets.
    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    public boolean isV4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /// The IPv4 machine that an IPv6 address leads to, where it is made from an IPv4 address: by 6to4 (`2002::/16`), NAT64
    /// (`64:ff9b::/96`), Teredo (`2001::/32`, the client's, which is written with each bit turned over), or as the old
    /// IPv4-compatible form (`::a.b.c.d`). Empty for all others, and for IPv4 itself, of which the mapped form
    /// (`::ffff:a.b.c.d`) is but another spelling.
    ///
    /// Both addresses lead to one machine, so whoever judges an address judges the one within it, too.
    public Optional<IpAddress> embeddedV4() {
        if (high >>> 48 == SIX_TO_FOUR) {
            return Optional.of(ofV4((int) (high >>> 16)));
        }
        if (high >>> 32 == TEREDO) {
            return Optional.of(ofV4((int) ~low));
        }
        boolean nat64 = high == NAT64 && low >>> 32 == 0;
        // Not :: and ::1, which are addresses in their own right.
        boolean compatible = high == 0 && low >>> 32 == 0 && low > 1;
        return nat64 || compatible ? Optional.of(ofV4((int) low)) : Optional.empty();
    }

    /// 4 bytes for IPv4, 16 for IPv6, in network order.
    public byte[] bytes() {
        int length = isV4() ? 4 : 16;
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            int fromEnd = length - 1 - i;
            out[i] = (byte) (fromEnd < 8 ? low >>> (8 * fromEnd) : high >>> (8 * (fromEnd - 8)));
        }
        return out;
    }

    @Override
    public String text() {
        return isV4() ? toString() : "[" + this + "]";
    }

    /// Dotted IPv4, or IPv6 as RFC 5952 writes it, without brackets.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        writeTo(out);
        return out.toString();
    }

    /// Appends what [#toString] says to `out`, and leaves no garbage.
    public void writeTo(StringBuilder out) {
        if (isV4()) {
            out.append(low >>> 24 & 0xff).append('.').append(low >>> 16 & 0xff).append('.').append(low >>> 8 & 0xff)
                    .append('.').append(low & 0xff);
            return;
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && group(j) == 0) {
                j++;
            }
            if (j - i > gapLength) {
                gapStart = i;
                gapLength = j - i;
            }
            i = Math.max(i, j - 1);
        }
        for (int i = 0; i < 8; i++) {
            if (i == gapStart) {
                out.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && i != gapStart + gapLength) {
                out.append(':');
            }
            writeHex(group(i), out);
        }
    }

    /// One of the eight groups of 16 bits.
    private int group(int i) {
        return (int) ((i < 4 ? high >>> (48 - 16 * i) : low >>> (112 - 16 * i)) & 0xffff);
    }

    /// Without leading zeros.
    private static void writeHex(int group, StringBuilder out) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            if (group >>> shift != 0 || shift == 0) {
                out.append(Character.forDigit(group >>> shift & 15, 16));
            }
        }
    }

    /// Whether the last label of a name is a number, so that browsers take the whole for an IPv4 address.
    static boolean endsInNumber(String name) {
        int start = name.lastIndexOf('.') + 1;
        if (start == name.length()) {
            return false;
        }
        for (int i = start; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return name.startsWith("0x", start) && looseNumber(name.substring(start)) >= 0;
            }
        }
        return true;
    }

    /// Four plain decimal numbers, no leading zeros.
    static Optional<IpAddress> parseV4(String text) {
        int bits = 0;
        int parts = 0;
        int number = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (number < 0 || ++parts > 4) {
                    return Optional.empty();
                }
                bits = bits << 8 | number;
                number = -1;
            } else if (c < '0' || c > '9' || number == 0) {
                return Optional.empty();
            } else {
                number = Math.max(number, 0) * 10 + (c - '0');
                if (number > 255) {
                    return Optional.empty();
                }
            }
        }
        return parts == 4 ? Optional.of(ofV4(bits)) : Optional.empty();
    }

    /// One to four numbers, each decimal, octal (`017`) or hexadecimal (`0x1f`), as the WHATWG URL standard reads them.
    static Optional<IpAddress> parseLooseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return Optional.empty();
        }
        long bits = 0;
        for (int i = 0; i < parts.length; i++) {
            long number = looseNumber(parts[i]);
            boolean last = i == parts.length - 1;
            long limit = last ? 1L << (8 * (5 - parts.length)) : 256;
            if (number < 0 || number >= limit) {
                return Optional.empty();
            }
            bits = last ? bits << (8 * (4 - i)) | number : bits << 8 | number;
        }
        return Optional.of(ofV4((int) bits));
    }

    /// Reads IPv6 without brackets, with `::` and a dotted IPv4 tail; a zone (`%eth0`) is refused.
    static Optional<IpAddress> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int @Nullable [] front = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        int @Nullable [] back = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true);
        if (front == null || back == null) {
            return Optional.empty();
        }
        int given = front.length + back.length;
        if (gap < 0 ? given != 8 : given > 7) {
            return Optional.empty();
        }
        int[] all = new int[8];
        System.arraycopy(front, 0, all, 0, front.length);
        System.arraycopy(back, 0, all, 8 - back.length, back.length);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | all[i];
            low = low << 16 | all[i + 4];
        }
        return Optional.of(new IpAddress(high, low));
    }

    /// The 16-bit groups of one side of `::`; null where one is no group.
    private static int @Nullable [] groups(String side, boolean mayEndInV4) {
        if (side.isEmpty()) {
            return new int[0];
        }
        String[] parts = side.split(":", -1);
        String last = parts[parts.length - 1];
        Optional<IpAddress> tail = last.indexOf('.') >= 0 ? parseV4(last) : Optional.empty();
        if (last.indexOf('.') >= 0 && (tail.isEmpty() || !mayEndInV4)) {
            return null;
        }
        int plain = tail.isPresent() ? parts.length - 1 : parts.length;
        int[] out = new int[plain + (tail.isPresent() ? 2 : 0)];
        if (out.length > 8) {
            return null;
        }
        for (int i = 0; i < plain; i++) {
            int group = group(parts[i]);
            if (group < 0) {
                return null;
            }
            out[i] = group;
        }
        if (tail.isPresent()) {
            out[plain] = (int) (tail.get().low >>> 16 & 0xffff);
            out[plain + 1] = (int) (tail.get().low & 0xffff);
        }
        return out;
    }

    /// One to four hexadecimal digits, or -1.
    private static int group(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        int group = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            group = group << 4 | digit;
        }
        return group;
    }

    /// A WHATWG IPv4 number, or -1. Numbers beyond 33 bits come back as some number beyond 32 bits.
    private static long looseNumber(String part) {
        if (part.isEmpty()) {
            return -1;
        }
        boolean hex = part.startsWith("0x") || part.startsWith("0X");
        boolean octal = !hex && part.length() > 1 && part.charAt(0) == '0';
        String digits = hex ? part.substring(2) : octal ? part.substring(1) : part;
        if (digits.isEmpty()) {
            return 0;
        }
        int radix = hex ? 16 : octal ? 8 : 10;
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            number = Math.min(number * radix + digit, 1L << 33);
        }
        return number;
    }

    private static long read(byte[] bytes, int from, int count) {
        long out = 0;
        for (int i = 0; i < count; i++) {
            out = out << 8 | (bytes[from + i] & 0xff);
        }
        return out;
    }
}
