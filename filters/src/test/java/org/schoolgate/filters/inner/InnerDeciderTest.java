package org.schoolgate.filters.inner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.Rounds;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.category.PlainIndex;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.LookRule;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// The evasion cases E53 to E57 as a school's policy answers them, by their numbers in the catalogue.
class InnerDeciderTest {

    private static final Categories CATEGORIES = new Categories(List.of(
            new Category(0, "chat", "Chat", "Social media", false),
            new Category(1, "illegal", "Illegal content", "Illegal content", true),
            new Category(2, "helplines", "Helplines", "Help", false),
            new Category(3, "translation", "Translation", "Learning", false),
            new Category(4, "proxies", "Web proxies", "Ways round the filter", false),
            new Category(5, "travel", "Travel", "Personal use", false)));

    private final PlainIndex index = new PlainIndex().add("blocked.test", category("chat"))
            .add("worst.test", category("illegal")).add("help.test", category("helplines"))
            .add("translate.goog", category("translation")).add("glype.test", category("proxies"))
            .add("paths.test/secret", category("chat")).add("flights.test", category("travel"))
            .add("bad.pages.dev", category("chat")).add("bad.workers.dev", category("chat"))
            .add("bad.github.io", category("chat")).add("bad.vercel.app", category("chat"));

    private final InnerDecider decider = decider(List.of());

    private InnerDecider decider(List<LookRule> looks) {
        return new InnerDecider(new PolicyEngine(CATEGORIES, index,
                new Policies(List.of(), List.of(), new Policy(Group.STRANGERS, List.of(
                        rule("illegal", Tier.LOCKED_BLOCK, Verdict.BLOCK),
                        rule("helplines", Tier.LOCKED_ALLOW, Verdict.ALLOW),
                        rule("translation", Tier.EXCEPTION, Verdict.ALLOW),
                        rule("chat", Tier.RESTRICTION, Verdict.BLOCK),
                        rule("proxies", Tier.RESTRICTION, Verdict.BLOCK),
                        rule("travel", Tier.RESTRICTION, Verdict.FLAG)), Verdict.ALLOW, looks),
                        Timetable.unknown(ZoneId.of("Europe/London"))),
                "1"), Shipped.inner());
    }

    private static Category category(String slug) {
        return CATEGORIES.find(slug).orElseThrow();
    }

    private static Rule rule(String slug, Tier tier, Verdict verdict) {
        return new Rule(slug, "Rule about " + slug, tier, Set.of(),
                new Subject.Listed(CategorySet.of(category(slug))), new When.Always(), verdict,
                verdict != Verdict.ALLOW, Optional.empty());
    }

    private Decision ask(String text) {
        return ask(decider, text);
    }

    private static Decision ask(InnerDecider decider, String text) {
        Target target = text.contains("://")
                ? Target.Page.parse(text).orElseThrow()
                : Target.Site.parse(text).orElseThrow();
        return decider.decide(new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)), target, Instant.EPOCH));
    }

    private void isClosedBecauseOf(String host, String address) {
        Decision decision = ask(address);
        assertThat(decision.verdict()).as(address).isEqualTo(Verdict.BLOCK);
        assertThat(decision.reason().sentence()).as(address)
                .isEqualTo("Rule about chat; the address inside this one is " + host);
        assertThat(decision.listings()).extracting(Listing::list).containsExactly("hand/chat");
        assertThat(decision.recorded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://translate.google.com/translate?u=http://blocked.test/",
                "https://translate.google.de/translate?hl=en&u=blocked.test", "https://blocked-test.translate.goog/",
                "blocked-test.translate.goog:443", "https://translate.yandex.com/translate?url=blocked.test",
                "https://www.translatetheweb.com/?a=http%3A%2F%2Fblocked.test"})
    void e53WhatATranslatorTranslatesIsJudged(String address) {
        isClosedBecauseOf("blocked.test", address);
    }

    @Test
    void whatIsDemandedOfATranslatorIsDemandedWhateverItTranslates() {
        InnerDecider strict = decider(List.of(
                new LookRule(Set.of(), sites("translate.google.com"), Look.INSIDE, new Demands(true, false)),
                new LookRule(Set.of(), sites("flights.test"), Look.INSIDE, new Demands(false, true))));
        for (String address : List.of("https://translate.google.com/",
                "https://translate.google.com/translate?u=news.test",
                "https://translate.google.com/translate?u=http://flights.test/")) {
            assertThat(ask(strict, address).demands()).as(address).isEqualTo(new Demands(true, false));
        }
        assertThat(ask(strict, "https://flights.test/").demands()).isEqualTo(new Demands(false, true));
        assertThat(ask(strict, "https://translate.google.de/translate?u=http://flights.test/").demands())
                .isEqualTo(Demands.STANDARD);
    }

    private static Subject sites(String name) {
        return new Subject.Sites(List.of(Host.parse(name).orElseThrow()));
    }

    @Test
    void e53OtherPagesOfATranslatorStayOpen() {
        for (String address : List.of("https://translate.google.com/?text=blocked.test", "news-test.translate.goog:443",
                "https://translate.google.com/translate?u=http://news.test/")) {
            assertThat(ask(address).verdict()).as(address).isEqualTo(Verdict.ALLOW);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://web.archive.org/web/2020/http://blocked.test/",
                "http://archive.ph/http://blocked.test/",
                "https://web.archive.org/web/2020id_/blocked.test/x",
                "https://webcache.googleusercontent.com/search?q=cache:http://blocked.test/"})
    void e54WhatACacheKeepsIsJudged(String address) {
        isClosedBecauseOf("blocked.test", address);
    }

    @Test
    void e54APathIsJudgedAsOneThroughACacheToo() {
        isClosedBecauseOf("paths.test", "https://web.archive.org/web/2020/http://paths.test/secret/x");
        assertThat(ask("https://web.archive.org/web/2020/http://paths.test/open").verdict()).isEqualTo(Verdict.ALLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://p.test/?u=aHR0cDovL2Jsb2NrZWQudGVzdC8=",
                "http://p.test/browse.php?u=http%3A%2F%2Fblocked.test&b=4",
                "http://p.test/index.php?q=uggc%3N%2S%2Soybpxrq.grfg", "http://p.test/?url=http://blocked.test/",
                "http://p.test/index.php?q=687474703a2f2f626c6f636b65642e746573742f",
                "http://p.test/uv/service/hvtrs8%2F-bnoakgd%2Ctgsv%2F"})
    void e55WhatAWebProxyFetchesIsJudged(String address) {
        isClosedBecauseOf("blocked.test", address);
    }

    @Test
    void e56AcceleratedPagesAreJudgedByTheSiteTheyAreOf() {
        isClosedBecauseOf("blocked.test", "https://news-test.cdn.ampproject.org/c/s/blocked.test/a");
        isClosedBecauseOf("blocked.test", "https://www.google.com/amp/s/blocked.test/");
        isClosedBecauseOf("blocked.test", "blocked-test.cdn.ampproject.org:443");
    }

    /// Each tenant of a shared host is a site of its own: what lists say of one says nothing of another.
    @ParameterizedTest
    @ValueSource(strings = {"pages.dev", "workers.dev", "github.io", "vercel.app"})
    void e56OneTenantOfASharedHostClosesNoOtherAndNotTheHost(String host) {
        assertThat(ask("bad." + host + ":443").verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(ask("deep.bad." + host + ":443").verdict()).isEqualTo(Verdict.BLOCK);
        for (String open : List.of("good." + host, "notbad." + host, host)) {
            assertThat(ask(open + ":443").verdict()).as(open).isEqualTo(Verdict.ALLOW);
        }
    }

    @Test
    void e57ARedirectThatNamesItsGoalIsJudgedEarlyAndOtherwiseTheGoalIsWhenItIsAskedFor() {
        isClosedBecauseOf("blocked.test", "https://www.google.com/url?q=http://blocked.test/");
        isClosedBecauseOf("blocked.test", "http://open.test/out?to=http%3A%2F%2Fblocked.test%2F");
        assertThat(ask("https://bit.ly/x").verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(ask("http://blocked.test/").verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void theStrictestAnswerStandsAndALockComesFirst() {
        Decision decision = ask("http://glype.test/browse.php?u=http://worst.test/");
        assertThat(decision.reason().rule()).isEqualTo("illegal");
        assertThat(decision.addressSealed()).isTrue();
        assertThat(decision.reason().sentence())
                .isEqualTo("Rule about illegal; it is about the address inside this one")
                .doesNotContain("worst.test");
        Decision own = ask("http://glype.test/browse.php?u=http://blocked.test/");
        assertThat(own.reason().rule()).isEqualTo("proxies");
        assertThat(own.reason()).isInstanceOf(Reason.Ruled.class);
        assertThat(CATEGORIES.of(own.categories())).extracting(Category::slug).containsExactly("chat", "proxies");
        assertThat(ask("http://blocked.test/?u=http://news.test/").reason().sentence()).isEqualTo("Rule about chat");
        assertThat(ask("http://p.test/?u=http://flights.test/").verdict()).isEqualTo(Verdict.FLAG);
        assertThat(ask("http://help.test/?u=http://blocked.test/").verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void whoeverLooksForHelpThroughATranslatorIsNotTold() {
        Decision decision = ask("help-test.translate.goog:443");
        assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decision.addressSealed()).isTrue();
        assertThat(decision.recorded()).isFalse();
        assertThat(CATEGORIES.of(decision.categories())).extracting(Category::slug).doesNotContain("helplines");
    }

    @Test
    void whatCannotBeReadToItsEndStaysClosed() {
        StringBuilder many = new StringBuilder("http://p.test/?");
        for (int i = 0; i <= InnerAddresses.MOST; i++) {
            many.append("u=http://p").append(i).append(".test/&");
        }
        Decision decision = ask(many.toString());
        assertThat(decision.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(decision.reason()).isEqualTo(new Reason.Overfull());
        assertThat(decision.addressSealed()).isTrue();
    }

    @Test
    void whereNothingIsInsideTheVeryDecisionIsHandedOn() {
        assertThat(ask("http://news.test/?a=b")).isSameAs(ask("http://other.test/"));
    }

    @Test
    void howeverAnAddressIsEncodedTheVerdictIsThatOnTheAddress() {
        Rounds.play(3_000, random -> {
            String host = Rounds.oneOf(random, "blocked.test", "www.blocked.test", "worst.test", "news.test",
                    "flights.test", "xn--mnchen-3ya.test");
            String address = Rounds.oneOf(random, "http://", "https://", "HTTP://", "http:/") + host
                    + Rounds.oneOf(random, "", "/", "/a/b?c=d", ":8080/", "/?q=caf%C3%A9");
            Verdict expected = ask("http://" + host + "/").verdict();
            String value = address;
            for (int i = random.nextInt(4); i > 0; i--) {
                value = encoded(random, value);
            }
            String sent = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            String wrapped = Rounds.oneOf(random, "http://p.test/browse.php?u=", "http://p.test/?b=1&url=",
                    "https://p.test/index.php?q=", "http://p.test/x?a=b;link=") + sent
                    + Rounds.oneOf(random, "", "&b=4");
            assertThat(ask(wrapped).verdict()).as("%s for %s", wrapped, address).isEqualTo(expected);
        });
    }

    private static String encoded(RandomGenerator random, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            case 1 -> Base64.getEncoder().encodeToString(bytes);
            case 2 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case 3 -> HexFormat.of().formatHex(bytes);
            case 4 -> HexFormat.of().withUpperCase().formatHex(bytes);
            default -> value.codePoints().map(InnerDeciderTest::rot13)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        };
    }

    private static int rot13(int c) {
        int first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
        return first == 0 ? c : first + (c - first + 13) % 26;
    }
}
