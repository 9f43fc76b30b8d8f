package org.schoolgate.proxy.listen;

import java.net.InetSocketAddress;
import java.util.Locale;

/// A port that takes connections which devices made to somewhere else.
///
/// @param listen where the firewall hands them over; port 0 lets the system choose
/// @param mode how it does so
public record Interception(InetSocketAddress listen, Mode mode) {

    /// How the firewall hands over.
    public enum Mode {
        /// The packets stay as they are, and a transparent socket takes them. Needs `CAP_NET_RAW`.
        TPROXY,
        /// The destination is rewritten to this machine, and the system remembers the original. Needs no capability.
        REDIRECT;

        private final String text = name().toLowerCase(Locale.ROOT);

        /// As the configuration spells it.
        public String text() {
            return text;
        }
    }
}
