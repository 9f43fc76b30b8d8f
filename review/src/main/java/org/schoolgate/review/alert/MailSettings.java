package org.schoolgate.review.alert;

import java.util.Optional;

/// How mail leaves the gateway.
///
/// @param host the mail server's name
/// @param security how the way there is encrypted
/// @param user whom to sign in as; empty where the server takes mail from this machine without
/// @param password its password; empty where there is no user
/// @param from the address that messages come from
public record MailSettings(String host, int port, Security security, Optional<String> user, Optional<String> password,
        String from) {

    /// How the way to the server is encrypted.
    public enum Security {
        /// From the first byte, mostly on port 465.
        TLS,
        /// After a greeting in the open, mostly on port 587. A server that does not offer it is not used.
        STARTTLS,
        /// Not at all: for a server on this very machine.
        NONE
    }

    /// Without the password.
    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}
