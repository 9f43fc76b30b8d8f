package org.schoolgate.review.alert;

import java.net.URI;

/// Where the webhook is.
///
/// @param address an address that begins with `https`, or with `http` on this very machine
/// @param secret what both sides know and nobody else does
public record WebhookSettings(URI address, String secret) {

    /// Without the secret, and without what follows the host, which may be one.
    @Override
    public String toString() {
        return "WebhookSettings[" + address.getHost() + "]";
    }
}
