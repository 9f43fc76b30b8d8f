package org.schoolgate.filters.request;

import java.util.Optional;

/// The two halves of `host:port`, unread.
///
/// @param port what stands after the colon; empty where there is no colon
record Authority(String host, String port) {

    static Authority split(String authority) {
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        return colon < 0
                ? new Authority(authority, "")
                : new Authority(authority.substring(0, colon), authority.substring(colon + 1));
    }

    /// Reads decimal digits, leading zeros allowed; `otherwise` for an empty port.
    static Optional<Integer> readPort(String port, int otherwise) {
        if (port.isEmpty()) {
            return otherwise == 0 ? Optional.empty() : Optional.of(otherwise);
        }
        int number = 0;
        for (int i = 0; i < port.length(); i++) {
            char c = port.charAt(i);
            if (c < '0' || c > '9' || number > 65_535) {
                return Optional.empty();
            }
            number = number * 10 + (c - '0');
        }
        return number >= 1 && number <= 65_535 ? Optional.of(number) : Optional.empty();
    }
}
