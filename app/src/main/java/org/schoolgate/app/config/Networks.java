package org.schoolgate.app.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;

/// How addresses, ports and ranges are written. Names are never looked up.
final class Networks {

    static final Shape<AddressRange> RANGE = Piece.of("a network range, like 10.20.0.0/16",
            "^[0-9a-fA-F:.]+(/[0-9]{1,3})?$", (text, value) -> {
                Optional<AddressRange> range = AddressRange.parse(text);
                if (range.isEmpty()) {
                    Optional<AddressRange> meant = withoutHostBits(text);
                    value.wrong(meant.isPresent()
                            ? value.shown() + " has bits set after its prefix"
                            : value.shown() + " is not a network range",
                            meant.map(clean -> "write " + clean
                                    + " for the whole range, or the address alone for one machine")
                                    .orElse("write an address and how many of its bits are fixed, like 10.20.0.0/16"));
                }
                return range;
            });

    /// An address and a port to listen on; port 0 takes any free one.
    static final Shape<InetSocketAddress> LISTEN = address("an address and port to listen on", "127.0.0.1:3128", 0, -1);

    /// A name server: an address, and a port unless it is 53.
    static final Shape<InetSocketAddress> NAME_SERVER = address("a name server's address", "10.20.0.53", 1, 53);

    private Networks() {}

    /// @param otherwise the port where none is written; -1 where it must be
    private static Shape<InetSocketAddress> address(String noun, String example, int leastPort, int otherwise) {
        return Piece.of(noun + ", like " + example, "^[0-9a-fA-F:.\\[\\]]+$", (text, value) -> {
            int colon = text.lastIndexOf(':');
            boolean hasPort = colon >= 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
            String host = hasPort ? text.substring(0, colon) : text;
            String port = hasPort ? text.substring(colon + 1) : "";
            Optional<IpAddress> address = IpAddress.parse(
                    host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
            if (address.isEmpty()) {
                value.wrong(value.shown() + " is not " + noun, host.equals("localhost")
                        ? "write 127.0.0.1" + (hasPort ? ":" + port : "") + "; names are not looked up here"
                        : "write it like " + example);
                return Optional.empty();
            }
            if (!hasPort && otherwise < 0) {
                value.wrong(value.shown() + " has no port", "write it like " + example);
                return Optional.empty();
            }
            int number = !hasPort ? otherwise : port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1;
            if (number < leastPort || number > 65_535) {
                value.wrong("'" + port + "' is not a port",
                        "write a number from " + Math.max(leastPort, 1) + " to 65535");
                return Optional.empty();
            }
            return Optional.of(new InetSocketAddress(inet(address.get()), number));
        });
    }

    private static InetAddress inet(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.bytes());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of 4 or 16 bytes is always known", impossible);
        }
    }

    /// What `10.20.3.4/16` should have been; empty where it is no range at all.
    private static Optional<AddressRange> withoutHostBits(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
        int bits = Integer.parseInt(text.substring(slash + 1));
        return address.flatMap(given -> {
            byte[] bytes = given.bytes();
            for (int bit = bits; bit < bytes.length * 8; bit++) {
                bytes[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
            }
            return AddressRange.parse(IpAddress.ofBytes(bytes) + "/" + bits);
        });
    }
}
