package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The texts that come with the product.
final class Resources {

    private Resources() {}

    /// The lines of a text beside these classes or below; empty where the product has none by that name.
    static Optional<List<String>> lines(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException broken) {
            throw new UncheckedIOException("the product's own text " + name + " cannot be read", broken);
        }
    }
}
