package org.schoolgate.app.config;

import java.nio.charset.StandardCharsets;
import org.schoolgate.filters.inner.InnerAddresses;
import org.schoolgate.filters.inner.Wrappers;
import org.schoolgate.filters.mode.Accounts;
import org.schoolgate.filters.mode.KnownModes;
import org.schoolgate.filters.mode.SearchTable;
import org.schoolgate.filters.site.Families;

/// What comes with the product about the sites of others. Each is read once, when it is first asked for.
public final class KnownSites {

    private static final Families FAMILIES = Families.read(text("site/families.txt"));
    private static final InnerAddresses INNER = new InnerAddresses(
            Wrappers.read(text("inner/wrappers.txt"), FAMILIES));

    private static final KnownModes MODES = new KnownModes(SearchTable.read(text("mode/search.txt"), FAMILIES),
            Accounts.read(text("mode/accounts.txt"), FAMILIES));

    private KnownSites() {}

    /// What modes the sites of others have.
    public static KnownModes modes() {
        return MODES;
    }

    /// How addresses inside others are found.
    public static InnerAddresses innerAddresses() {
        return INNER;
    }

    private static String text(String name) {
        return new String(Resources.bytes("/org/schoolgate/filters/" + name), StandardCharsets.UTF_8);
    }
}
