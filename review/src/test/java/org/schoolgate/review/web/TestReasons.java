package org.schoolgate.review.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.inner.InnerAddresses;
import org.schoolgate.filters.inner.Wrappers;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.site.Families;
import org.schoolgate.review.Why;
import org.schoolgate.review.store.RecordedAccess;

/// The rules of a small school, asked by the engine that asks those of every school: facebook.com and the sealed bad.example are
/// listed. Staff are asked about social media in working time; the hours of one of them end at ten.
final class TestReasons implements Why {

    static final Group PUPILS = new Group("pupils", "Pupils");
    static final Group STAFF = new Group("staff", "Staff");
    static final Categories CATEGORIES = new Categories(List.of(
            new Category(0, "social-networks", "Social media: networks", "Social media", false),
            new Category(1, "illegal", "Illegal material", "Illegal material", true)));
    static final Timetables TIMETABLES = new Timetables(TestSite.TIMETABLE, Map.of(),
            Map.of(new Person("r.canary"),
                    new Timetable(TestSite.LONDON, TestSite.TIMETABLE.terms(), TestSite.TIMETABLE.days(),
                            new Timetable.Times(LocalTime.parse("08:00"),
                                    LocalTime.parse("10:00")),
                            List.of(), List.of(), Set.of())));

    private static final List<Rule> RULES = List.of(
            rule("locks", "It is closed to everyone", Tier.LOCKED_BLOCK, listed(1), new When.Always(), Verdict.BLOCK),
            rule("asks", "Personal use is asked about", Tier.RESTRICTION, listed(0),
                    new When.During(Set.of(Hours.WORKING)),
                    Verdict.COACH));

    final PolicyEngine engine = new PolicyEngine(CATEGORIES, new Lists(), new Policies(List.of(
            new Policy(PUPILS, List.of(RULES.getFirst()), Verdict.BLOCK), new Policy(STAFF, RULES, Verdict.ALLOW)),
            List.of(), List.of(), new Policy(Group.STRANGERS, RULES, Verdict.BLOCK), TIMETABLES), "policy-31+lists-9");
    private final InnerAddresses addresses = new InnerAddresses(
            Wrappers.read(known("inner/wrappers.txt"), Families.read(known("site/families.txt"))));

    @Override
    public List<Group> groups() {
        return List.of(PUPILS, STAFF, Group.STRANGERS);
    }

    @Override
    public Explained now(Request whole) {
        return Explained.asSeen(engine, addresses, whole);
    }

    @Override
    public Then then(RecordedAccess access, Function<String, Optional<KeptText>> texts) {
        return access.asked().<Then>map(target -> new Then.Known(Explained.of(engine, addresses,
                new Request(access.trace(), access.asking(), target, access.at()))))
                .orElseGet(() -> new Then.Unknown("its address was too long to be kept whole"));
    }

    private static String known(String file) {
        try (InputStream in = Objects.requireNonNull(
                Wrappers.class.getResourceAsStream("/org/schoolgate/filters/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Subject listed(int bit) {
        return new Subject.Listed(new CategorySet(1L << bit));
    }

    private static Rule rule(String name, String title, Tier tier, Subject subject, When when, Verdict verdict) {
        return new Rule(name, title, tier, Set.of(), subject, when, verdict, true, Optional.of(TestSite.CLAUSE));
    }

    /// Two names.
    private static final class Lists implements DomainIndex {

        @Override
        public long bitsOf(Target target) {
            return listingsOf(target).stream().mapToLong(listing -> 1L << listing.category().bit()).sum();
        }

        @Override
        public List<Listing> listingsOf(Target target) {
            String host = target.host().text();
            return host.endsWith("facebook.com")
                    ? List.of(new Listing("facebook.com", CATEGORIES.find("social-networks").orElseThrow(), "mine", "3",
                            7))
                    : host.endsWith("bad.example")
                            ? List.of(new Listing("bad.example", CATEGORIES.find("illegal").orElseThrow(), "police",
                                    "1", 2))
                            : List.of();
        }

        @Override
        public String version() {
            return "lists-9";
        }

        @Override
        public long size() {
            return 2;
        }
    }
}
