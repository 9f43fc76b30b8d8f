package org.schoolgate.filters.inner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.schoolgate.filters.site.Families;

/// The product's own files, as the app reads them.
public final class Shipped {

    private Shipped() {}

    /// The text of a file of this module, such as `inner/wrappers.txt`.
    public static String text(String name) {
        try (var in = Families.class.getResourceAsStream("/org/schoolgate/filters/" + name)) {
            return new String(java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static Families families() {
        return Families.read(text("site/families.txt"));
    }

    public static InnerAddresses inner() {
        return new InnerAddresses(Wrappers.read(text("inner/wrappers.txt"), families()));
    }
}
