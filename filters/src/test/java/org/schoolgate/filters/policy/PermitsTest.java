package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
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
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// What entries of the registers open, for whom, when, and over which rules.
class PermitsTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Group STAFF = new Group("staff", "Staff");
    private static final Group PUPILS = new Group("pupils", "Pupils");
    private static final Categories CATEGORIES = new Categories(List.of(
            new Category(0, "social", "Social media", "Social media", false, Use.PERSONAL),
            new Category(1, "extremism", "Extremism", "Extremism", false, Use.NONE),
            new Category(2, "unions", "Unions", "Help", false, Use.NONE),
            new Category(3, "drugs", "Drugs", "Harm", false, Use.NONE)));
    private static final Instant NINE = Instant.parse("2026-11-30T09:00:00Z");
    private static final Validity TERM = new Validity(NINE, Instant.parse("2027-02-01T00:00:00Z"));
    private static final IpAddress DEVICE = IpAddress.parse("10.20.0.7").orElseThrow();
    private static final Client EDITOR = Client.at(DEVICE).in(STAFF).as(known("okafor"));
    private static final Client OTHER = Client.at(DEVICE).in(STAFF).as(known("rao"));
    private static final String PAGE = "https://www.social.example/marlbeck";

    private final Permit page = official("official-page-1", "www.social.example", "/marlbeck", false, Optional.empty());

    // ---- for whom ----------------------------------------------------------------------------------------------------

    @Test
    void anOfficialPageOpensForItsEditorAndForNobodyElse() {
        PolicyEngine engine = engine(page);
        Decision opened = engine.decide(asks(EDITOR, PAGE, NINE));
        assertThat(opened.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(opened.reason())
                .isEqualTo(new Reason.Ruled("official-page-1", "Entry official-page-1", Optional.empty()));
        assertThat(opened.recorded()).isFalse();
        assertThat(opened.snapshot()).endsWith("+register-4");
        assertThat(verdict(engine, OTHER, PAGE)).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(engine, Client.at(DEVICE).in(STAFF), PAGE)).as("nobody known").isEqualTo(Verdict.BLOCK);
        assertThat(verdict(engine, Client.at(DEVICE).in(STAFF).as(new Identity.OneOf(2)), PAGE)).as("one of two")
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void whoeverIsInAGroupThatIsLeftOutIsNotMeantBeTheyNamed() {
        Whom adults = new Whom(Set.of(new Person("okafor")), Set.of(STAFF), Set.of(DEVICE), Set.of(PUPILS));
        PolicyEngine engine = engine(override("social.example", adults));
        assertThat(verdict(engine, Client.at(DEVICE).in(STAFF), PAGE)).isEqualTo(Verdict.ALLOW);
        assertThat(verdict(engine, Client.at(DEVICE).in(PUPILS).as(known("okafor")), PAGE)).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void anOverrideIsForAGroupOrForADevice() {
        PolicyEngine group = engine(override("social.example", new Whom(Set.of(), Set.of(PUPILS), Set.of())));
        assertThat(verdict(group, Client.at(DEVICE).in(PUPILS), "https://m.social.example/")).isEqualTo(Verdict.ALLOW);
        assertThat(verdict(group, Client.at(DEVICE).in(STAFF), PAGE)).isEqualTo(Verdict.BLOCK);
        PolicyEngine device = engine(override("social.example", new Whom(Set.of(), Set.of(), Set.of(DEVICE))));
        assertThat(verdict(device, Client.at(DEVICE).in(PUPILS), PAGE)).isEqualTo(Verdict.ALLOW);
        assertThat(verdict(device, Client.at(IpAddress.parse("10.20.0.8").orElseThrow()).in(PUPILS), PAGE))
                .isEqualTo(Verdict.BLOCK);
        assertThatThrownBy(() -> new Whom(Set.of(), Set.of(), Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOverrideOfACategoryOpensWhatIsInIt() {
        PolicyEngine engine = engine(new Permit(rule("override-1", new Subject.Listed(set("social")), TERM),
                editors("okafor"), Optional.empty(), Optional.empty(), true, set("extremism")));
        assertThat(verdict(engine, EDITOR, PAGE)).isEqualTo(Verdict.ALLOW);
        assertThat(verdict(engine, EDITOR, "https://drugs.example/")).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(engine, OTHER, PAGE)).isEqualTo(Verdict.BLOCK);
    }

    // ---- what --------------------------------------------------------------------------------------------------------

    @Test
    void whereTheWholeAddressIsSeenOnlyThePageAndWhatIsBelowItOpens() {
        PolicyEngine engine = engine(page);
        for (String open : List.of(PAGE, PAGE + "/", PAGE + "/photos?x=1", PAGE + "?ref=2")) {
            assertThat(verdict(engine, EDITOR, open)).as(open).isEqualTo(Verdict.ALLOW);
        }
        for (String closed : List.of("https://www.social.example/", "https://www.social.example/marlbeckfans",
                "https://www.social.example/x/marlbeck", "https://social.example/marlbeck",
                "https://a.www.social.example/marlbeck", PAGE + "/../others", PAGE + "/%2e%2e/others")) {
            assertThat(verdict(engine, EDITOR, closed)).as(closed).isEqualTo(Verdict.BLOCK);
        }
        assertThat(engine.decide(request(EDITOR, new Target.Site(Host.parse("www.social.example").orElseThrow(), 443),
                NINE)).verdict()).as("the name alone").isEqualTo(Verdict.ALLOW);
        assertThat(engine.decide(request(OTHER, new Target.Site(Host.parse("www.social.example").orElseThrow(), 443),
                NINE)).verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void whoMayOnlyReadAPageSendsNothingThere() {
        assertThat(engine(page).decide(asks(EDITOR, PAGE, NINE).sending()).verdict()).isEqualTo(Verdict.BLOCK);
        PolicyEngine posting = engine(official("official-page-1", "www.social.example", "/marlbeck", true,
                Optional.empty()));
        assertThat(posting.decide(asks(EDITOR, PAGE, NINE).sending()).verdict()).isEqualTo(Verdict.ALLOW);
    }

    // ---- when --------------------------------------------------------------------------------------------------------

    @Test
    void itOpensFromItsFirstMomentUntilItsLastAndSaysUntilWhen() {
        PolicyEngine engine = engine(page);
        assertThat(engine.decide(asks(EDITOR, PAGE, NINE.minusMillis(1))).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(engine.decide(asks(EDITOR, PAGE, NINE.minusMillis(1))).holdsUntil()).isEqualTo(NINE);
        assertThat(engine.decide(asks(EDITOR, PAGE, NINE)).holdsUntil()).isEqualTo(TERM.until());
        assertThat(engine.decide(asks(EDITOR, PAGE, TERM.until().minusMillis(1))).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(engine.decide(asks(EDITOR, PAGE, TERM.until())).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(engine.decide(asks(EDITOR, PAGE, TERM.until())).holdsUntil()).isEqualTo(Instant.MAX);
    }

    @Test
    void whoMeetsAPageThatIsClosedSinceItsReviewIsToldSoAndNobodyElse() {
        PolicyEngine engine = engine(page);
        Decision after = engine.decide(asks(EDITOR, PAGE, TERM.until()));
        assertThat(after.reason().sentence()).isEqualTo("closed; Entry official-page-1 no longer opens, as its review"
                + " date has passed");
        assertThat(after.reason().rule()).isEqualTo("closed");
        assertThat(after.recorded()).isTrue();
        assertThat(after.listings()).as("the evidence is there").hasSize(1);
        assertThat(engine.decide(asks(OTHER, PAGE, TERM.until())).reason().sentence()).isEqualTo("closed");
        assertThat(engine.decide(asks(EDITOR, PAGE, NINE.minusSeconds(1))).reason().sentence()).isEqualTo("closed");
        assertThat(engine.decide(asks(EDITOR, "https://open.example/", TERM.until())).verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void itsHoursAreThoseOfTheClockOnTheWallInSummerAndWinter() {
        Weekly hours = new Weekly(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(8, 0),
                LocalTime.of(16, 30), LONDON);
        Validity year = new Validity(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
        PolicyEngine engine = engine(new Permit(rule("official-page-1", sites("www.social.example"), year),
                editors("okafor"), Optional.of("/marlbeck"), Optional.of(hours), false, CategorySet.NONE));
        assertThat(engine.decide(asks(EDITOR, PAGE, local("2026-06-15", 8, 0))).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(engine.decide(asks(EDITOR, PAGE, local("2026-06-15", 7, 59))).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(engine.decide(asks(EDITOR, PAGE, local("2026-06-15", 7, 59))).holdsUntil())
                .isEqualTo(local("2026-06-15", 8, 0));
        assertThat(engine.decide(asks(EDITOR, PAGE, local("2026-11-30", 16, 29))).holdsUntil())
                .isEqualTo(local("2026-11-30", 16, 30));
        assertThat(engine.decide(asks(EDITOR, PAGE, local("2026-11-30", 16, 30))).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(engine.decide(asks(EDITOR, PAGE, local("2026-11-28", 10, 0))).verdict()).as("a Saturday")
                .isEqualTo(Verdict.BLOCK);
        assertThat(engine.decide(asks(EDITOR, PAGE, local("2026-11-28", 10, 0))).holdsUntil())
                .isEqualTo(local("2026-11-30", 8, 0));
    }

    // ---- over which rules --------------------------------------------------------------------------------------------

    @Test
    void nothingThatALockedRuleClosesEverOpens() {
        Whom everybody = new Whom(Set.of(new Person("okafor")), Set.of(STAFF, PUPILS), Set.of(DEVICE));
        PolicyEngine engine = engine(override("extreme.example", everybody), override("both.example", everybody),
                new Permit(rule("override-9", new Subject.Listed(set("extremism")), TERM), everybody, Optional.empty(),
                        Optional.empty(), true, CategorySet.NONE));
        assertThat(engine.decide(asks(EDITOR, "https://extreme.example/", NINE)).reason().rule()).isEqualTo("locked");
        assertThat(engine.decide(asks(EDITOR, "https://both.example/", NINE)).reason().rule()).isEqualTo("locked");
    }

    @Test
    void whatOnePersonOpenedAloneStaysClosedOnceItIsInACategoryThatNeedsTwo() {
        Whom okafor = editors("okafor");
        assertThat(verdict(engine(override("drugs.example", okafor)), EDITOR, "https://drugs.example/"))
                .isEqualTo(Verdict.ALLOW);
        PolicyEngine alone = engine(new Permit(rule("override-2", sites("drugs.example"), TERM), okafor,
                Optional.empty(), Optional.empty(), true, Sensitive.of(CATEGORIES, List.of())));
        assertThat(verdict(alone, EDITOR, "https://drugs.example/")).isEqualTo(Verdict.BLOCK);
        assertThat(Sensitive.of(CATEGORIES, List.of())).isEqualTo(set("extremism", "unions", "drugs"));
        assertThat(Sensitive.of(CATEGORIES, List.of(Watch.each(set("social"), Severity.CONCERN, List.of("a@b.c")))))
                .isEqualTo(set("social", "extremism", "unions", "drugs"));
        assertThat(Sensitive.of(CATEGORIES, List.of(Watch.each(set("social"), Severity.NOTICE, List.of("a@b.c")))))
                .isEqualTo(set("extremism", "unions", "drugs"));
        assertThat(Sensitive.locked(alone.policies())).isEqualTo(set("extremism"));
    }

    @Test
    void whatALockedRuleKeepsOpenStaysThatRulesBusiness() {
        PolicyEngine engine = engine(override("union.example", editors("okafor")));
        assertThat(engine.decide(asks(EDITOR, "https://union.example/", NINE)).reason().rule()).isEqualTo("help");
    }

    @Test
    void aNameThatIsOnlyClaimedOpensNothing() {
        PolicyEngine engine = engine(page);
        assertThat(engine.decide(asks(EDITOR, PAGE, NINE).asClaimed()).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(engine.explain(asks(EDITOR, PAGE, NINE).asClaimed()).steps())
                .extracting(step -> step.rule().name()).doesNotContain("official-page-1");
    }

    @Test
    void anEntryDoesNothingButOpen() {
        Rule blocks = new Rule("x", "x", Tier.RESTRICTION, Set.of(), sites("a.example"), new When.Always(),
                Verdict.BLOCK, true, Optional.empty());
        assertThatThrownBy(() -> new Permit(blocks, editors("okafor"), Optional.empty(), Optional.empty(), true,
                CategorySet.NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Permit(rule("x", new Subject.Anything(), TERM), editors("okafor"),
                Optional.empty(), Optional.empty(), true, CategorySet.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ---- why ---------------------------------------------------------------------------------------------------------

    @Test
    void theTraceTellsEachEntryAboutTheHostAndWhatBecameOfIt() {
        Permit over = new Permit(rule("official-page-7", sites("www.social.example"),
                new Validity(NINE.minusSeconds(60), NINE)), editors("okafor"), Optional.empty(), Optional.empty(),
                false,
                CategorySet.NONE);
        PolicyEngine engine = engine(over, official("official-page-8", "elsewhere.example", "/", false,
                Optional.empty()), page);
        assertThat(engine.explain(asks(EDITOR, PAGE, NINE)).steps())
                .extracting(step -> step.rule().name() + " " + step.outcome())
                .containsExactly("locked OTHER_SUBJECT", "help OTHER_SUBJECT", "official-page-7 OTHER_DATES",
                        "official-page-1 ANSWERED");
        assertThat(engine.explain(asks(OTHER, PAGE, NINE)).steps())
                .extracting(step -> step.rule().name() + " " + step.outcome())
                .containsExactly("locked OTHER_SUBJECT", "help OTHER_SUBJECT", "official-page-7 OTHER_PEOPLE",
                        "official-page-1 OTHER_PEOPLE", "closed ANSWERED");
        assertThat(engine.explain(asks(OTHER, PAGE, NINE)).decision().listings()).hasSize(1);
    }

    // ---- a small school ----------------------------------------------------------------------------------------------

    private static Instant local(String day, int hour, int minute) {
        return LocalDate.parse(day).atTime(hour, minute).atZone(LONDON).toInstant();
    }

    private static Identity known(String account) {
        return new Identity.Known(new Person(account), Set.of(), Identity.Source.PASSWORD, Instant.EPOCH);
    }

    private static Whom editors(String account) {
        return new Whom(Set.of(new Person(account)), Set.of(), Set.of());
    }

    private static CategorySet set(String... slugs) {
        return CATEGORIES.set(List.of(slugs));
    }

    private static Subject sites(String host) {
        return new Subject.Sites(List.of(Host.parse(host).orElseThrow()));
    }

    private static Rule rule(String name, Subject subject, Validity validity) {
        Rule always = new Rule(name, "Entry " + name, Tier.EXCEPTION, Set.of(), subject, new When.Always(),
                Verdict.ALLOW, false, Optional.empty());
        return new Rule(name, always.title(), always.tier(), always.groups(), subject, always.when(), always.verdict(),
                false, Optional.empty(), always.terms(), validity, false, Optional.of("because"));
    }

    private static Permit official(String name, String host, String path, boolean posting, Optional<Weekly> hours) {
        return new Permit(rule(name, sites(host), TERM), editors("okafor"), Optional.of(path), hours, posting,
                CategorySet.NONE);
    }

    private static Permit override(String host, Whom whom) {
        return new Permit(rule("override-1", sites(host), TERM), whom, Optional.empty(), Optional.empty(), true,
                set("extremism"));
    }

    private static PolicyEngine engine(Permit... permits) {
        List<Rule> rules = List.of(
                locked("locked", Tier.LOCKED_BLOCK, "extremism", Verdict.BLOCK),
                locked("help", Tier.LOCKED_ALLOW, "unions", Verdict.ALLOW),
                locked("closed", Tier.RESTRICTION, "social", Verdict.BLOCK),
                locked("harm", Tier.RESTRICTION, "drugs", Verdict.BLOCK));
        Policies policies = new Policies(List.of(new Policy(STAFF, rules, Verdict.ALLOW),
                new Policy(PUPILS, rules, Verdict.ALLOW)), List.of(),
                new Policy(Group.STRANGERS, rules, Verdict.BLOCK), Timetable.unknown(LONDON));
        Map<Host, Long> known = new HashMap<>();
        for (String host : List.of("social.example", "www.social.example", "m.social.example",
                "a.www.social.example")) {
            known.put(Host.parse(host).orElseThrow(), set("social").bits());
        }
        known.put(Host.parse("extreme.example").orElseThrow(), set("extremism").bits());
        known.put(Host.parse("both.example").orElseThrow(), set("social", "extremism").bits());
        known.put(Host.parse("union.example").orElseThrow(), set("unions").bits());
        known.put(Host.parse("drugs.example").orElseThrow(), set("drugs").bits());
        return new PolicyEngine(CATEGORIES, new KnownIndex(CATEGORIES, known), policies,
                new Permits("register-4", List.of(permits)), "policy");
    }

    private static Rule locked(String name, Tier tier, String category, Verdict verdict) {
        return new Rule(name, name, tier, Set.of(), new Subject.Listed(set(category)), new When.Always(), verdict,
                tier == Tier.RESTRICTION, Optional.empty());
    }

    private static Verdict verdict(PolicyEngine engine, Client client, String url) {
        return engine.decide(asks(client, url, NINE)).verdict();
    }

    private static Request asks(Client client, String url, Instant at) {
        return request(client, Target.Page.parse(url).orElseThrow(), at);
    }

    private static Request request(Client client, Target target, Instant at) {
        return new Request(new TraceId(7), client, target, at);
    }
}
