package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.category.PlainIndex;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// A school small enough to write down in a test: a real index, real policies, a real engine.
final class SmallSchool {

    static final ZoneId ZONE = ZoneId.of("Europe/London");

    /// Terms from September 2026 to March 2027, school from 08:30 to 15:30 with two breaks.
    static final Timetable TIMETABLE = new Timetable(ZONE,
            List.of(dates("2026-09-02", "2026-12-18"), dates("2027-01-05", "2027-03-25")),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), times("08:30", "15:30"),
            List.of(times("12:10", "13:10"), times("10:30", "10:50")), List.of(dates("2026-10-26", "2026-10-30")),
            Set.of(LocalDate.parse("2026-09-01"), LocalDate.parse("2027-01-04")));

    static final Categories CATEGORIES = new Categories(List.of(
            category(0, "games", false), category(1, "social-networks", false), category(2, "news", false),
            category(3, "helplines", true), category(4, "extremism", true), category(5, "shopping", false)));

    private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
    private static final IpAddress NOWHERE = IpAddress.parse("203.0.113.99").orElseThrow();

    private final PlainIndex index = new PlainIndex();
    private final List<Policies.Network> networks = new ArrayList<>();
    private final List<Policy> policies = new ArrayList<>();
    private Policy strangers = new Policy(Group.STRANGERS, List.of(), Verdict.BLOCK);

    /// A rule as a test writes it; what it does not say is: always, for everyone, recorded, tier by verdict.
    record Line(String name, Tier tier, Subject subject, When when, Verdict verdict, boolean recorded,
            Set<Group> groups) {

        Line named(String other) {
            return new Line(other, tier, subject, when, verdict, recorded, groups);
        }

        Line during(Hours... hours) {
            return new Line(name, tier, subject, new When.During(Set.of(hours)), verdict, recorded, groups);
        }

        Line unrecorded() {
            return new Line(name, tier, subject, when, verdict, false, groups);
        }

        Line onlyFor(String... names) {
            Set<Group> some = new java.util.HashSet<>();
            for (String group : names) {
                some.add(group(group));
            }
            return new Line(name, tier, subject, when, verdict, recorded, some);
        }

        Rule rule() {
            return new Rule(name, title(name), tier, groups, subject, when, verdict, recorded,
                    Optional.of(new Clause("Be sensible.", "The policy")));
        }
    }

    static Subject listed(String... categories) {
        return new Subject.Listed(CATEGORIES.set(List.of(categories)));
    }

    static Subject sites(String... sites) {
        List<Host> hosts = new ArrayList<>();
        for (String site : sites) {
            hosts.add(Host.parse(site).orElseThrow());
        }
        return new Subject.Sites(hosts);
    }

    static Line lockedBlock(Subject subject) {
        return line("locked-block", Tier.LOCKED_BLOCK, subject, Verdict.BLOCK, true);
    }

    static Line lockedAllow(Subject subject) {
        return line("locked-allow", Tier.LOCKED_ALLOW, subject, Verdict.ALLOW, false);
    }

    static Line allows(Subject subject) {
        return line("exception", Tier.EXCEPTION, subject, Verdict.ALLOW, false);
    }

    static Line blocks(Subject subject) {
        return line("blocks", Tier.RESTRICTION, subject, Verdict.BLOCK, true);
    }

    static Line coaches(Subject subject) {
        return line("coaches", Tier.RESTRICTION, subject, Verdict.COACH, true);
    }

    static Line flags(Subject subject) {
        return line("flags", Tier.RESTRICTION, subject, Verdict.FLAG, true);
    }

    private static Line line(String name, Tier tier, Subject subject, Verdict verdict, boolean recorded) {
        return new Line(name, tier, subject, new When.Always(), verdict, recorded, Set.of());
    }

    static Group group(String name) {
        return name.equals("strangers") ? Group.STRANGERS : new Group(name, name.toUpperCase(Locale.ROOT));
    }

    SmallSchool lists(String entry, String... categories) {
        for (String slug : categories) {
            index.add(entry, CATEGORIES.find(slug).orElseThrow());
        }
        return this;
    }

    SmallSchool policy(String group, Verdict otherwise, Line... lines) {
        policies.add(policy(group(group), otherwise, lines));
        return this;
    }

    SmallSchool strangers(Verdict otherwise, Line... lines) {
        strangers = policy(Group.STRANGERS, otherwise, lines);
        return this;
    }

    SmallSchool network(String range, String group) {
        networks.add(new Policies.Network(AddressRange.parse(range).orElseThrow(), group(group)));
        return this;
    }

    PolicyEngine engine() {
        return new PolicyEngine(CATEGORIES, index, new Policies(policies, networks, strangers, TIMETABLE), "policy-1");
    }

    /// Asks for somebody of a group. `target` is a URL, `host:port` or a host; `when` is `Tue 10:00`, or a date and
    /// a time.
    Answer asks(String group, String target, String when) {
        return ask(Client.at(NOWHERE).in(group(group)), target, when);
    }

    Answer asks(String group, String target) {
        return asks(group, target, "Tue 10:00");
    }

    /// Asks from an address, for somebody nobody has placed.
    Answer asksFrom(String address, String target) {
        return ask(Client.at(IpAddress.parse(address).orElseThrow()), target, "Tue 10:00");
    }

    private Answer ask(Client client, String target, String when) {
        Request request = new Request(new TraceId(7), client, target(target), instant(when));
        PolicyEngine engine = engine();
        Decision decision = engine.decide(request);
        Explanation explanation = engine.explain(request);
        assertThat(decision).isEqualTo(decision.recorded() || !decision.verdict().opens()
                ? explanation.decision()
                : explanation.decision().restingOn(List.of()));
        assertThat(decision.snapshot()).isEqualTo("policy-1+hand-1");
        return new Answer(decision, explanation);
    }

    /// What came back, and what a test may say about it.
    record Answer(Decision decision, Explanation explanation) {

        Answer is(Verdict verdict, String rule) {
            assertThat(decision.verdict()).isEqualTo(verdict);
            assertThat(decision.reason().rule()).isEqualTo(rule);
            return this;
        }

        Answer isAllowed() {
            assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
            return this;
        }

        Answer isAllowedBy(String rule) {
            return is(Verdict.ALLOW, rule);
        }

        Answer isBlockedBy(String rule) {
            return is(Verdict.BLOCK, rule);
        }

        Answer isBlockedBecause(String sentence) {
            assertThat(decision.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(decision.reason().sentence()).isEqualTo(sentence);
            return this;
        }

        Answer isUnmentioned(Verdict verdict) {
            assertThat(decision.reason()).isInstanceOf(Reason.Unmentioned.class);
            return is(verdict, "default");
        }

        Answer underThePolicyOf(String group) {
            assertThat(decision.group()).isEqualTo(group(group));
            return this;
        }

        Answer isRecorded(boolean recorded) {
            assertThat(decision.recorded()).isEqualTo(recorded);
            return this;
        }

        Answer isSealed(boolean sealed) {
            assertThat(decision.addressSealed()).isEqualTo(sealed);
            return this;
        }

        Answer restsOn(String... entries) {
            assertThat(decision.listings()).extracting(Listing::entry).containsExactly(entries);
            return this;
        }

        Answer isIn(String... categories) {
            CategorySet expected = CATEGORIES.set(List.of(categories));
            assertThat(decision.categories()).isEqualTo(expected);
            return this;
        }

        Answer holdsUntil(String when) {
            assertThat(decision.holdsUntil()).isEqualTo(instant(when));
            return this;
        }

        Answer holdsForGood() {
            assertThat(decision.holdsUntil()).isEqualTo(Instant.MAX);
            return this;
        }

        Answer cameBy(Explanation.Outcome... outcomes) {
            assertThat(explanation.steps()).extracting(Explanation.Step::outcome).containsExactly(outcomes);
            return this;
        }
    }

    static Target target(String text) {
        if (text.contains("://")) {
            return Target.Page.parse(text).orElseThrow();
        }
        return Target.Site.parse(text.contains(":") ? text : text + ":443").orElseThrow();
    }

    static Instant instant(String when) {
        if (Character.isDigit(when.charAt(0))) {
            return LocalDateTime.parse(when.replace(' ', 'T')).atZone(ZONE).toInstant();
        }
        String[] parts = when.split(" ");
        DayOfWeek day = DayOfWeek.from(DateTimeFormatter.ofPattern("EEE", Locale.UK).parse(parts[0]));
        return MONDAY.plusDays(day.getValue() - 1L).atTime(LocalTime.parse(parts[1])).atZone(ZONE).toInstant();
    }

    static String title(String rule) {
        return "Rule " + rule + " speaks";
    }

    private static Policy policy(Group group, Verdict otherwise, Line... lines) {
        List<Rule> rules = new ArrayList<>();
        for (Line line : lines) {
            rules.add(line.rule());
        }
        return new Policy(group, rules, otherwise);
    }

    private static Category category(int bit, String slug, boolean sealed) {
        return new Category(bit, slug, slug, slug, sealed);
    }

    private static Timetable.Dates dates(String first, String last) {
        return new Timetable.Dates(LocalDate.parse(first), LocalDate.parse(last));
    }

    private static Timetable.Times times(String from, String to) {
        return new Timetable.Times(LocalTime.parse(from), LocalTime.parse(to));
    }
}
