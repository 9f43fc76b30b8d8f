package org.schoolgate.proxy.page;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A visit to the provider of the school's accounts: what ties the way back to the browser that set out. It is a cookie of ten
/// minutes.
///
/// @param browser 32 letters that nobody can guess
record Visit(String browser) {

    private static final String COOKIE = "__Host-visit";
    private static final Pattern BROUGHT = Pattern.compile("(?:^|;)\\s*" + COOKIE + "=([0-9a-f]{32})\\s*(?:;|$)");
    private static final int LONGEST = 4_096;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Visit begin() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return new Visit(HexFormat.of().formatHex(bytes));
    }

    /// The one that a browser comes back from.
    static Optional<Visit> of(String cookies) {
        Matcher brought = BROUGHT.matcher(cookies);
        return brought.find() ? Optional.of(new Visit(brought.group(1))) : Optional.empty();
    }

    /// Sends the browser there.
    Answer leading(URI there) {
        Map<String, String> headers = Html.headers();
        headers.put("Location", there.toString());
        headers.put("Set-Cookie", COOKIE + "=" + browser + "; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax");
        return new Answer(303, "", new byte[0], headers);
    }

    /// A field of a query; empty where it is not there, or longer than any that is meant.
    static String field(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=") && pair.length() <= LONGEST) {
                try {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException notEncoded) {
                    return "";
                }
            }
        }
        return "";
    }

    /// Leaves out what nobody else may know.
    @Override
    public String toString() {
        return "Visit[…]";
    }
}
