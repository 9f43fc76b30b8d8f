package org.schoolgate.proxy.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.schoolgate.filters.mode.Accounts;
import org.schoolgate.filters.mode.KnownModes;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.mode.SearchTable;
import org.schoolgate.filters.site.Families;

/// Modes by the product's own files.
final class ShippedModes {

    private static final KnownModes KNOWN = known();

    private ShippedModes() {}

    static Modes of(Modes.Choice choice) {
        return new Modes(choice, KNOWN);
    }

    private static KnownModes known() {
        Families families = Families.read(text("site/families.txt"));
        return new KnownModes(SearchTable.read(text("mode/search.txt"), families),
                Accounts.read(text("mode/accounts.txt"), families));
    }

    private static String text(String name) {
        try (var in = Modes.class.getResourceAsStream("/org/schoolgate/filters/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
