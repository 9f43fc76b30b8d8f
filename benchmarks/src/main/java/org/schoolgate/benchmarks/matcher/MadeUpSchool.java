package org.schoolgate.benchmarks.matcher;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;

/// A school with as many rules as a real one: three groups by network, 25 rules in all tiers, some by the hour.
final class MadeUpSchool {

    /// A Tuesday at ten, in the middle of a lesson.
    static final Instant A_MORNING = Instant.parse("2026-11-24T10:00:00Z");

    private static final Group PUPILS = new Group("pupils", "Pupils");
    private static final Group STAFF = new Group("staff", "Staff");
    private static final Group VISITORS = new Group("visitors", "Visitors");
    private static final When ALWAYS = new When.Always();
    private static final When LESSONS = new When.During(Set.of(Hours.WORKING));
    private static final When SCHOOL_DAY = new When.During(Set.of(Hours.WORKING, Hours.BREAK));

    private final Categories categories;

    private MadeUpSchool(Categories categories) {
        this.categories = categories;
    }

    static PolicyEngine engine(Categories categories, DomainIndex index) {
        return new PolicyEngine(categories, index, new MadeUpSchool(categories).policies(), "made-up");
    }

    /// Two pupils, one of the staff, one visitor.
    static List<Client> clients() {
        return Stream.of("10.20.3.17", "10.30.0.9", "10.20.250.1", "10.40.7.7")
                .map(address -> Client.at(IpAddress.parse(address).orElseThrow())).toList();
    }

    private Policies policies() {
        List<Rule> rules = rules();
        return new Policies(
                List.of(new Policy(PUPILS, rules, Verdict.ALLOW), new Policy(STAFF, rules, Verdict.ALLOW),
                        new Policy(VISITORS, rules, Verdict.ALLOW)),
                List.of(network("10.20.0.0/16", PUPILS), network("10.30.0.0/16", STAFF),
                        network("10.40.0.0/16", VISITORS)),
                new Policy(Group.STRANGERS, rules, Verdict.BLOCK), timetable());
    }

    private List<Rule> rules() {
        return List.of(rule("adult", Tier.LOCKED_BLOCK, Verdict.BLOCK, ALWAYS, listed(0)),
                rule("illegal", Tier.LOCKED_BLOCK, Verdict.BLOCK, ALWAYS, listed(58)),
                rule("extremism", Tier.LOCKED_BLOCK, Verdict.BLOCK, ALWAYS, listed(33, 57)),
                rule("malware", Tier.LOCKED_BLOCK, Verdict.BLOCK, ALWAYS, listed(8, 40)),
                rule("helplines", Tier.LOCKED_ALLOW, Verdict.ALLOW, ALWAYS, listed(17)),
                rule("helpline-sites", Tier.LOCKED_ALLOW, Verdict.ALLOW, ALWAYS,
                        sites("helpline.example", "union.example", "safety.example", "police.example")),
                rule("updates", Tier.LOCKED_ALLOW, Verdict.ALLOW, ALWAYS, listed(52)),
                rule("school-sites", Tier.EXCEPTION, Verdict.ALLOW, ALWAYS,
                        sites("school.example", "trust.example", "library.example", "exams.example")),
                rule("learning-sites", Tier.EXCEPTION, Verdict.ALLOW, ALWAYS, listed(49, 50), PUPILS),
                rule("office-news", Tier.EXCEPTION, Verdict.ALLOW, ALWAYS, sites("news.example"), STAFF),
                rule("safeguarding-reads", Tier.EXCEPTION, Verdict.FLAG, ALWAYS, listed(30), STAFF),
                rule("proxies", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(1, 2, 3, 13)),
                rule("gambling", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(7)),
                rule("drugs", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(32, 35)),
                rule("weapons", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(36)),
                rule("warez", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(21, 26)),
                rule("pupils-no-social-media", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(25, 44), PUPILS),
                rule("pupils-no-games-in-lessons", Tier.RESTRICTION, Verdict.BLOCK, LESSONS, listed(6), PUPILS),
                rule("pupils-no-dating", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(10), PUPILS),
                rule("pupils-shopping", Tier.RESTRICTION, Verdict.FLAG, SCHOOL_DAY, listed(5), PUPILS),
                rule("pupils-chat", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(42, 43), PUPILS),
                rule("staff-no-personal-use", Tier.RESTRICTION, Verdict.COACH, LESSONS, listed(5, 6, 25), STAFF),
                rule("staff-job-search", Tier.RESTRICTION, Verdict.FLAG, SCHOOL_DAY, listed(4), STAFF),
                rule("visitors-no-streams", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(16, 31), VISITORS),
                rule("visitors-no-files", Tier.RESTRICTION, Verdict.BLOCK, ALWAYS, listed(15, 24), VISITORS));
    }

    private static Rule rule(String name, Tier tier, Verdict verdict, When when, Subject subject, Group... groups) {
        return new Rule(name, name, tier, Set.of(groups), subject, when, verdict, verdict != Verdict.ALLOW,
                Optional.of(new Clause("Be sensible.", "A made-up policy")));
    }

    private Subject listed(Integer... lists) {
        return new Subject.Listed(categories.set(Stream.of(lists).map(Workload::slug).toList()));
    }

    private static Subject sites(String... sites) {
        return new Subject.Sites(Stream.of(sites).map(site -> Host.parse(site).orElseThrow()).toList());
    }

    private static Policies.Network network(String range, Group group) {
        return new Policies.Network(AddressRange.parse(range).orElseThrow(), group);
    }

    private static Timetable timetable() {
        return new Timetable(ZoneId.of("Europe/London"),
                List.of(new Timetable.Dates(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 12, 18)),
                        new Timetable.Dates(LocalDate.of(2027, 1, 4), LocalDate.of(2027, 3, 26))),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), times(8, 30, 15, 45),
                List.of(times(10, 45, 11, 0), times(12, 0, 13, 0)),
                List.of(new Timetable.Dates(LocalDate.of(2026, 10, 26), LocalDate.of(2026, 10, 30))), Set.of());
    }

    private static Timetable.Times times(int hour, int minute, int toHour, int toMinute) {
        return new Timetable.Times(LocalTime.of(hour, minute), LocalTime.of(toHour, toMinute));
    }
}
