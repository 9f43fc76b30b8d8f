package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.KnownSites;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.app.wiring.SchoolTables.Asker;
import org.schoolgate.app.wiring.SchoolTables.Moment;
import org.schoolgate.app.wiring.SchoolTables.Site;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.inner.InnerDecider;
import org.schoolgate.filters.policy.Explanation;
import org.schoolgate.filters.policy.Placing;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.use.PersonalUse;

/// The whole example school, asked: 40 people and devices, 30 sites, 20 moments. What should be answered was written down by
/// hand before the program had read it; see [SchoolTables].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleSchoolTest {

    private static final Path ROOT = Path.of(System.getProperty("schoolgate.root", ".."));
    private static final Signals PAGE = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"),
            Optional.of("navigate"), Optional.of("document"), true, Optional.empty(), Optional.empty(),
            Optional.of("text/html"), Optional.empty());

    @TempDir
    private static Path folder;

    private SchoolTables tables;
    private Snapshots snapshots;
    private Snapshot school;
    private final List<Cell> cells = new ArrayList<>();

    /// One question, and what should be answered.
    private record Cell(Asker asker, Moment moment, Site site, Request request, SchoolAnswer expected) {}

    @BeforeAll
    void open() throws IOException {
        tables = new SchoolTables(ROOT.resolve("app/src/test/resources/example-school"));
        Read<Configuration> read = ConfigurationReader.read(ROOT.resolve("deploy/example"));
        snapshots = Snapshots.start(((Read.Good<Configuration>) read).value(), folder.resolve("lists"), () -> read,
                () -> Instant.EPOCH);
        school = snapshots.current();
        for (Asker asker : tables.askers()) {
            for (Moment moment : tables.moments()) {
                for (Site site : tables.sites()) {
                    cells.add(new Cell(asker, moment, site, request(asker, moment.at(), site),
                            tables.expected(asker, moment, site)));
                }
            }
        }
    }

    // ---- the tables --------------------------------------------------------------------------------------------------

    @Test
    void everyoneIsInTheGroupThatTheTableSaysAndForTheReasonThatItSays() {
        List<String> differences = new ArrayList<>();
        for (Asker asker : tables.askers()) {
            Placing placing = school.engine().placing(asker.client());
            String got = placing.group().name() + " because of " + placing.claims().stream().findFirst()
                    .map(claim -> claim.by().name() + " " + claim.what()).orElse("nothing");
            String expected = asker.group() + " because of " + asker.because();
            if (!got.equalsIgnoreCase(expected)) {
                differences.add(asker.number() + " " + asker.who() + ": expected " + expected + ", got " + got);
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void everySiteIsInTheCategoriesThatTheTableSays() {
        assertThat(tables.sites()).allSatisfy(site -> {
            Request request = request(tables.askers().getLast(), tables.moments().getFirst().at(), site);
            assertThat(school.policy().categories().of(snapshots.get().decide(request).categories()))
                    .extracting(Category::slug).as(site.name()).containsExactlyInAnyOrderElementsOf(site.categories());
        });
    }

    @Test
    void everyHourOfEveryoneIsWhatTheTableSays() {
        Site site = tables.sites().getFirst();
        List<String> differences = new ArrayList<>();
        for (Asker asker : tables.askers()) {
            for (Moment moment : tables.moments()) {
                Explanation explanation = school.engine().explain(request(asker, moment.at(), site));
                if (explanation.hours() != tables.hours(asker, moment)) {
                    differences.add(asker.number() + " " + asker.who() + ", " + moment.written() + " (" + moment.what()
                            + "): expected " + tables.letter(asker, moment) + ", got " + explanation.hours() + " by "
                            + explanation.whose().words());
                }
            }
        }
        assertThat(differences).as("%s of 800 hours", differences.size()).isEmpty();
    }

    @Test
    void everyMomentIsOnTheWeekdayThatTheTableSays() {
        assertThat(tables.moments()).allSatisfy(moment -> assertThat(DayOfWeek.from(moment.at().atZone(
                school.policy().school().zone()))).hasToString(moment.weekday().toUpperCase(Locale.ROOT)));
    }

    @Test
    void everyAnswerIsTheOneThatWasWrittenDown() {
        List<String> differences = new ArrayList<>();
        Set<String> decided = new TreeSet<>();
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        for (Cell cell : cells) {
            SchoolAnswer got = SchoolAnswer.of(answer(snapshots.get(), cell));
            decided.add(got.rule());
            verdicts.add(got.verdict());
            if (!got.equals(cell.expected())) {
                differences.add(told(cell, got));
            }
        }
        assertThat(differences).as("%s of %s answers are other than written", differences.size(), cells.size())
                .isEmpty();
        assertThat(cells).hasSize(40 * 30 * 20);
        assertThat(verdicts).containsExactly(Verdict.values());
        Set<String> silent = new TreeSet<>(school.policy().policies().rules().keySet());
        silent.removeAll(decided);
        assertThat(silent).as("rules that never decide: they are only tried out").containsExactlyElementsOf(
                school.policy().policies().rules().values().stream().filter(Rule::shadow).map(Rule::name).sorted()
                        .toList());
        assertThat(tables.rules()).as("the rules that the tables name").isEqualTo(decided.stream()
                .filter(rule -> !rule.equals("default")).collect(Collectors.toSet()));
    }

    @Test
    void whatIsToldOfEachAnswerIsHowItCameAbout() {
        for (Cell cell : cells) {
            Decision decision = school.engine().decide(cell.request());
            Explanation explanation = school.engine().explain(cell.request());
            Explanation.Step last = explanation.steps().getLast();
            boolean answered = last.outcome() == Explanation.Outcome.ANSWERED;
            if (!SchoolAnswer.of(explanation.decision()).equals(SchoolAnswer.of(decision))
                    || !decision.reason().rule().equals(answered ? last.rule().name() : "default")) {
                throw new AssertionError(told(cell, SchoolAnswer.of(decision)));
            }
        }
    }

    private String told(Cell cell, SchoolAnswer got) {
        Explanation explanation = school.engine().explain(cell.request());
        return "%d %s (%s), %s (%d), %s (%d %s):%n    expected %s%n    got      %s%n    trace    %s, %s".formatted(
                cell.asker().number(), cell.asker().who(), cell.asker().group(), cell.site().name(),
                cell.site().number(), cell.moment().written(), cell.moment().number(), cell.moment().what(),
                cell.expected(), got, explanation.hours().text(), explanation.steps().stream()
                        .filter(step -> step.outcome() != Explanation.Outcome.OTHER_SUBJECT)
                        .map(step -> step.rule().name() + " " + step.outcome().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    // ---- the tables would notice ----------------------------------------------------------------------------------------

    @Test
    void whateverIsTakenOutOfThePolicyOrChangedInItShowsInTheTables() {
        Policies now = school.policy().policies();
        Map<String, Policies> changed = ChangedPolicies.of(now);
        for (Asker asker : tables.askers()) {
            List<Placing.Claim> claims = school.engine().placing(asker.client()).claims().stream()
                    .filter(claim -> claim.by() != Placing.By.NETWORK).toList();
            if (claims.size() > 1) {
                changed.put(claims.get(1).group().name() + " before " + claims.getFirst().group().name(),
                        ChangedPolicies.swapped(now, claims.getFirst().group(), claims.get(1).group()));
            }
        }
        assertThat(changed).hasSizeGreaterThan(150);
        // Neighbours are alike, so that most changes show sooner where the order is another.
        List<Cell> inAnyOrder = new ArrayList<>(cells);
        Collections.shuffle(inAnyOrder, new Random(1));
        assertThat(
                changed.entrySet().stream().filter(one -> !isNoticed(one.getValue(), inAnyOrder)).map(Map.Entry::getKey)
                        .sorted())
                .as("changes that no table notices")
                // What this closes is closed by kiosk-rest, which comes first.
                .containsExactly("safe-search without kiosk");
    }

    private boolean isNoticed(Policies changed, List<Cell> inAnyOrder) {
        SchoolPolicy policy = school.policy();
        PolicyEngine engine = new PolicyEngine(policy.categories(), school.engine().index(), changed, "changed");
        Decider decider = new InnerDecider(engine, KnownSites.innerAddresses());
        return inAnyOrder.stream().anyMatch(cell -> !SchoolAnswer.of(answer(decider, cell)).equals(cell.expected()));
    }

    // ---- asking ------------------------------------------------------------------------------------------------------

    /// What is answered after what the table says that this person has done before.
    private Decision answer(Decider decider, Cell cell) {
        Decision decision = decider.decide(cell.request());
        if (decision.terms().isNothing()) {
            return decision;
        }
        PersonalUse use = new PersonalUse(() -> 0);
        if (cell.asker().before().equals("used up")) {
            for (int minutes = 60; minutes > 0; minutes--) {
                visited(use, decision, before(cell, Duration.ofMinutes(minutes)));
            }
        }
        if (cell.asker().before().equals("answered")) {
            visited(use, decision, before(cell, Duration.ofSeconds(20)));
            visited(use, decision, before(cell, Duration.ofSeconds(10)));
        }
        return use.applied(cell.request(), decision, PAGE, Circumstances.NONE);
    }

    private Request before(Cell cell, Duration time) {
        return request(cell.asker(), cell.moment().at().minus(time), cell.site());
    }

    /// Goes to a page, and answers the question there is.
    private static void visited(PersonalUse use, Decision decision, Request request) {
        if (use.standing(request, decision).verdict() == Verdict.COACH) {
            use.open(request, decision);
        }
        use.applied(request, decision, PAGE, Circumstances.NONE);
    }

    /// The request as it is judged: of a page, after the modes of the group.
    private Request request(Asker asker, Instant at, Site site) {
        Target target = site.target() instanceof Target.Page page
                ? snapshots.get().modes(asker.client()).asked(page)
                : site.target();
        return new Request(new TraceId(site.number()), asker.client(), target, at);
    }
}
