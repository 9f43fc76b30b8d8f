package org.schoolgate.filters.request;

import java.util.Optional;

/// A block of addresses in CIDR notation, such as `10.20.0.0/16` or `fd00::/8`.
///
/// @param network the first address; the bits after the prefix are zero
/// @param prefix how many leading bits are fixed, counted in the 128 bits of [IpAddress] (so an IPv4 `/16` is 112)
public record AddressRange(IpAddress network, int prefix) {

    public AddressRange {
        if (prefix < 0 || prefix > 128 || !masked(network, prefix).equals(network)) {
            throw new IllegalArgumentException("no range starts at " + network + " with " + prefix + " fixed bits");
        }
    }

    /// Reads `ADDRESS/BITS`, or a single address. Bits set after the prefix are an error, as they are usually a slip.
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        boolean v4 = text.indexOf(':') < 0;
        int width = v4 ? 32 : 128;
        String bits = slash < 0 ? Integer.toString(width) : text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > width) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(bits) + (v4 ? 96 : 0);
        return masked(address.get(), prefix).equals(address.get())
                ? Optional.of(new AddressRange(address.get(), prefix))
                : Optional.empty();
    }

    public boolean contains(IpAddress address) {
        return ((address.high() ^ network.high()) & highMask(prefix)) == 0
                && ((address.low() ^ network.low()) & lowMask(prefix)) == 0;
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        return network + "/" + (network.isV4() && prefix >= 96 ? prefix - 96 : prefix);
    }

    private static IpAddress masked(IpAddress address, int prefix) {
        return new IpAddress(address.high() & highMask(prefix), address.low() & lowMask(prefix));
    }

    private static long highMask(int prefix) {
        return prefix == 0 ? 0 : -1L << Math.max(0, 64 - prefix);
    }

    private static long lowMask(int prefix) {
        return prefix <= 64 ? 0 : -1L << (128 - prefix);
    }
}
