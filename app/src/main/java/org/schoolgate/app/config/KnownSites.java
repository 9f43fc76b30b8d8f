package org.schoolgate.app.config;

import java.nio.charset.StandardCharsets;
import org.schoolgate.filters.inner.InnerAddresses;
import org.schoolgate.filters.inner.Wrappers;
import org.schoolgate.filters.site.Families;

/// What comes with the product about the sites of others. Each is read once, when it is first asked for.
public final class KnownSites {

    private static final Families FAMILIES = Families.read(text("site/families.txt"));
    private static final InnerAddresses INNER = new InnerAddresses(
            Wrappers.read(text("inner/wrappers.txt"), FAMILIES));

    private KnownSites() {}

    /// How addresses inside others are found.
    public static InnerAddresses innerAddresses() {
        return INNER;
    }

    private static String text(String name) {
        return new String(Resources.bytes("/org/schoolgate/filters/" + name), StandardCharsets.UTF_8);
    }
}
