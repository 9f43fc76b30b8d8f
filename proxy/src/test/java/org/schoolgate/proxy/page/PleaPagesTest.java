package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.Marlbeck;
import org.schoolgate.proxy.page.Pleas.Sent;
import org.schoolgate.proxy.page.Pleas.Standing;
import org.schoolgate.proxy.page.Pleas.State;

/// The form on pages that close something, and what becomes of it.
class PleaPagesTest {

    private static final Pattern SLIP = Pattern.compile("name=\"slip\" value=\"([A-Za-z0-9_-]+)\"");
    private static final String SITE = "http://www.facebook.com";
    private static final IpAddress DEVICE = IpAddress.parse("10.1.2.3").orElseThrow();

    private final Kept kept = new Kept();
    private Instant now = Marlbeck.AT;
    private final WrittenPages pages = pages(kept, () -> now);

    private static WrittenPages pages(Pleas kept, InstantSource clock) {
        return new WrittenPages(() -> Marlbeck.SCHOOL, () -> Marlbeck.CATEGORIES, Set::of, () -> Marlbeck.OWN_SITE,
                clock, Optional.empty(), Optional.empty(), Optional.of(kept));
    }

    /// Keeps what is sent, and answers as a test says.
    private static final class Kept implements Pleas {

        final List<Plea> sent = new ArrayList<>();
        Sent answer = new Sent.Taken("M2JD-8VTA", false);
        Optional<Standing> standing = Optional.empty();

        @Override
        public CompletionStage<Sent> send(Plea plea) {
            sent.add(plea);
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletionStage<Optional<Standing>> find(String reference) {
            return CompletableFuture.completedFuture(standing.filter(_ -> reference.equals("M2JD-8VTA")));
        }
    }

    /// Each page, for the browser.
    static Map<String, Answer> answers() {
        Kept kept = new Kept();
        PleaPagesTest test = new PleaPagesTest();
        Map<String, Answer> all = new LinkedHashMap<>();
        for (Group group : List.of(Marlbeck.PUPILS, Marlbeck.STAFF)) {
            WrittenPages pages = pages(kept, () -> Marlbeck.AT);
            Answer block = pages.refused(Marlbeck.request(Marlbeck.PAGE),
                    Marlbeck.decision(Verdict.BLOCK, group, Marlbeck.NETWORKS), Marlbeck.browser());
            all.put("plea-block-" + group.name(), block);
            all.put("plea-again-" + group.name(), own(pages, "POST", PleaPages.SEND, "", "slip=" + slip(block)));
            all.put("plea-sent-" + group.name(),
                    own(pages, "POST", PleaPages.SEND, "", "kind=work&words=for+Year+5&slip="
                            + slip(block)));
        }
        all.put("plea-look", own(test.pages, "GET", "/report", "", ""));
        test.kept.standing = Optional.of(new Standing("www.facebook.com", Marlbeck.AT, State.OPENED,
                Optional.of(Marlbeck.AT), "It was on the list by mistake."));
        all.put("plea-opened", own(test.pages, "GET", "/report/M2JD-8VTA", "", ""));
        return all;
    }

    // ---- the form ----------------------------------------------------------------------------------------------------

    @Test
    void whatIsClosedHasAFormThatNeedsNoScriptAndNoName() {
        Answer answer = refused(Marlbeck.STAFF, Marlbeck.NETWORKS);
        assertThat(text(answer)).contains("Is this closed by mistake?",
                "<form method=\"post\" action=\"/.well-known/schoolgate/wrong\"",
                "It is closed by mistake", "It is needed for a lesson", "It is needed for work", "type=\"time\"",
                "maxlength=\"300\"", "not who you are").doesNotContain("<script", "name=\"name\"");
        assertThat(answer.headers().get("Content-Security-Policy")).contains("form-action 'self'");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void pupilsAreSpokenToAsPupilsAndNeedToWriteNothing() {
        String page = text(refused(Marlbeck.PUPILS, Marlbeck.NETWORKS));
        assertThat(page)
                .contains("Tell the school", "A grown-up reads every message", "I think it is closed by mistake",
                        "I need this site for my homework", "You may leave this empty")
                .doesNotContain("needed for work", "Is this closed by mistake?");
        assertThat(own("kind=mistake&slip=" + slip(page)).status()).isEqualTo(200);
        assertThat(kept.sent.getFirst().voice()).isEqualTo(Voice.PUPIL);
        assertThat(text(refused(Marlbeck.STAFF, Marlbeck.NETWORKS))).doesNotContain("You may leave this empty");
    }

    @Test
    void whatIsSealedSpentOrUndecidedHasNoForm() {
        for (Category sealed : List.of(Marlbeck.ILLEGAL, Marlbeck.SECRET)) {
            for (Group group : List.of(Marlbeck.STAFF, Marlbeck.PUPILS, Group.STRANGERS)) {
                assertThat(text(refused(group, sealed))).doesNotContain("<form", "slip");
            }
        }
        assertThat(text(pages.refused(Marlbeck.request(Marlbeck.PAGE), Marlbeck.undecided(), Marlbeck.browser())))
                .doesNotContain("<form");
        Decision closed = Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS);
        assertThat(form(closed, new Reason.Spent(closed.reason(), 20))).isFalse();
        assertThat(form(closed, new Reason.Overfull())).isFalse();
        assertThat(form(closed, new Reason.Inside(Optional.empty(), closed.reason()))).isFalse();
        assertThat(form(closed, new Reason.Inside(Optional.of("inner.example"), closed.reason()))).isTrue();
        assertThat(text(pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.COACH, Marlbeck.STAFF, Marlbeck.NETWORKS), Marlbeck.browser())))
                .doesNotContain("slip");
    }

    private boolean form(Decision closed, Reason reason) {
        Decision other = new Decision(Verdict.BLOCK, reason, CategorySet.NONE, closed.listings(), closed.group(), false,
                false, closed.holdsUntil(), "v");
        return text(pages.refused(Marlbeck.request(Marlbeck.PAGE), other, Marlbeck.browser()))
                .contains("name=\"slip\"");
    }

    @Test
    void theAddressInsideIsWhatIsMeantWhereThatIsClosed() {
        Decision closed = Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS);
        Decision inside = new Decision(Verdict.BLOCK, new Reason.Inside(Optional.of("inner.example"), closed.reason()),
                CategorySet.NONE, closed.listings(), closed.group(), false, false, closed.holdsUntil(), "v");
        own("kind=mistake&words=x&slip="
                + slip(pages.refused(Marlbeck.request(Marlbeck.PAGE), inside, Marlbeck.browser())));
        assertThat(kept.sent.getFirst().site()).isEqualTo("inner.example");
    }

    // ---- sending -----------------------------------------------------------------------------------------------------

    @Test
    void whoeverSendsGetsAReferenceAndTheAddressOfTheAnswer() {
        Answer sent = own("kind=lesson&hour=11:00&words=Year+2%0Aare+counting+birds&slip=" + staffSlip());
        assertThat(sent.status()).isEqualTo(200);
        assertThat(text(sent)).contains("M2JD-8VTA", "http://schoolgate.internal/report/M2JD-8VTA", "stays closed");
        Plea plea = kept.sent.getFirst();
        assertThat(plea.site()).isEqualTo("www.facebook.com");
        assertThat(plea.words()).isEqualTo("Year 2 are counting birds");
        assertThat(plea.hour()).contains(LocalTime.of(11, 0));
        assertThat(plea.group()).isEqualTo("staff");
        assertThat(plea.entries()).containsExactly(new Plea.Entry("facebook.com", "social-networks",
                "Social media: networks", "ut1/social_networks", "2026-11-16", 4711));
        assertThat(plea.toString()).doesNotContain("birds", "10.1.2.3");
        kept.answer = new Sent.Taken("M2JD-8VTA", true);
        assertThat(text(own("kind=work&hour=11:00&words=x&slip=" + staffSlip()))).contains("counted once more");
        assertThat(kept.sent.getLast().hour()).as("of a lesson alone").isEmpty();
    }

    @Test
    void whatIsNotGoodEnoughIsShownAgainAsItWasTypedAndIsNotSent() {
        String slip = staffSlip();
        assertThat(text(own("words=x&slip=" + slip))).contains("Choose what you want to say.");
        assertThat(text(own("kind=work&slip=" + slip))).contains("Write a few words");
        assertThat(text(own("kind=lesson&hour=eleven&words=x&slip=" + slip))).contains("Write the hour like 11:00");
        Answer again = own("kind=work&words=" + encoded("<b>" + "y".repeat(300)) + "&slip=" + slip);
        assertThat(again.status()).isEqualTo(422);
        assertThat(text(again)).contains("more than 300 characters", "&lt;b&gt;yyy", slip, "value=\"work\" checked");
        assertThat(kept.sent).isEmpty();
    }

    @Test
    void onlyTheDeviceThatWasShownThePageSendsItsFormAndOnlyFromThere() {
        String slip = staffSlip();
        String form = "kind=work&words=x&slip=" + slip;
        assertThat(own(pages, "POST", PleaPages.SEND, "", form, Optional.of("http://evil.example"), DEVICE).status())
                .isEqualTo(403);
        assertThat(own(pages, "POST", PleaPages.SEND, "", form, Optional.empty(), DEVICE).status()).isEqualTo(403);
        assertThat(own(pages, "POST", PleaPages.SEND, "", form, Optional.of(SITE),
                IpAddress.parse("10.1.2.4").orElseThrow()).status()).isEqualTo(403);
        assertThat(own("kind=work&words=x&slip=" + slip.substring(1)).status()).isEqualTo(403);
        assertThat(own("kind=work&words=x&slip=").status()).isEqualTo(403);
        assertThat(own("not a form&&&==").status()).isEqualTo(403);
        assertThat(own(pages, "GET", PleaPages.SEND, "", "").status()).isEqualTo(403);
        now = Marlbeck.AT.plus(Duration.ofMinutes(30));
        assertThat(text(own(form))).contains("This page was over");
        assertThat(kept.sent).isEmpty();
        now = Marlbeck.AT.plus(Duration.ofMinutes(29));
        assertThat(own(form).status()).isEqualTo(200);
    }

    @Test
    void aFloodIsToldSoPolitely() {
        kept.answer = new Sent.Enough(false);
        Answer device = own("kind=work&words=x&slip=" + staffSlip());
        assertThat(device.status()).isEqualTo(429);
        assertThat(text(device)).contains("This device has sent many", "What was sent before is kept");
        kept.answer = new Sent.Enough(true);
        assertThat(own("kind=work&words=x&slip=" + staffSlip()).status()).isEqualTo(503);
    }

    @Test
    void whateverTheListSaysTheFormFitsIntoWhatIsTaken() {
        Category longest = new Category(0, "x".repeat(60), "ß".repeat(900), "S", false);
        Decision decision = Marlbeck.decision(Verdict.BLOCK, new Group("g", "€".repeat(2_000)), Marlbeck.NETWORKS);
        Decision huge = new Decision(Verdict.BLOCK, decision.reason(), CategorySet.NONE,
                java.util.Collections.nCopies(9,
                        new org.schoolgate.filters.category.Listing("€".repeat(5_000), longest, "€".repeat(900),
                                "€".repeat(900), 1)),
                decision.group(), false, false, decision.holdsUntil(), "v");
        Answer page = pages.refused(Marlbeck.request(Marlbeck.PAGE), huge, Marlbeck.browser());
        String form = "kind=lesson&hour=11:00&words=" + encoded("\ud83d\ude00".repeat(300)) + "&slip=" + slip(page);
        assertThat(form.length()).isLessThanOrEqualTo(pages.ownForm(PleaPages.SEND, false));
        assertThat(own(form).status()).isEqualTo(200);
        assertThat(kept.sent.getFirst().entries()).hasSize(3);
    }

    // ---- reading -----------------------------------------------------------------------------------------------------

    @Test
    void theAnswerIsReadByTheReferenceHoweverItIsTyped() {
        assertThat(text(own(pages, "GET", "/report", "", ""))).contains("Type it here");
        kept.standing = Optional.of(new Standing("www.facebook.com", Marlbeck.AT, State.WAITING, Optional.empty(), ""));
        assertThat(text(own(pages, "GET", "/report/M2JD-8VTA", "", ""))).contains("It waits for an answer",
                "Tuesday 17 November at 10:14").doesNotContain("The answer</h2>");
        for (State state : State.values()) {
            kept.standing = Optional.of(new Standing("www.facebook.com", Marlbeck.AT, state,
                    Optional.of(Marlbeck.AT), "<i>Look</i> at it."));
            assertThat(text(own(pages, "GET", "/report", "reference=+m2jd8vta", ""))).contains("&lt;i&gt;Look",
                    "www.facebook.com");
        }
        assertThat(own(pages, "POST", "/report", "", "").status()).isEqualTo(405);
    }

    @Test
    void nobodyGuessesReferences() {
        for (int i = 0; i < 20; i++) {
            assertThat(own(pages, "GET", "/report/AAAA-AAA" + (char) ('A' + i), "", "").status()).isEqualTo(404);
        }
        kept.standing = Optional.of(new Standing("www.facebook.com", Marlbeck.AT, State.KEPT, Optional.empty(), ""));
        assertThat(own(pages, "GET", "/report/M2JD-8VTA", "", "").status()).isEqualTo(429);
        assertThat(own(pages, "GET", "/report/M2JD-8VTA", "", "", Optional.empty(),
                IpAddress.parse("10.1.2.4").orElseThrow()).status()).isEqualTo(200);
    }

    // ------------------------------------------------------------------------------------------------------------------

    private Answer refused(Group group, Category category) {
        return pages.refused(Marlbeck.request(Marlbeck.PAGE), Marlbeck.decision(Verdict.BLOCK, group, category),
                Marlbeck.browser());
    }

    private String staffSlip() {
        return slip(refused(Marlbeck.STAFF, Marlbeck.NETWORKS));
    }

    private static String slip(Answer page) {
        return slip(text(page));
    }

    private static String slip(String page) {
        Matcher found = SLIP.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private Answer own(String form) {
        return own(pages, "POST", PleaPages.SEND, "", form);
    }

    private static Answer own(Pages pages, String method, String path, String query, String form) {
        return own(pages, method, path, query, form, Optional.of(SITE), DEVICE);
    }

    private static Answer own(Pages pages, String method, String path, String query, String form,
            Optional<String> origin, IpAddress from) {
        return pages.own(new OwnRequest(method, path, from, SITE, false, origin, query, "",
                form.getBytes(StandardCharsets.UTF_8))).toCompletableFuture().join();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
