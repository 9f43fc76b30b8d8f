package org.schoolgate.proxy.identity;

import java.util.Base64;
import java.util.Optional;

/// A name and a password as a request carries them (Basic, [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
///
/// @param name as it was typed
/// @param password never empty: some directories let anyone in who gives none
record Credentials(String name, String password) {

    private static final String BASIC = "basic ";
    private static final int LONGEST = 2_048;

    /// Reads the value of `Proxy-Authorization`; empty where it is nothing of this kind.
    static Optional<Credentials> read(String authorization) {
        if (authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String pair;
        try {
            pair = AccountNames.decoded(Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        return colon < 1 || colon == pair.length() - 1 || pair.chars().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    /// Leaves out both, so that no stray log line has them.
    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
