package org.schoolgate.filters.request;

import java.util.Locale;
import java.util.Optional;

/// The schemes the gateway carries.
public enum Scheme {
    HTTP("http", 80), HTTPS("https", 443), WS("ws", 80), WSS("wss", 443);

    private final String text;
    private final int port;

    Scheme(String text, int port) {
        this.text = text;
        this.port = port;
    }

    /// Reads a scheme in any case, without its colon.
    public static Optional<Scheme> parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "http" -> Optional.of(HTTP);
            case "https" -> Optional.of(HTTPS);
            case "ws" -> Optional.of(WS);
            case "wss" -> Optional.of(WSS);
            default -> Optional.empty();
        };
    }

    public String text() {
        return text;
    }

    /// The port where none is written.
    public int port() {
        return port;
    }
}
