package org.schoolgate.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Files that are packed into the product.
final class Resources {

    private Resources() {}

    /// The bytes of a file beside this class, or in another module where its name begins with `/`.
    static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("'" + name + "' is missing from the product; build it anew");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
