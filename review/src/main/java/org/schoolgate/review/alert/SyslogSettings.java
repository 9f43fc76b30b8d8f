package org.schoolgate.review.alert;

/// Where the school's log server is.
///
/// @param host its name
/// @param protocol how lines reach it
public record SyslogSettings(String host, int port, Protocol protocol) {

    /// How lines reach a log server.
    public enum Protocol {
        /// Encrypted (RFC 5425).
        TLS,
        /// In the open (RFC 6587).
        TCP,
        /// In the open, and nobody hears whether they arrived (RFC 5426).
        UDP
    }
}
