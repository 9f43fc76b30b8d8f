package org.schoolgate.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.filters.category.Category;

/// Writes `docs/configuration.md` from the descriptions that the reader uses.
final class ReferencePage {

    private final StringBuilder out = new StringBuilder();

    /// Where each mapping is told: what is written alike in several places is told at the first.
    private final Map<Keys, String> told = new HashMap<>();

    static String text() {
        ReferencePage page = new ReferencePage();
        page.out.append(
                """
                    # Configuration

                    <!-- Written by the tests from the descriptions that the reader uses: change those, then run them with -Dgolden=write. -->

                    A school has two files in one folder. `schoolgate.yaml` says how the gateway runs, `policy.yaml` what the school has
                    decided. [deploy/example](../deploy/example) holds both; they are also what is built in. Copy them, change them, then:

                    ```
                    ./schoolgate check DIR                       # says everything that is wrong, with file, line and column
                    ./schoolgate explain URL --group staff       # says what would be answered, and why
                    ./schoolgate run --config DIR
                    ```

                    A running gateway reads them again on SIGHUP. Files with anything wrong are refused whole: what was in force stays in
                    force. Editors that know YAML schemas complete and check the files as you write; the first line of each names its schema.

                    Both are YAML 1.2 in UTF-8, at most 1 MiB, without aliases and tags. Durations have a unit (`500ms`, `30s`, `5m`, `2h`), so
                    have sizes (`64 KiB`, `1 GiB`). Times are on a 24-hour clock (`08:30`), dates are written `2026-09-01`.

                    """);
        page.section("`" + GatewayFile.NAME + "`", "", GatewayFile.FILE, 2);
        page.section("`" + PolicyFile.NAME + "`", "", PolicyFile.FILE, 2);
        page.tiers();
        page.categories();
        return page.out.toString().stripTrailing() + "\n";
    }

    private void section(String title, String path, Keys keys, int level) {
        out.append("#".repeat(level)).append(' ').append(title).append("\n\n");
        out.append("| key | what it is for | value | left out | example |\n|---|---|---|---|---|\n");
        for (Key<?> key : keys.all()) {
            Optional<Keys> inner = key.shape().keys();
            boolean mapping = inner.isPresent();
            inner.ifPresent(below -> told.putIfAbsent(below, path + key.name()));
            out.append("| `").append(key.name()).append("` | ").append(cell(key.sentence())).append(" | ")
                    .append(inner.map(below -> told.getOrDefault(below, ""))
                            .map(place -> place.equals(path + key.name())
                                    ? "see [below](#" + anchor(place) + ")"
                                    : "see [`" + place + "`](#" + anchor(place) + ")")
                            .orElseGet(() -> cell(key.shape().words())))
                    .append(" | ")
                    .append(key.required() ? "**required**" : cell(absent(key, mapping)))
                    .append(" | ").append(key.example().isEmpty() ? "" : "`" + cell(key.example()) + "`")
                    .append(" |\n");
        }
        out.append('\n');
        for (Key<?> key : keys.all()) {
            Optional<Keys> inner = key.shape().keys();
            inner.filter(below -> (path + key.name()).equals(told.get(below)))
                    .ifPresent(below -> section("`" + path + key.name() + "`", path + key.name() + ".", below, 3));
        }
    }

    private static String absent(Key<?> key, boolean mapping) {
        String standard = key.standard();
        if (standard == null) {
            return key.absent();
        }
        return mapping ? standard.equals("[]") ? "none" : "what its keys say" : "`" + standard + "`";
    }

    private void tiers() {
        out.append(
                """
                    ## The order of rules

                    Rules are asked by tier, and within a tier from first to last. The first that is about the site, for the group and at
                    that hour decides; where none is, `otherwise` of the group does.

                    | tier | what for | may answer |
                    |---|---|---|
                    | `locked-block` | what nobody may open and no role can switch off | block |
                    | `locked-allow` | what nobody may close, and what is never recorded: helplines, unions | allow |
                    | `exception` | what the school has opened in spite of its restrictions | allow, flag |
                    | `restriction` | what the school has closed, or wants looked at | block, coach, flag |

                    A policy is accepted only where rules of tier `locked-block` close `illegal`, `extremism` and `pornography` for everyone
                    at all hours.

                    """);
    }

    private void categories() {
        out.append(
                "## The built-in categories\n\n| category | as pages call it | subject | use |\n|---|---|---|---|\n");
        for (Category category : CategoryCatalogue.builtIn()) {
            out.append("| `").append(category.slug()).append("` | ").append(category.title())
                    .append(category.sealed() ? " (addresses are never stored or shown)" : "").append(" | ")
                    .append(category.subject()).append(" | ").append(category.use().text()).append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String anchor(String title) {
        return title.replace(".", "");
    }
}
