package org.schoolgate.proxy.listen;

/// What the first byte of a connection says about the rest.
public enum FirstByte {
    /// A record of a TLS handshake.
    TLS,
    /// A letter, as every HTTP method begins.
    HTTP,
    /// Something else, or an older TLS.
    NEITHER;

    private static final int HANDSHAKE = 0x16;

    /// Reads it.
    ///
    /// @param b 0 to 255
    public static FirstByte of(int b) {
        if (b == HANDSHAKE) {
            return TLS;
        }
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' ? HTTP : NEITHER;
    }
}
