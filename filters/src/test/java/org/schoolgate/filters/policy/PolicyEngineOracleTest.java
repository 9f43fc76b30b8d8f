package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.Rounds;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.KnownIndex;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// The compiled engine against one that reads the policy rule by rule, on schools as no school would be.
class PolicyEngineOracleTest {

    private static final String[] LABELS = {"a", "b", "aa", "ba", "example", "test", "long-label-of-a-name", "1x"};
    private static final String[] ADDRESSES = {"192.0.2.1", "192.0.2.2", "[2001:db8::1]", "[::ffff:192.0.2.1]"};
    private static final List<Group> GROUPS = Stream.of("pupils", "staff", "visitors", "strangers", "nobody")
            .map(SmallSchool::group).toList();

    @Test
    void theCompiledPolicyAnswersAsThePlainReadingOfIt() {
        Rounds.play(800, random -> {
            List<PolicyEngine> engines = List.of(engine(random), engine(random));
            List<Host> hosts = some(30, () -> host(random));
            List<Client> clients = some(6, () -> client(random));
            List<Instant> moments = some(8, () -> moment(random, oneOf(random, engines).policies().timetables()
                    .of(oneOf(random, clients), oneOf(random, GROUPS))));
            for (int i = 0; i < 160; i++) {
                agree(oneOf(random, engines), new Request(new TraceId(random.nextLong()), oneOf(random, clients),
                        target(random, oneOf(random, hosts)), oneOf(random, moments), random.nextInt(4) == 0));
            }
        });
    }

    /// More sets of categories than an engine keeps rulings for, and several threads that take them from each other.
    @Test
    void theCompiledPolicyAnswersAsThePlainReadingWhereEverySiteIsInOtherCategories() {
        Rounds.play(10, random -> {
            Categories categories = categories(random, 64);
            Map<Host, Long> known = new HashMap<>();
            for (int i = 0; i < 1_000; i++) {
                known.put(Host.parse("site-" + i + ".example").orElseThrow(), set(random, categories).bits());
            }
            PolicyEngine engine = new PolicyEngine(categories, new KnownIndex(categories, known),
                    policies(random, categories, SmallSchool.TIMETABLE), "1");
            List<Host> hosts = List.copyOf(known.keySet());
            Client client = client(random);
            IntStream.range(0, 4_000)
                    .mapToObj(i -> new Request(new TraceId(i), client, new Target.Site(oneOf(random, hosts), 443),
                            SmallSchool.instant(i % 100 == 0 ? "Tue 10:30" : "Tue 10:29")))
                    .toList().parallelStream().forEach(request -> agree(engine, request));
        });
    }

    @Test
    void theCompiledPolicyAnswersAsThePlainReadingWhereEverySiteIsNamedByOtherRules() {
        Rounds.play(10, random -> {
            List<Host> hosts = some(400, () -> host(random));
            List<Rule> rules = IntStream.range(0, 200)
                    .mapToObj(i -> SmallSchool
                            .blocks(new Subject.Sites(List.of(oneOf(random, hosts), oneOf(random, hosts))))
                            .named("rule-" + i).rule())
                    .toList();
            PolicyEngine engine = new PolicyEngine(SmallSchool.CATEGORIES,
                    new KnownIndex(SmallSchool.CATEGORIES, Map.of()), new Policies(List.of(), List.of(),
                            new Policy(Group.STRANGERS, rules, Verdict.ALLOW), SmallSchool.TIMETABLE),
                    "1");
            for (int i = 0; i < 2_000; i++) {
                agree(engine, new Request(new TraceId(i), Client.at(IpAddress.ofV4(1)),
                        target(random, oneOf(random, hosts)), SmallSchool.instant("Tue 10:00")));
            }
        });
    }

    @Test
    void theCompiledPolicyAnswersAsThePlainReadingWhereABellRingsWithinASecond() {
        LocalTime half = LocalTime.parse("10:30:00.5");
        for (Timetable.Times pause : List.of(new Timetable.Times(half.minusNanos(1), half.plusNanos(1)),
                new Timetable.Times(half, half.plusSeconds(1)), new Timetable.Times(half.minusHours(1), half))) {
            Timetable odd = new Timetable(SmallSchool.ZONE, SmallSchool.TIMETABLE.terms(),
                    SmallSchool.TIMETABLE.days(),
                    new Timetable.Times(LocalTime.parse("08:30"), LocalTime.parse("15:30")), List.of(pause), List.of(),
                    Set.of());
            Rule inBreaks = SmallSchool.blocks(new Subject.Anything()).during(Hours.BREAK).rule();
            PolicyEngine engine = new PolicyEngine(SmallSchool.CATEGORIES,
                    new KnownIndex(SmallSchool.CATEGORIES, Map.of()), new Policies(List.of(), List.of(),
                            new Policy(Group.STRANGERS, List.of(inBreaks), Verdict.ALLOW), odd),
                    "1");
            Instant at = SmallSchool.instant("Tue 10:30");
            for (long nanos : new long[]{0, 499_999_998, 499_999_999, 500_000_000, 500_000_001, 1_000_000_000, 0,
                1_499_999_999, 500_000_000, 1_500_000_000, 2_000_000_000}) {
                agree(engine, new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)),
                        SmallSchool.target("chess.example"), at.plusNanos(nanos)));
            }
        }
    }

    private static void agree(PolicyEngine engine, Request request) {
        PlainEngine plain = PlainEngine.of(engine);
        Decision expected = plain.decide(request);
        Decision decision = engine.decide(request);
        boolean read = expected.recorded() || !expected.verdict().opens();
        assertThat(decision).as("%s at %s", request.target().text(), request.at())
                .isEqualTo(read ? expected : expected.restingOn(List.of()));
        assertThat(engine.judge(request).decision()).isEqualTo(expected.restingOn(List.of()));
        Explanation explanation = engine.explain(request);
        assertThat(explanation.decision()).isEqualTo(expected);
        assertThat(explanation.hours()).isEqualTo(plain.timetable(request.client()).at(request.at()).hours());
        assertThat(explanation.whose()).isEqualTo(plain.whose(request.client()));
        List<Rule> asked = explanation.steps().stream().map(Explanation.Step::rule).toList();
        assertThat(asked).isEqualTo(plain.rulesFor(request).subList(0, asked.size()));
        List<Rule> answered = explanation.steps().stream()
                .filter(step -> step.outcome() == Explanation.Outcome.ANSWERED).map(Explanation.Step::rule).toList();
        if (expected.reason() instanceof Reason.Unmentioned) {
            assertThat(answered).isEmpty();
            assertThat(asked).isEqualTo(plain.rulesFor(request));
        } else {
            assertThat(answered).containsExactly(asked.getLast());
            assertThat(asked.getLast().reason()).isEqualTo(expected.reason());
        }
    }

    private static PolicyEngine engine(RandomGenerator random) {
        Categories categories = categories(random, Rounds.oneOf(random, 1, 3, 8, 64));
        Map<Host, Long> known = new HashMap<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            known.put(host(random), set(random, categories).bits());
        }
        Timetable timetable = random.nextBoolean() ? SmallSchool.TIMETABLE : TimetableTest.timetable(random);
        return new PolicyEngine(categories, new KnownIndex(categories, known),
                policies(random, categories, timetable), "1");
    }

    private static Categories categories(RandomGenerator random, int count) {
        return new Categories(IntStream.range(64 - count, 64)
                .mapToObj(bit -> new Category(bit, "c" + bit, "C", "C", random.nextInt(8) == 0)).toList());
    }

    /// Some groups twice, some not at all; ranges within ranges.
    private static Policies policies(RandomGenerator random, Categories categories, Timetable timetable) {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(20) == 0 ? 150 : random.nextInt(14);
        for (int i = 0; i < count; i++) {
            rules.add(rule(random, "rule-" + i, categories));
        }
        List<LookRule> looks = some(random.nextInt(6),
                () -> new LookRule(random.nextBoolean() ? Set.of() : Set.of(oneOf(random, GROUPS)),
                        subject(random, categories), Rounds.oneOf(random, Look.values()),
                        new Demands(random.nextBoolean(), random.nextBoolean())));
        List<Policy> policies = some(1 + random.nextInt(4),
                () -> new Policy(oneOf(random, GROUPS), rules, Rounds.oneOf(random, Verdict.values()), looks));
        List<Policies.Network> networks = some(random.nextInt(6), () -> new Policies.Network(
                AddressRange.parse(Rounds.oneOf(random, "10.0.0.0/8", "10.20.0.0/16", "10.20.1.0/24", "10.20.1.7",
                        "0.0.0.0/0", "::/0", "2001:db8::/32", "2001:db8::1", "fd00::/8")).orElseThrow(),
                oneOf(random, policies).group()));
        return new Policies(policies, networks, List.of(),
                new Policy(Group.STRANGERS, rules, Rounds.oneOf(random, Verdict.values()), looks),
                timetables(random, timetable));
    }

    /// Some have hours of their own, some of these the same.
    private static Timetables timetables(RandomGenerator random, Timetable school) {
        List<Timetable> others = some(3, () -> TimetableTest.timetable(random));
        Map<Group, Timetable> byGroup = new HashMap<>();
        some(random.nextInt(3), () -> byGroup.put(oneOf(random, GROUPS), oneOf(random, others)));
        Map<Person, Timetable> byPerson = new HashMap<>();
        some(random.nextInt(4), () -> byPerson.put(person(random), oneOf(random, others)));
        return new Timetables(school, byGroup, byPerson);
    }

    private static Person person(RandomGenerator random) {
        return new Person(Rounds.oneOf(random, "s.lowe", "c.night", "r.oyelaran", "agency-1"));
    }

    private static Identity identity(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> Identity.UNKNOWN;
            case 1 -> new Identity.OneOf(2);
            default -> new Identity.Known(person(random), Set.of(), Rounds.oneOf(random, Identity.Source.values()),
                    Instant.EPOCH);
        };
    }

    private static Rule rule(RandomGenerator random, String name, Categories categories) {
        Tier tier = Rounds.oneOf(random, Tier.values());
        List<Verdict> verdicts = Stream.of(Verdict.values()).filter(tier::mayAnswer).toList();
        Set<Group> groups = random.nextInt(3) == 0 ? Set.of(oneOf(random, GROUPS)) : Set.of();
        EnumSet<Hours> hours = EnumSet.of(Rounds.oneOf(random, Hours.values()), Rounds.oneOf(random, Hours.values()));
        When when = random.nextInt(5) < 2 ? new When.During(hours) : new When.Always();
        return new Rule(name, name, tier, groups, subject(random, categories), when, oneOf(random, verdicts),
                random.nextBoolean(), Optional.empty());
    }

    private static Subject subject(RandomGenerator random, Categories categories) {
        return switch (random.nextInt(12)) {
            case 0 -> new Subject.Anything();
            case 1 -> new Subject.Unlisted();
            case 2, 3, 4 -> new Subject.Sites(some(random.nextInt(4), () -> host(random)));
            case 5 -> new Subject.Sites(some(60, () -> host(random)));
            default -> new Subject.Listed(set(random, categories));
        };
    }

    /// Often none at all.
    private static CategorySet set(RandomGenerator random, Categories categories) {
        CategorySet set = CategorySet.NONE;
        for (int i = random.nextInt(4); i > 0; i--) {
            set = set.union(CategorySet.of(oneOf(random, categories.all())));
        }
        return set;
    }

    /// Of so few labels that names are often within one another, or nearly so.
    private static Host host(RandomGenerator random) {
        if (random.nextInt(8) == 0) {
            return Host.parse(Rounds.oneOf(random, ADDRESSES)).orElseThrow();
        }
        List<String> labels = some(1 + random.nextInt(4), () -> Rounds.oneOf(random, LABELS));
        return Host.parse(String.join(".", labels)).orElseThrow();
    }

    private static Target target(RandomGenerator random, Host host) {
        return random.nextBoolean()
                ? new Target.Site(host, 443)
                : Target.Page.parse("http://" + host.text() + "/x").orElseThrow();
    }

    private static Client client(RandomGenerator random) {
        Client client = Client.at(IpAddress.parse(Rounds.oneOf(random, "10.1.2.3", "10.20.2.3", "10.20.1.3",
                "10.20.1.7", "192.0.2.1", "2001:db8::1", "2001:db8::2", "fd00::1")).orElseThrow())
                .as(identity(random));
        return random.nextInt(3) == 0 ? client.in(oneOf(random, GROUPS)) : client;
    }

    /// Often the very moment of a bell or of a change of the clocks, or the last one before.
    private static Instant moment(RandomGenerator random, Timetable timetable) {
        Instant at = random.nextBoolean()
                ? TimetableTest.moment(random, timetable)
                : SmallSchool.instant("Mon 00:00").plusSeconds(random.nextInt(7 * 86_400));
        Timetable.Moment moment = timetable.at(at);
        return switch (random.nextInt(6)) {
            case 0 -> moment.from();
            case 1 -> moment.from().minusNanos(1);
            case 2 -> moment.until();
            case 3 -> moment.until().minusNanos(1);
            default -> at;
        };
    }

    private static <T> T oneOf(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static <T> List<T> some(int count, Supplier<T> one) {
        return Stream.generate(one).limit(count).toList();
    }
}
