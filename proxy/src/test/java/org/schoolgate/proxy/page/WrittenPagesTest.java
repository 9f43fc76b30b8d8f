package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.Marlbeck;

class WrittenPagesTest {

    private static final String IWF = "Internet Watch Foundation";

    private final Pages pages = pages(Marlbeck.SCHOOL);

    @Test
    void aPupilIsToldCalmlyWhatHappenedAndWhomToAsk() {
        String page = block(Marlbeck.PUPILS);
        assertThat(page).contains("<html lang=\"en-GB\">", "<h1>This site is not open at school</h1>",
                "You asked for <span class=\"site\">www.facebook.com</span>.", "listed under “Social media”",
                "Social media is closed for pupils.", "You are not in trouble", "Ask your teacher",
                "href=\"https://start.marlbeck.example/\"", Marlbeck.TRACE.reference(), "0800 1111");
        assertThat(page).doesNotContain("Education Support", "What is recorded");
    }

    @Test
    void theSchoolsOwnSentenceStandsApart() {
        assertThat(block(Marlbeck.STAFF)).containsPattern(
                "(?s)<figure class=\"policy\">.*“Personal use of the internet is not permitted.*Responsibilities when");
    }

    @Test
    void forPupilsTheTitleOfThePartStandsInTheDetailsOnly() {
        String page = block(Marlbeck.PUPILS);
        int details = page.indexOf("<details");
        assertThat(page.substring(0, details)).contains("social media policy").doesNotContain("Responsibilities when");
        assertThat(page.substring(details)).contains("From the part “Responsibilities when using social media”");
    }

    @Test
    void theDetailsTellTimeGroupKindRuleAndList() {
        assertThat(block(Marlbeck.STAFF)).contains("Tuesday 17 November 2026, 10:14 GMT", "<dd>Staff</dd>",
                "Social media: networks", "(staff-social-networks)", "ut1/social_networks, version 2026-11-16",
                "Until 12:00.");
    }

    @Test
    void inSummerTimesAreInSummerTime() {
        Decision decision = Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS);
        Instant june = Instant.parse("2026-06-16T09:05:00Z");
        Request request = new Request(Marlbeck.TRACE,
                Marlbeck.request(Marlbeck.PAGE).client(), Marlbeck.PAGE, june);
        assertThat(text(pages.refused(request, decision, Marlbeck.browser())))
                .contains("Tuesday 16 June 2026, 10:05 BST");
    }

    @Test
    void whatNoListDecidedNamesNoKind() {
        Decision listed = Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS);
        Decision unlisted = new Decision(Verdict.BLOCK, new Reason.Unmentioned(Marlbeck.STAFF), listed.categories(),
                List.of(), Marlbeck.STAFF, false, false, Instant.MAX, "v");
        String page = text(pages.refused(Marlbeck.request(Marlbeck.PAGE), unlisted, Marlbeck.browser()));
        assertThat(page).contains("No rule for the group \"Staff\" mentions this.")
                .contains("Nothing for anyone to review")
                .doesNotContain("listed under", "Kind of site", "This answer holds", "<figure");
    }

    @Test
    void aPageThatCannotBeAnsweredSaysSo() {
        String page = text(refused(Verdict.COACH, Marlbeck.STAFF));
        assertThat(page).contains("<h1>Is this for work?</h1>", "This cannot be answered here", "try again after 12:00",
                "it is now <span class=\"tel\">10:14</span>").doesNotContain("<form", "<input");
    }

    @Test
    void theCoachPageAsksWhatItIsForAndSaysWhatIsKept() {
        Answer answer = asked(new Question("/answer", "T".repeat(22), Instant.parse("2026-11-17T10:29:00Z"), true,
                Optional.of(12)));
        assertThat(text(answer)).contains("<form method=\"post\" action=\"/answer\"",
                "name=\"ticket\" value=\"" + "T".repeat(22), "maxlength=\"200\"", " required", "until 10:29",
                "Left for this today: 12 minutes.", "Your words, the address")
                .doesNotContain("aria-invalid=", "role=\"alert\"");
        assertThat(answer.headers()).containsEntry("Referrer-Policy", "same-origin");
        assertThat(answer.headers().get("Content-Security-Policy")).contains("form-action 'self'", "default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void anAnswerThatIsNotGoodEnoughIsShownAgainAsItWasTyped() {
        Question first = new Question("/answer", "T", Instant.parse("2026-11-17T10:29:00Z"), false, Optional.empty());
        assertThat(text(asked(first))).doesNotContain(" required", "aria-invalid=").contains("may leave it empty");
        assertThat(text(asked(first.again("\"><script>alert(1)</script>", true)))).contains("role=\"alert\"",
                "more than 200 characters", "aria-invalid=\"true\"", "words-wrong words-hint",
                "&lt;script>alert(1)").doesNotContain("<script");
    }

    @Test
    void noQuestionIsDrawnForPupilsForPartsOfPagesAndForWhatIsClosed() {
        for (Group group : List.of(Marlbeck.PUPILS, Marlbeck.STAFF)) {
            for (Form form : Form.values()) {
                if (group.equals(Marlbeck.STAFF) && form == Form.PAGE) {
                    continue;
                }
                pages.refused(Marlbeck.request(Marlbeck.PAGE),
                        Marlbeck.decision(Verdict.COACH, group, Marlbeck.NETWORKS), wanting(form),
                        () -> {
                            throw new AssertionError("a question was drawn for " + group + " as " + form);
                        });
            }
        }
        pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS), Marlbeck.browser(), () -> {
                    throw new AssertionError("a question was drawn for what is closed");
                });
    }

    private Answer asked(Question question) {
        return pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.COACH, Marlbeck.STAFF, Marlbeck.NETWORKS), Marlbeck.browser(),
                () -> Optional.of(question));
    }

    @Test
    void aClosedRequestIsNeverTakenForASuccess() {
        for (Form form : Form.values()) {
            assertThat(refusedAs(form).status()).isEqualTo(403);
        }
    }

    @Test
    void eachFormHasItsTypeAndSize() {
        assertThat(refusedAs(Form.PAGE).contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(refusedAs(Form.PIXEL).contentType()).isEqualTo("image/gif");
        assertThat(refusedAs(Form.PIXEL).body()).startsWith("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .hasSizeLessThan(50);
        assertThat(refusedAs(Form.EMPTY).body()).isEmpty();
        assertThat(refusedAs(Form.EMPTY).contentType()).isEmpty();
        assertThat(text(refusedAs(Form.WORDS))).isEqualTo("www.facebook.com is closed here. Social media is closed for "
                + "staff. Reference " + Marlbeck.TRACE.reference() + ". Ask the school office.\n");
        assertThat(text(refusedAs(Form.JSON))).isEqualTo(
                """
                    {"verdict":"block","reason":"Social media is closed for staff","rule":"staff-social-networks",\
                    "clause":{"quote":"Personal use of the internet is not permitted during working hours, unless the Head of \
                    School has agreed to it.","source":"The school's social media policy, Responsibilities when using social media"},\
                    "categories":["social-networks"],"site":"www.facebook.com","group":"staff",\
                    "holdsUntil":"2026-11-17T12:00:00Z","reference":"REF","trace":"9876543210fedcba"}
                    """.replace(
                        "REF", Marlbeck.TRACE.reference()));
    }

    @Test
    void everyAnswerSaysHowItMayBeKeptAndRead() {
        for (Form form : Form.values()) {
            assertThat(refusedAs(form).headers()).containsEntry("Cache-Control", "no-store")
                    .containsEntry("X-Content-Type-Options", "nosniff").containsEntry("Referrer-Policy", "no-referrer")
                    .containsEntry("Vary", "Accept, Sec-Fetch-Dest")
                    .containsEntry("Proxy-Status", "schoolgate; error=http_request_denied");
        }
    }

    @Test
    void theSecurityPolicyNamesTheVeryBytesOfTheStyles() throws Exception {
        Answer answer = refusedAs(Form.PAGE);
        Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(text(answer));
        assertThat(style.find()).isTrue();
        String hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.headers().get("Content-Security-Policy")).isEqualTo("default-src 'none'; style-src 'sha256-"
                + hash + "'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(text(answer)).doesNotContain("<script", " style=", " onclick");
        assertThat(style.find()).isFalse();
    }

    @Test
    void onlyTheHostIsShownNeverPathOrQuery() {
        for (Answer answer : everyAnswer(Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS))) {
            assertThat(text(answer)).doesNotContain("private-name", "hunter2", "what+i+typed", "groups");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils", "staff", "strangers", "visitors"})
    void nothingOfASealedAddressIsInAnyAnswer(String group) {
        Decision decision = Marlbeck.decision(Verdict.BLOCK, new Group(group, "Them"), Marlbeck.ILLEGAL);
        for (Answer answer : everyAnswer(decision)) {
            assertThat(text(answer) + answer.headers()).doesNotContain("facebook", "private-name", "hunter2", "ut1");
        }
        for (Answer answer : everyAnswer(Marlbeck.undecided())) {
            assertThat(text(answer) + answer.headers()).doesNotContain("facebook", "private-name", "hunter2", "ut1");
        }
    }

    @Test
    void theFoundationsWordsAreForGrownUpsAndTheIllegalListOnly() {
        assertThat(sealed(Marlbeck.STAFF)).contains(IWF, "Mrs Rao", "Mr Hallam", "Stop It Now");
        assertThat(sealed(Marlbeck.PUPILS)).doesNotContain(IWF, "offence").contains("You are not in trouble");
        assertThat(sealed(Group.STRANGERS)).doesNotContain(IWF).contains("Childline", "Education Support");
        Decision other = Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.SECRET);
        assertThat(text(pages.refused(Marlbeck.request(Marlbeck.PAGE), other, Marlbeck.browser())))
                .contains("This page is closed to everyone").doesNotContain(IWF, "against the law", "Stop It Now");
    }

    @Test
    void aGatewayThatCouldNotDecideSaysSo() {
        String page = text(pages.refused(Marlbeck.request(Marlbeck.PAGE), Marlbeck.undecided(), Marlbeck.browser()));
        assertThat(page).contains("<h1>The gateway could not decide</h1>", "stayed closed", "F-17")
                .doesNotContain(IWF, "closed to everyone");
    }

    @Test
    void whatTheSchoolDoesNotSayIsLeftOut() {
        for (Group group : List.of(Marlbeck.PUPILS, Marlbeck.STAFF, Group.STRANGERS)) {
            for (Verdict verdict : List.of(Verdict.BLOCK, Verdict.COACH)) {
                for (var category : List.of(Marlbeck.NETWORKS, Marlbeck.ILLEGAL)) {
                    assertThat(text(pages(Marlbeck.BARE_SCHOOL).refused(Marlbeck.request(Marlbeck.PAGE),
                            Marlbeck.decision(verdict, group, category), Marlbeck.browser())))
                            .doesNotContain("null", "Optional", "start page", "Mrs Rao", "<li></li>");
                }
            }
        }
    }

    @Test
    void whateverComesFromOutsideStaysText() {
        String nasty = "\"><script>alert(1)</script>\r\nSet-Cookie: a=b\u202Etxt.exe '&lt;";
        School school = new School(nasty, Marlbeck.SCHOOL.zone(), Optional.of("javascript:alert(1)"),
                Optional.of(nasty), Optional.of(nasty), Optional.of(nasty));
        Group group = new Group("staff", nasty);
        Decision decision = new Decision(Verdict.BLOCK,
                new Reason.Ruled("rule", nasty, Optional.of(new Clause(nasty, nasty))),
                CategorySet.of(Marlbeck.NETWORKS),
                List.of(new Listing(nasty, Marlbeck.NETWORKS, nasty, nasty, 1)), group, true, false,
                Instant.parse("2026-11-17T12:00:00Z"), nasty);
        Answer page = pages(school).refused(Marlbeck.request(Marlbeck.PAGE), decision, Marlbeck.browser());
        assertThat(text(page)).doesNotContain("<script", "javascript:", "\u202E", "\r").contains("&lt;script");
        for (Answer answer : List.of(page, pages(school).refused(Marlbeck.request(Marlbeck.PAGE), decision,
                Marlbeck.asking(Optional.empty(), "application/json")))) {
            assertThat(answer.headers().values()).noneMatch(value -> value.contains("alert") || value.contains("\n"));
        }
        Answer words = pages(school).refused(Marlbeck.request(Marlbeck.PAGE), decision,
                Signals.tunnel(Optional.empty()));
        assertThat(text(words)).hasLineCount(1).doesNotContain("\r");
    }

    @Test
    void longTextIsCutAndAHostKeepsItsEnd() {
        Target longest = new Target.Site(HostName
                .parse(("a".repeat(60) + ".").repeat(4) + "example").orElseThrow(), 80);
        String page = text(pages.refused(Marlbeck.request(longest),
                new Decision(Verdict.BLOCK, new Reason.Ruled("r", "x".repeat(8_192), Optional.empty()),
                        CategorySet.NONE, List.of(), Marlbeck.STAFF, true, false, Instant.MAX, "v"),
                Marlbeck.browser()));
        assertThat(page).contains("<span class=\"site\">…", "aaa.example</span>").contains("x…")
                .hasSizeLessThan(20_000);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultHasItsStatusItsTokenAndWhatToDo(Fault fault) {
        Answer page = pages.fault(fault, Optional.empty(), Optional.of(Marlbeck.PAGE), Marlbeck.TRACE,
                Marlbeck.browser());
        assertThat(page.status()).isEqualTo(fault.status());
        assertThat(page.headers()).containsEntry("Proxy-Status", "schoolgate; error=" + fault.token());
        assertThat(text(page)).contains(Marlbeck.TRACE.reference(), "What you can do", "<li>", fault.token())
                .doesNotContain("private-name", "hunter2");
        Answer json = pages.fault(fault, Optional.empty(), Optional.of(Marlbeck.PAGE), Marlbeck.TRACE,
                Marlbeck.asking(Optional.of("empty"), "application/json"));
        assertThat(text(json)).startsWith("{\"fault\":\"" + fault.token() + "\",\"status\":" + fault.status());
        Answer words = pages.fault(fault, Optional.empty(), Optional.empty(), Marlbeck.TRACE,
                Signals.tunnel(Optional.empty()));
        assertThat(text(words)).hasLineCount(1).contains(Marlbeck.TRACE.reference());
        assertThat(pages
                .fault(fault, Optional.empty(), Optional.empty(), Marlbeck.TRACE,
                        Marlbeck.asking(Optional.of("image"), "*/*"))
                .contentType()).isEqualTo("image/gif");
    }

    @Test
    void aRefusedMethodSaysWhichOnesAreCarried() {
        assertThat(pages
                .fault(Fault.METHOD_REFUSED, Optional.empty(), Optional.empty(), Marlbeck.TRACE, Marlbeck.browser())
                .headers())
                .containsKey("Allow");
    }

    @Test
    void aGroupThatThePolicySaysIsPupilsIsSpokenToAsPupilsWhateverItIsCalled() {
        Group infants = new Group("infants", "Reception to Year 2");
        Pages pages = new WrittenPages(() -> Marlbeck.SCHOOL, () -> Marlbeck.CATEGORIES, () -> Set.of("infants"),
                () -> Marlbeck.OWN_SITE, InstantSource.fixed(Marlbeck.AT), Optional.empty(), Optional.empty(),
                Optional.empty());
        String page = text(pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.BLOCK, infants, Marlbeck.NETWORKS), Marlbeck.browser()));
        assertThat(page).contains("You are not in trouble", "Ask your teacher");
        assertThat(block(infants)).as("where the policy does not say so").doesNotContain("You are not in trouble");
    }

    @Test
    void theSchoolInForceIsAskedForEachPage() {
        List<School> inForce = new ArrayList<>(List.of(Marlbeck.SCHOOL));
        Pages changing = new WrittenPages(inForce::getLast, () -> Marlbeck.CATEGORIES,
                () -> Marlbeck.OWN_SITE, InstantSource.fixed(Marlbeck.AT));
        Decision decision = Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS);
        inForce.add(new School("Upper Marlbeck", Marlbeck.SCHOOL.zone(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty()));
        assertThat(text(changing.refused(Marlbeck.request(Marlbeck.PAGE), decision, Marlbeck.browser())))
                .contains("Upper Marlbeck").doesNotContain("Marlbeck Primary");
    }

    private String block(Group group) {
        return text(refused(Verdict.BLOCK, group));
    }

    private String sealed(Group group) {
        return text(pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.BLOCK, group, Marlbeck.ILLEGAL), Marlbeck.browser()));
    }

    private Answer refused(Verdict verdict, Group group) {
        return pages.refused(Marlbeck.request(Marlbeck.PAGE), Marlbeck.decision(verdict, group, Marlbeck.NETWORKS),
                Marlbeck.browser());
    }

    private Answer refusedAs(Form form) {
        return pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.BLOCK, Marlbeck.STAFF, Marlbeck.NETWORKS), wanting(form));
    }

    private List<Answer> everyAnswer(Decision decision) {
        List<Answer> answers = new ArrayList<>();
        for (Form form : Form.values()) {
            answers.add(pages.refused(Marlbeck.request(Marlbeck.PAGE), decision, wanting(form)));
        }
        return answers;
    }

    private static Signals wanting(Form form) {
        Signals signals = switch (form) {
            case PAGE -> Marlbeck.browser();
            case PIXEL -> Marlbeck.asking(Optional.of("image"), "image/*");
            case EMPTY -> Marlbeck.asking(Optional.of("script"), "*/*");
            case JSON -> Marlbeck.asking(Optional.of("empty"), "application/json");
            case WORDS -> Marlbeck.asking(Optional.empty(), "*/*");
        };
        assertThat(Form.wanted(signals)).isEqualTo(form);
        return signals;
    }

    private static Pages pages(School school) {
        return new WrittenPages(() -> school, () -> Marlbeck.CATEGORIES, () -> Marlbeck.OWN_SITE,
                InstantSource.fixed(Marlbeck.AT));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
