package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.Rounds;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// What must be so for every policy, tried on random ones.
class PolicyEnginePropertyTest {

    private static final String[] SITES = {
        "a.example", "www.a.example", "b.example", "notb.example", "c.test", "x.c.test", "d.test", "192.0.2.1"};
    private static final String[] GROUPS = {"pupils", "staff", "visitors", "strangers", "nobody"};

    @Test
    void aLaterTierNeverChangesWhatAnEarlierOneDecides() {
        Rounds.play(300, random -> {
            List<Rule> rules = rules(random);
            Tier tier = Rounds.oneOf(random, Tier.values());
            List<Rule> earlier = rules.stream().filter(rule -> rule.tier().compareTo(tier) <= 0).toList();
            PolicyEngine all = engine(random, rules, Verdict.BLOCK);
            PolicyEngine some = new PolicyEngine(all.categories(), all.index(), policies(earlier, Verdict.BLOCK), "1");
            for (int i = 0; i < 20; i++) {
                Request request = request(random, moment(random));
                Decision fewer = some.decide(request);
                if (!(fewer.reason() instanceof Reason.Unmentioned)) {
                    assertThat(all.decide(request).reason()).isEqualTo(fewer.reason());
                    assertThat(all.decide(request).verdict()).isEqualTo(fewer.verdict());
                }
            }
        });
    }

    @Test
    void aDecisionHoldsAtEveryMomentUntilItSaysItNoLongerDoes() {
        Rounds.play(500, random -> {
            PolicyEngine engine = engine(random);
            for (int i = 0; i < 10; i++) {
                Request request = request(random, moment(random));
                Decision decision = engine.decide(request);
                assertThat(decision.holdsUntil()).isAfter(request.at());
                Instant end = decision.holdsUntil().equals(Instant.MAX)
                        ? request.at().plus(Duration.ofDays(400))
                        : decision.holdsUntil();
                long seconds = Duration.between(request.at(), end).toSeconds();
                for (int j = 0; j < 12; j++) {
                    Instant later = request.at().plusSeconds(random.nextLong(seconds));
                    sameAnswer(engine, request, decision, later);
                }
                sameAnswer(engine, request, decision, end.minusNanos(1));
            }
        });
    }

    private static void sameAnswer(PolicyEngine engine, Request request, Decision decision, Instant later) {
        Decision then = engine.decide(new Request(request.trace(), request.client(), request.target(), later));
        Decision expected = new Decision(decision.verdict(), decision.reason(), decision.categories(),
                decision.listings(),
                decision.group(), decision.recorded(), decision.addressSealed(), then.holdsUntil(),
                decision.snapshot(), decision.look(), decision.demands());
        assertThat(then).as("asked at %s and at %s", request.at(), later).isEqualTo(expected);
    }

    private static PolicyEngine engine(RandomGenerator random) {
        return engine(random, rules(random), Rounds.oneOf(random, Verdict.values()));
    }

    private static PolicyEngine engine(RandomGenerator random, List<Rule> rules, Verdict otherwise) {
        SmallSchool school = new SmallSchool();
        for (int i = random.nextInt(12); i > 0; i--) {
            String site = SITES[random.nextInt(SITES.length - 1)];
            school.lists(random.nextInt(4) == 0 ? site + "/x" : site, category(random).slug());
        }
        PolicyEngine lists = school.engine();
        return new PolicyEngine(lists.categories(), lists.index(), policies(rules, otherwise), "1");
    }

    private static Policies policies(List<Rule> rules, Verdict otherwise) {
        List<Policy> policies = new ArrayList<>();
        for (String group : List.of("pupils", "staff", "visitors")) {
            policies.add(new Policy(SmallSchool.group(group), rules, otherwise));
        }
        return new Policies(policies, List.of(), new Policy(SmallSchool.group("strangers"), rules, Verdict.BLOCK),
                SmallSchool.TIMETABLE);
    }

    private static List<Rule> rules(RandomGenerator random) {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            Subject subject = subject(random);
            SmallSchool.Line line = switch (random.nextInt(7)) {
                case 0 -> SmallSchool.lockedBlock(subject);
                case 1 -> SmallSchool.lockedAllow(subject);
                case 2, 3 -> SmallSchool.allows(subject);
                case 4 -> SmallSchool.coaches(subject);
                case 5 -> SmallSchool.flags(subject);
                default -> SmallSchool.blocks(subject);
            };
            line = line.named("rule-" + i);
            line = random.nextInt(3) == 0 ? line.onlyFor(GROUPS[random.nextInt(4)], GROUPS[random.nextInt(4)]) : line;
            line = random.nextInt(3) == 0 ? line.unrecorded() : line;
            if (random.nextInt(5) < 2) {
                EnumSet<Hours> hours = EnumSet.of(Rounds.oneOf(random, Hours.values()),
                        Rounds.oneOf(random, Hours.values()));
                line = line.during(hours.toArray(new Hours[0]));
            }
            rules.add(line.rule());
        }
        return rules;
    }

    private static Subject subject(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Subject.Anything();
            case 1 -> new Subject.Unlisted();
            case 2, 3 -> SmallSchool.sites(Rounds.oneOf(random, SITES), Rounds.oneOf(random, SITES));
            default -> SmallSchool.listed(category(random).slug(), category(random).slug());
        };
    }

    private static Category category(RandomGenerator random) {
        List<Category> all = SmallSchool.CATEGORIES.all();
        return all.get(random.nextInt(all.size()));
    }

    private static Request request(RandomGenerator random, Instant at) {
        String site = Rounds.oneOf(random, SITES);
        Target target = SmallSchool
                .target(random.nextBoolean() ? site : "http://" + site + Rounds.oneOf(random, "/", "/x/y", "/xy"));
        Client client = Client.at(new IpAddress(0, random.nextLong()));
        if (random.nextInt(6) > 0) {
            client = client.in(SmallSchool.group(Rounds.oneOf(random, GROUPS)));
        }
        return new Request(new TraceId(random.nextLong()), client, target, at);
    }

    /// In the school year, often on a school day, sometimes at a clock change, sometimes out of all that is known.
    private static Instant moment(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> SmallSchool.instant("2026-10-25 00:00").plusSeconds(random.nextInt(4 * 3_600));
            case 1 -> SmallSchool.instant("2026-08-20 00:00").plusSeconds(random.nextLong(300L * 86_400));
            default -> SmallSchool.instant("Mon 00:00").plusSeconds(random.nextInt(7 * 86_400));
        };
    }
}
