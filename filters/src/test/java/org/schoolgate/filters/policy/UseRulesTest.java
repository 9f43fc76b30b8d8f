package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.KnownIndex;
import org.schoolgate.filters.category.Use;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// Rules about classes of use, rules that are there for a time, and rules that are only tried out.
class UseRulesTest {

    private static final Group STAFF = new Group("staff", "Staff");
    private static final Categories CATEGORIES = new Categories(List.of(
            category(0, "games", Use.RECREATIONAL), category(1, "chat", Use.PERSONAL),
            category(2, "video", Use.MIXED), category(3, "education", Use.EDUCATIONAL),
            category(4, "malware", Use.NONE)));

    private static final Subject OWN_AFFAIRS = Subject.OfUse.of(Set.of(Use.PERSONAL, Use.RECREATIONAL), CATEGORIES);
    private static final Instant NINE = Instant.parse("2026-11-30T09:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void aRuleAboutAUseSpeaksOfEveryCategoryThatIsUsedSo() {
        PolicyEngine engine = engine(rule("own-affairs", OWN_AFFAIRS, Verdict.COACH));
        assertThat(verdict(engine, "games.example")).isEqualTo(Verdict.COACH);
        assertThat(verdict(engine, "chat.example")).isEqualTo(Verdict.COACH);
        assertThat(verdict(engine, "video.example")).isEqualTo(Verdict.ALLOW);
        assertThat(verdict(engine, "malware.example")).isEqualTo(Verdict.ALLOW);
        assertThat(engine.decide(asks("games.example", NINE)).listings()).hasSize(1);
    }

    @Test
    void whatIsEducationalTooIsNobodysOwnAffair() {
        PolicyEngine engine = engine(rule("own-affairs", OWN_AFFAIRS, Verdict.FLAG));
        assertThat(verdict(engine, "chess-lessons.example")).isEqualTo(Verdict.ALLOW);
        PolicyEngine wider = engine(rule("all", Subject.OfUse.of(Set.of(Use.RECREATIONAL, Use.EDUCATIONAL), CATEGORIES),
                Verdict.FLAG));
        assertThat(verdict(wider, "chess-lessons.example")).isEqualTo(Verdict.FLAG);
    }

    @Test
    void aRuleThatIsThereForATimeSpeaksFromItsFirstMomentUntilItsLast() {
        Rule exam = dated(rule("exam", new Subject.Anything(), Verdict.BLOCK), new Validity(NINE, NOON));
        PolicyEngine engine = engine(exam);
        assertThat(engine.decide(asks("chat.example", NINE.minusMillis(1))).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(engine.decide(asks("chat.example", NINE)).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(engine.decide(asks("chat.example", NOON.minusMillis(1))).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(engine.decide(asks("chat.example", NOON)).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(engine.decide(asks("chat.example", NINE.plusSeconds(1))).holdsUntil())
                .isBetween(NINE.plusSeconds(2), NOON);
        assertThat(engine.decide(asks("chat.example", NINE.minusSeconds(1))).holdsUntil()).isEqualTo(NINE);
        assertThat(engine.explain(asks("chat.example", NOON)).steps())
                .extracting(Explanation.Step::outcome).containsExactly(Explanation.Outcome.OTHER_DATES);
    }

    @Test
    void aWalledGardenIsAnExceptionBeforeARuleAboutEverything() {
        PolicyEngine engine = engine(
                new Rule("garden", "garden", Tier.EXCEPTION, Set.of(),
                        new Subject.Sites(List.of(Host.parse("exam.example").orElseThrow())), new When.Always(),
                        Verdict.ALLOW, false, Optional.empty()),
                dated(rule("exam", new Subject.Anything(), Verdict.BLOCK), new Validity(NINE, NOON)));
        assertThat(engine.decide(asks("www.exam.example", NINE)).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(engine.decide(asks("unknown.example", NINE)).verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void aRuleInShadowDecidesNothingAndIsToldAll() {
        Rule tried = shadow(rule("tried", new Subject.Unlisted(), Verdict.BLOCK));
        PolicyEngine engine = engine(tried, rule("asks", OWN_AFFAIRS, Verdict.COACH));
        Decision unlisted = engine.decide(asks("unknown.example", NINE));
        assertThat(unlisted.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(unlisted.recorded()).isFalse();
        assertThat(unlisted.terms().shadow()).contains(new Terms.Shadow("tried", Verdict.BLOCK));
        assertThat(engine.decide(asks("chat.example", NINE)).terms().shadow()).isEmpty();
        assertThat(engine.explain(asks("unknown.example", NINE)).steps())
                .extracting(Explanation.Step::outcome)
                .containsExactly(Explanation.Outcome.SHADOW, Explanation.Outcome.OTHER_SUBJECT);
    }

    @Test
    void aRuleInShadowBehindTheOneThatAnswersWouldNotHave() {
        PolicyEngine engine = engine(rule("asks", OWN_AFFAIRS, Verdict.COACH),
                shadow(rule("tried", new Subject.Anything(), Verdict.BLOCK)));
        Decision asked = engine.decide(asks("chat.example", NINE));
        assertThat(asked.verdict()).isEqualTo(Verdict.COACH);
        assertThat(asked.terms().shadow()).isEmpty();
        assertThat(engine.decide(asks("video.example", NINE)).terms().shadow())
                .contains(new Terms.Shadow("tried", Verdict.BLOCK));
    }

    @Test
    void whatNoListMentionsCanBeAskedAboutAndFlagged() {
        assertThat(verdict(engine(rule("new", new Subject.Unlisted(), Verdict.COACH)), "unknown.example"))
                .isEqualTo(Verdict.COACH);
        PolicyEngine flags = engine(rule("new", new Subject.Unlisted(), Verdict.FLAG));
        assertThat(verdict(flags, "unknown.example")).isEqualTo(Verdict.FLAG);
        assertThat(verdict(flags, "chat.example")).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void aLockedRuleIsNeverTriedOutNorThereForATimeNorCountedLater() {
        Rule locked = new Rule("locked", "Locked", Tier.LOCKED_BLOCK, Set.of(), OWN_AFFAIRS, new When.Always(),
                Verdict.BLOCK, true, Optional.empty());
        assertThatThrownBy(() -> shadow(locked)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dated(locked, new Validity(NINE, NOON))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rule("locked", "Locked", Tier.LOCKED_BLOCK, Set.of(), OWN_AFFAIRS,
                new When.Always(), Verdict.BLOCK, true, Optional.empty(),
                new Terms(Optional.empty(), Optional.empty(),
                        Optional.of(new Terms.Threshold(3, Duration.ofMinutes(2))), Optional.empty()),
                Validity.ALWAYS, false, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsOpenedAfterTheQuestionHoldsNoLongerThanTheHour() {
        Decision asked = engine(rule("asks", OWN_AFFAIRS, Verdict.COACH)).decide(asks("chat.example", NINE));
        Decision opened = asked.opened(NOON, true);
        assertThat(opened.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(opened.recorded()).isTrue();
        assertThat(opened.reason().rule()).isEqualTo("asks");
        assertThat(opened.reason().sentence()).isEqualTo("asks" + Reason.Opened.ENDING);
        assertThat(opened.holdsUntil()).isEqualTo(NOON);
    }

    private static Rule rule(String name, Subject subject, Verdict verdict) {
        return new Rule(name, name, Tier.RESTRICTION, Set.of(), subject, new When.Always(), verdict, true,
                Optional.empty());
    }

    private static Rule dated(Rule rule, Validity validity) {
        return new Rule(rule.name(), rule.title(), rule.tier(), rule.groups(), rule.subject(), rule.when(),
                rule.verdict(), rule.recorded(), rule.clause(), rule.terms(), validity, false, Optional.of("exam"));
    }

    private static Rule shadow(Rule rule) {
        return new Rule(rule.name(), rule.title(), rule.tier(), rule.groups(), rule.subject(), rule.when(),
                rule.verdict(), rule.recorded(), rule.clause(), rule.terms(), Validity.ALWAYS, true, Optional.empty());
    }

    private static PolicyEngine engine(Rule... rules) {
        Map<Host, Long> known = Map.of(host("games.example"), bits("games"), host("chat.example"), bits("chat"),
                host("video.example"), bits("video"), host("malware.example"), bits("malware"),
                host("chess-lessons.example"), bits("games") | bits("education"));
        return new PolicyEngine(CATEGORIES, new KnownIndex(CATEGORIES, known),
                new Policies(List.of(new Policy(STAFF, List.of(rules), Verdict.ALLOW)), List.of(),
                        new Policy(Group.STRANGERS, List.of(), Verdict.BLOCK), SmallSchool.TIMETABLE),
                "1");
    }

    private static Verdict verdict(PolicyEngine engine, String host) {
        return engine.decide(asks(host, NINE)).verdict();
    }

    private static Request asks(String host, Instant at) {
        return new Request(new TraceId(1), Client.at(IpAddress.ofV4(7)).in(STAFF),
                Target.Page.parse("http://" + host + "/").orElseThrow(), at);
    }

    private static Host host(String name) {
        return Host.parse(name).orElseThrow();
    }

    private static long bits(String slug) {
        return CategorySet.of(CATEGORIES.find(slug).orElseThrow()).bits();
    }

    private static Category category(int bit, String slug, Use use) {
        return new Category(bit, slug, slug, slug, false, use);
    }
}
