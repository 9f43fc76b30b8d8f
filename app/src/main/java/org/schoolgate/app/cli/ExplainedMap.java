package org.schoolgate.app.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.request.Request;

/// An answer and how it came about, for programs.
final class ExplainedMap {

    private ExplainedMap() {}

    static Map<String, @Nullable Object> of(Explained explained, ZoneId zone) {
        Request request = explained.request();
        Decision decision = explained.decision();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("verdict", decision.verdict().text());
        map.put("categories", explained.about().stream().map(Category::slug).toList());
        map.put("uses", ExplainedWords.uses(explained.about()));
        map.put("rule", decision.reason().rule());
        map.put("terms", ExplainedWords.terms(decision.terms()));
        map.put("ruleBecause", ExplainedWords.because(explained).orElse(null));
        map.put("wouldHave", decision.terms().shadow().map(
                shadow -> Map.of("rule", shadow.rule(), "verdict", shadow.verdict().text())).orElse(null));
        map.put("clause", decision.reason().clause().orElse(null));
        map.put("reason", decision.reason().sentence());
        map.put("entry", decision.listings().stream().findFirst().map(ExplainedMap::of).orElse(null));
        map.put("entries", decision.listings().stream().map(ExplainedMap::of).toList());
        map.put("holdsUntil", holdsUntil(decision, zone));
        map.put("trace", request.trace().toString());
        map.put("recorded", decision.recorded());
        map.put("group", decision.group().name());
        map.put("placed", explained.placing().claims().stream()
                .map(claim -> Map.of("group", claim.group().name(), "by", claim.by().name().toLowerCase(Locale.ROOT),
                        "what",
                        claim.what()))
                .toList());
        map.put("target", request.target().text());
        map.put("look", decision.look().text());
        map.put("revocation", decision.demands().proof() ? "hard" : "soft");
        map.put("oldProtocols", decision.demands().oldProtocols());
        map.put("at", request.at().atZone(zone).toOffsetDateTime().toString());
        map.put("hours", explained.own().hours().text());
        map.put("hoursOf", explained.own().whose().name().toLowerCase(Locale.ROOT));
        map.put("snapshot", decision.snapshot());
        map.put("inside", explained.inside().stream().map(ExplainedMap::of).toList());
        map.put("steps", explained.own().steps().stream()
                .map(step -> Map.of("rule", step.rule().name(), "title", step.rule().title(), "tier",
                        step.rule().tier().text(), "outcome", step.outcome().name().toLowerCase(Locale.ROOT)))
                .toList());
        return map;
    }

    private static Map<String, Object> of(Explained.Inside inside) {
        Decision decision = inside.explanation().decision();
        return Map.of("target", inside.target().text(), "verdict", decision.verdict().text(), "rule",
                decision.reason().rule(), "reason", decision.reason().sentence(), "categories",
                inside.about().stream().map(Category::slug).toList());
    }

    private static Map<String, Object> of(Listing listing) {
        return Map.of("entry", listing.entry(), "category", listing.category().slug(), "list", listing.list(),
                "version",
                listing.version(), "line", listing.line());
    }

    private static @Nullable String holdsUntil(Decision decision, ZoneId zone) {
        return decision.holdsUntil().equals(Instant.MAX)
                ? null
                : decision.holdsUntil().atZone(zone).toOffsetDateTime().toString();
    }
}
