package org.schoolgate.app.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schoolgate.app.config.KnownSites;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.app.replay.Replayed.Difference;
import org.schoolgate.blocklists.build.FewEntries;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.inner.InnerDecider;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.Why;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedBasis;
import org.schoolgate.review.store.RecordedListing;

/// Decides records once more: the request of then, the text of the policy of then read by the parser that reads the one of
/// today, and an index of the list entries that spoke then, asked by the engine that asks the one of today. It takes a part
/// of a millisecond. For one thread.
public final class Replay implements AutoCloseable {

    /// How many indexes are kept.
    private static final int MOST = 500;

    private final KeptPolicies policies;
    private final Map<String, Then> engines = new HashMap<>();
    private final Map<Material, DomainIndex> indexes = new HashMap<>();

    /// What an index is made of.
    private record Material(String policy, List<RecordedListing> entries) {}

    /// A policy of then, compiled once, and the lists that it asks, which are others for each record.
    private record Then(PolicyEngine engine, ListsOfThen lists) {

        static Then of(SchoolPolicy policy) {
            var lists = new ListsOfThen();
            return new Then(new PolicyEngine(policy.categories(), lists, policy.policies(), "then"), lists);
        }
    }

    /// @param texts finds a kept text by its SHA-256
    public Replay(Function<String, Optional<KeptText>> texts) {
        this.policies = new KeptPolicies(texts);
    }

    /// What a record can be decided from once more.
    private sealed interface Ground {

        /// All that was there then.
        ///
        /// @param target the address; of a sealed one, a name that stands for it
        record Some(RecordedBasis basis, SchoolPolicy policy, DomainIndex lists, Target target) implements Ground {}

        /// Something is not there.
        record None(Replayed.Impossible why) implements Ground {

            None(String why, boolean wrong) {
                this(new Replayed.Impossible(why, wrong));
            }
        }
    }

    /// Decides one record once more.
    public Replayed replay(RecordedAccess access) {
        return switch (ground(access)) {
            case Ground.None(Replayed.Impossible why) -> why;
            case Ground.Some(RecordedBasis basis, SchoolPolicy policy, DomainIndex lists, Target target) ->
                access.sealed()
                        ? sealed(access, basis, policy, lists)
                        : open(access, basis, policy, lists, target);
        };
    }

    private Ground ground(RecordedAccess access) {
        if (access.fault()) {
            return new Ground.None("the filter itself failed then, so nothing was decided", false);
        }
        if (access.basis().isEmpty()) {
            return new Ground.None("the policy of then is not kept: the record is older than that", false);
        }
        RecordedBasis basis = access.basis().get();
        Optional<String> lists = policies.wrong(basis.lists(), "the text that says which lists were in force");
        if (lists.isPresent()) {
            return new Ground.None(lists.get(), true);
        }
        return switch (policies.policy(basis.policy())) {
            case KeptPolicies.Kept.Bad(String why) -> new Ground.None(why, true);
            case KeptPolicies.Kept.Good(SchoolPolicy policy) ->
                access.sealed() ? sealedGround(access, basis, policy) : openGround(access, basis, policy);
        };
    }

    private Ground openGround(RecordedAccess access, RecordedBasis basis, SchoolPolicy policy) {
        if (basis.entries().stream().anyMatch(entry -> entry.entry().filter(Listing.BY_DIGEST::equals).isPresent())) {
            return new Ground.None("a list named it by a digest, and what is in such a list is kept in no record",
                    false);
        }
        if (basis.queryCounted()) {
            return new Ground.None("an address inside it stood in what follows the “?”, which no record keeps", false);
        }
        Optional<Target> target = access.asked();
        if (target.isEmpty()) {
            return new Ground.None("its address was too long to be kept whole", false);
        }
        try {
            return new Ground.Some(basis, policy, index(new Material(basis.policy(), basis.entries()), policy),
                    target.get());
        } catch (IllegalArgumentException unreadable) {
            return new Ground.None("a list entry of then cannot be read: " + unreadable.getMessage(), true);
        }
    }

    private static Ground sealedGround(RecordedAccess access, RecordedBasis basis, SchoolPolicy policy) {
        Set<String> slugs = access.categories().stream().map(CategoryName::slug).collect(Collectors.toSet());
        for (String slug : slugs) {
            if (policy.categories().find(slug).isEmpty()) {
                return new Ground.None("the policy of then knows no category '" + slug + "'", true);
            }
        }
        return new Ground.Some(basis, policy, new SealedAddress(policy.categories().set(slugs)), SealedAddress.TARGET);
    }

    /// How a record came to its answer, step by step, by what was in force then. Of a sealed address the rules see the categories
    /// alone.
    public Why.Then explain(RecordedAccess access) {
        return switch (ground(access)) {
            case Ground.None(Replayed.Impossible(String why, boolean _)) -> new Why.Then.Unknown(why);
            case Ground.Some(RecordedBasis basis, SchoolPolicy policy, DomainIndex lists, Target target) ->
                new Why.Then.Known(Explained.of(engine(policy, lists), KnownSites.innerAddresses(),
                        request(access, basis, target)));
        };
    }

    private Replayed open(RecordedAccess access, RecordedBasis basis, SchoolPolicy policy, DomainIndex lists,
            Target target) {
        Decision now = asThen(access, decide(policy, lists, request(access, basis, target)));
        List<Difference> differences = compared(access, policy, now);
        differ(differences, "reason", access.ruleTitle(), now.reason().sentence());
        differ(differences, "entries", spelled(access.listings()), spelled(now.listings().stream()
                .map(listing -> new RecordedListing(Optional.of(listing.entry()), listing.category().slug(),
                        listing.list(), listing.version(), listing.line()))
                .toList()));
        return differences.isEmpty() ? new Replayed.Same(false) : new Replayed.Differs(differences);
    }

    private Decision decide(SchoolPolicy policy, DomainIndex lists, Request request) {
        return new InnerDecider(engine(policy, lists), KnownSites.innerAddresses()).decide(request);
    }

    private PolicyEngine engine(SchoolPolicy policy, DomainIndex lists) {
        Then then = engines.computeIfAbsent(policy.text().sha256(), _ -> Then.of(policy));
        then.lists().are(lists);
        return then.engine();
    }

    /// The rules' answer with what the person had done by then: answered a question, or used up a day's minutes. That they had
    /// is what the record says, and no rule can say it again; that the rules asked, or gave so many minutes, is decided anew. So
    /// is what they answer where a register's entry had lapsed; the registers of then are not kept.
    private static Decision asThen(RecordedAccess access, Decision now) {
        if (access.verdict() == Verdict.ALLOW && now.verdict() == Verdict.COACH
                && access.ruleTitle().endsWith(Reason.Opened.ENDING)) {
            return now.opened(now.holdsUntil(), true);
        }
        if (access.verdict() == Verdict.BLOCK && now.verdict() != Verdict.BLOCK
                && access.ruleTitle().endsWith(Reason.Spent.ENDING)) {
            return now.terms().quota().map(quota -> now.spent(quota, now.holdsUntil())).orElse(now);
        }
        return now.verdict().opens()
                ? now
                : Reason.Lapsed.read(now.reason(), access.ruleTitle()).map(now::because).orElse(now);
    }

    /// What the rules answer to the categories alone.
    private Replayed sealed(RecordedAccess access, RecordedBasis basis, SchoolPolicy policy, DomainIndex lists) {
        List<Difference> differences = compared(access, policy, asThen(access,
                decide(policy, lists, request(access, basis, SealedAddress.TARGET))));
        if (differences.isEmpty()) {
            return new Replayed.Same(true);
        }
        return namesSites(policy.policies()) || access.ruleTitle().contains("the address inside this one")
                ? new Replayed.Impossible(
                        "its address is sealed, and a rule that names sites or an address inside it may"
                                + " have counted",
                        false)
                : new Replayed.Differs(differences);
    }

    private static boolean namesSites(Policies policies) {
        return policies.rules().values().stream().anyMatch(rule -> rule.subject() instanceof Subject.Sites);
    }

    private static Request request(RecordedAccess access, RecordedBasis basis, Target target) {
        return new Request(access.trace(), access.asking(), target, access.at(), basis.claimed());
    }

    private DomainIndex index(Material material, SchoolPolicy policy) {
        DomainIndex known = indexes.get(material);
        if (known != null) {
            return known;
        }
        List<Listing> entries = new ArrayList<>();
        for (RecordedListing listing : material.entries()) {
            Category category = policy.categories().find(listing.category()).orElseThrow(
                    () -> new IllegalArgumentException("the policy of then knows no category '" + listing.category()
                            + "'"));
            entries.add(new Listing(listing.entry().orElse(""), category, listing.list(), listing.version(),
                    listing.line()));
        }
        if (indexes.size() >= MOST) {
            close();
        }
        DomainIndex index = FewEntries.index(entries, policy.categories());
        indexes.put(material, index);
        return index;
    }

    private static List<Difference> compared(RecordedAccess access, SchoolPolicy policy, Decision now) {
        List<Difference> differences = new ArrayList<>();
        differ(differences, "verdict", access.verdict().text(), now.verdict().text());
        differ(differences, "rule", access.rule(), now.reason().rule());
        differ(differences, "group", access.group(), now.group().name());
        differ(differences, "clause", access.clause().map(Clause::quote).orElse("none"),
                now.reason().clause().map(Clause::quote).orElse("none"));
        differ(differences, "categories",
                String.join(" ", new TreeSet<>(access.categories().stream().map(CategoryName::slug).toList())),
                String.join(" ", new TreeSet<>(policy.categories().of(now.categories()).stream().map(Category::slug)
                        .toList())));
        return differences;
    }

    private static void differ(List<Difference> differences, String what, String then, String now) {
        if (!then.equals(now)) {
            differences.add(new Difference(what, then, now));
        }
    }

    private static String spelled(List<RecordedListing> listings) {
        return listings.stream().map(listing -> listing.entry().orElse("") + " (" + listing.category() + ", "
                + listing.list() + " " + listing.version() + ", line " + listing.line() + ")").distinct().sorted()
                .collect(Collectors.joining("; "));
    }

    /// Gives back the memory of what it asked.
    @Override
    public void close() {
        indexes.values().forEach(DomainIndex::close);
        indexes.clear();
    }
}
