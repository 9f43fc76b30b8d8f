package org.schoolgate.review.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of a record that no query asks for, as JSON. Every name in it is spelled out here, so that no renaming in the
/// code changes what is stored; a new spelling gets a new [#FORMAT].
record Evidence(
        String groupTitle,
        String ruleTitle,
        Optional<Clause> clause,
        List<CategoryName> categories,
        List<RecordedListing> listings,
        Signals signals,
        Circumstances circumstances,
        Ground ground,
        Optional<RecordedBasis> basis,
        Identity identity,
        Optional<String> statement,
        int before) {

    /// What stands in the row's column `format`. Since 2 there are `around` and `ground`, since 3 there may be `basis`, since 4 `who`,
    /// `said` and `before`.
    static final int FORMAT = 4;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Evidence of(RecordedAccess access) {
        return new Evidence(access.groupTitle(), access.ruleTitle(), access.clause(), access.categories(),
                access.listings(), access.signals(), access.circumstances(), access.ground(),
                access.basis(), access.identity(), access.statement(), access.before());
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("group", groupTitle);
        root.put("reason", ruleTitle);
        clause.ifPresent(sentence -> root.putObject("clause").put("quote", sentence.quote())
                .put("source", sentence.source()));
        ArrayNode names = root.putArray("categories");
        for (CategoryName name : categories) {
            names.addObject().put("slug", name.slug()).put("title", name.title()).put("subject", name.subject());
        }
        writeListings(listings, root.putArray("listings"));
        writeSignals(root.putObject("signals"));
        writeCircumstances(root.putObject("around"));
        root.put("ground", Sql.word(ground));
        basis.ifPresent(made -> writeBasis(made, root.putObject("basis")));
        writeIdentity(root);
        statement.ifPresent(words -> root.put("said", words));
        if (before > 0) {
            root.put("before", before);
        }
        return root.toString();
    }

    private static void writeListings(List<RecordedListing> listings, ArrayNode lines) {
        for (RecordedListing listing : listings) {
            ObjectNode line = lines.addObject();
            listing.entry().ifPresent(entry -> line.put("entry", entry));
            line.put("category", listing.category()).put("list", listing.list()).put("version", listing.version())
                    .put("line", listing.line());
        }
    }

    private static void writeBasis(RecordedBasis made, ObjectNode node) {
        node.put("policy", made.policy()).put("lists", made.lists());
        writeListings(made.entries(), node.putArray("entries"));
        node.put("query-counted", made.queryCounted()).put("claimed", made.claimed());
    }

    private void writeSignals(ObjectNode node) {
        node.put("mode", Sql.word(signals.mode())).put("method", signals.method());
        signals.fetchSite().ifPresent(text -> node.put("fetch-site", text));
        signals.fetchMode().ifPresent(text -> node.put("fetch-mode", text));
        signals.fetchDest().ifPresent(text -> node.put("fetch-dest", text));
        node.put("fetch-user", signals.fetchUser());
        signals.purpose().ifPresent(text -> node.put("purpose", text));
        signals.refererHost().ifPresent(text -> node.put("referer-host", text));
        signals.accept().ifPresent(text -> node.put("accept", text));
        signals.userAgent().ifPresent(text -> node.put("user-agent", text));
    }

    private void writeIdentity(ObjectNode root) {
        switch (identity) {
            case Identity.Unknown() -> {
                // Then there is nothing to say.
            }
            case Identity.OneOf(int several) -> root.putObject("who").put("several", several);
            case Identity.Known known -> root.putObject("who").put("account", known.person().account())
                    .put("source", known.source().text()).put("since", known.since().toEpochMilli());
        }
    }

    private void writeCircumstances(ObjectNode node) {
        node.put("redirected", circumstances.redirected()).put("new-sites", circumstances.newSites());
        circumstances.sinceOther().ifPresent(time -> node.put("other-site-ms", time.toMillis()));
        circumstances.sinceSame().ifPresent(time -> node.put("same-site-ms", time.toMillis()));
    }

    static Evidence parse(String json) {
        JsonNode root = JSON.readTree(json);
        List<CategoryName> categories = new ArrayList<>();
        for (JsonNode name : root.path("categories")) {
            categories.add(new CategoryName(text(name, "slug"), text(name, "title"), text(name, "subject")));
        }
        Optional<Clause> clause = root.has("clause")
                ? Optional.of(new Clause(text(root.path("clause"), "quote"), text(root.path("clause"), "source")))
                : Optional.empty();
        return new Evidence(text(root, "group"), text(root, "reason"), clause, categories,
                readListings(root.path("listings")),
                readSignals(root.path("signals")), readCircumstances(root.path("around")),
                textIfAny(root, "ground").map(word -> Sql.read(Ground.class, word)).orElse(Ground.NOT_GRADED),
                root.has("basis") ? Optional.of(readBasis(root.path("basis"))) : Optional.empty(),
                root.has("who") ? readIdentity(root.path("who")) : Identity.UNKNOWN, textIfAny(root, "said"),
                root.path("before").asInt(0));
    }

    private static Identity readIdentity(JsonNode node) {
        return node.has("account")
                ? new Identity.Known(new Person(text(node, "account")), Set.of(),
                        Sql.read(Identity.Source.class, text(node, "source")),
                        Instant.ofEpochMilli(node.path("since").asLong(0)))
                : new Identity.OneOf(node.path("several").asInt(0));
    }

    private static List<RecordedListing> readListings(JsonNode lines) {
        List<RecordedListing> listings = new ArrayList<>();
        for (JsonNode line : lines) {
            listings.add(new RecordedListing(textIfAny(line, "entry"), text(line, "category"), text(line, "list"),
                    text(line, "version"), line.path("line").asLong(0)));
        }
        return listings;
    }

    private static RecordedBasis readBasis(JsonNode node) {
        return new RecordedBasis(text(node, "policy"), text(node, "lists"), readListings(node.path("entries")),
                node.path("query-counted").asBoolean(false), node.path("claimed").asBoolean(false));
    }

    private static Signals readSignals(JsonNode node) {
        return new Signals(Sql.read(Signals.Mode.class, text(node, "mode")), text(node, "method"),
                textIfAny(node, "fetch-site"), textIfAny(node, "fetch-mode"), textIfAny(node, "fetch-dest"),
                node.path("fetch-user").asBoolean(false), textIfAny(node, "purpose"), textIfAny(node, "referer-host"),
                textIfAny(node, "accept"), textIfAny(node, "user-agent"));
    }

    private static Circumstances readCircumstances(JsonNode node) {
        return new Circumstances(node.path("redirected").asBoolean(false), node.path("new-sites").asInt(0),
                timeIfAny(node, "other-site-ms"), timeIfAny(node, "same-site-ms"));
    }

    private static Optional<Duration> timeIfAny(JsonNode node, String name) {
        return node.has(name) ? Optional.of(Duration.ofMillis(node.path(name).asLong(0))) : Optional.empty();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static Optional<String> textIfAny(JsonNode node, String name) {
        return node.has(name) ? Optional.of(text(node, name)) : Optional.empty();
    }
}
