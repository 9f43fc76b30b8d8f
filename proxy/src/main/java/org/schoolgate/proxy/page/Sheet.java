package org.schoolgate.proxy.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;

/// The one stylesheet of all pages, as it stands inside them, and the security policy that lets in these very bytes.
///
/// @param element the `<style>` element
/// @param policy the `Content-Security-Policy`
record Sheet(String element, String policy) {

    /// The same policy for a page whose form goes to the site that it is shown on.
    String asking() {
        return policy.replace("form-action 'none'", "form-action 'self'");
    }

    /// Reads it from beside this class.
    static Sheet load() {
        String css;
        try (InputStream in = Sheet.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is missing beside " + Sheet.class.getName());
            }
            css = squeezed(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("page.css cannot be read", unreadable);
        }
        return new Sheet("<style>" + css + "</style>",
                "default-src 'none'; style-src 'sha256-" + sha256(css)
                        + "'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
    }

    /// Without comments, indents and line ends.
    private static String squeezed(String css) {
        return css.replaceAll("(?s)/\\*.*?\\*/", "").lines().map(String::strip).collect(Collectors.joining());
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
