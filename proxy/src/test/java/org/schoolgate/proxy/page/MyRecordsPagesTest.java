package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.Marlbeck;
import org.schoolgate.proxy.identity.presence.PresenceRules;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.identity.presence.SignIn;

/// What the page tells whom, and what it takes.
class MyRecordsPagesTest {

    private static final IpAddress HERE = IpAddress.parse("10.1.2.3").orElseThrow();
    private static final IpAddress THERE = IpAddress.parse("10.1.2.4").orElseThrow();
    private static final Pattern HIDDEN = Pattern.compile("name=\"(token|turn)\" value=\"([^\"]+)\"");

    private final Kept kept = new Kept();
    private final Presences presences = new Presences(PresenceRules.STANDARD);
    private Instant now = Marlbeck.AT;
    private final WrittenPages pages = pages();

    private WrittenPages pages() {
        InstantSource clock = () -> now;
        SignIn signIn = new SignIn(presences, (account, password) -> CompletableFuture.completedFuture(
                Person.of(account).filter(person -> person.account().equals(new String(password)))), clock);
        return new WrittenPages(() -> Marlbeck.SCHOOL, () -> Marlbeck.CATEGORIES, Set::of,
                () -> Marlbeck.OWN_SITE, clock,
                Optional.of(signIn), Optional.of(new MyRecordsDoor(signIn, kept)), Optional.empty());
    }

    /// A store in which `ann` and `ben` have one record each, and what is written is only noted.
    private static final class Kept implements MyRecords {

        final List<String> asked = new ArrayList<>();
        Written outcome = Written.KEPT;
        boolean away;

        @Override
        public CompletionStage<Shown> of(Person person, long below) {
            asked.add(person.account() + " below " + below);
            if (away) {
                return CompletableFuture.failedFuture(new IllegalStateException("no disk for " + person.account()));
            }
            if (person.account().equals("lucy")) {
                return CompletableFuture.completedFuture(new NotForThem(true));
            }
            if (person.account().equals("kiosk")) {
                return CompletableFuture.completedFuture(new NotForThem(false));
            }
            Access record = new Access(person.account().equals("ann") ? 1 : 2, "M7QK-4TZP", Marlbeck.AT,
                    "http://www." + person.account() + "s-site.example/<b>", Verdict.COACH, false, "It is asked about",
                    Optional.of(Marlbeck.CLAUSE), Ground.BY_HAND, Optional.of("for the fair"),
                    List.of(new Note(Marlbeck.AT, "the poster of it")));
            return CompletableFuture
                    .completedFuture(new MyRecords.Kept(Marlbeck.AT, POLICY, Timetables.Whose.PERSON, HOURS,
                            List.of(record), below == Long.MAX_VALUE ? Optional.of(1L) : Optional.empty()));
        }

        @Override
        public CompletionStage<Written> write(Person person, long record, String words) {
            asked.add(person.account() + " writes beside " + record + ": " + words);
            return CompletableFuture.completedFuture(outcome);
        }
    }

    private static final Timetable HOURS = new Timetable(Marlbeck.SCHOOL.zone(),
            List.of(new Timetable.Dates(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-12-18"))),
            Set.of(DayOfWeek.values()),
            new Timetable.Times(LocalTime.of(8, 30), LocalTime.of(15, 30)),
            List.of(new Timetable.Times(LocalTime.of(12, 0), LocalTime.of(13, 0))), List.of(),
            Set.of());

    private static final Policy POLICY = new Policy(Marlbeck.STAFF, List.of(
            new Rule("locks", "nobody may open it", Tier.LOCKED_BLOCK, Set.of(), new Subject.Listed(
                    CategorySet.NONE), new When.Always(), Verdict.BLOCK, true, Optional.empty()),
            new Rule("asks", "personal use is asked about", Tier.RESTRICTION, Set.of(), new Subject.Unlisted(),
                    new When.During(Set.of(Hours.WORKING)), Verdict.COACH, true, Optional.of(Marlbeck.CLAUSE)),
            new Rule("pupils-rule", "of pupils alone", Tier.RESTRICTION, Set.of(Marlbeck.PUPILS),
                    new Subject.Unlisted(),
                    new When.Always(), Verdict.BLOCK, true, Optional.empty())),
            Verdict.ALLOW);

    @Test
    void whoComesIsAskedForAPasswordAndShownNothingWhoeverIsSignedInThere() {
        presences.signedIn(HERE, new Person("ann"), Marlbeck.AT);
        String page = text(get(true));
        assertThat(page).contains("<h1>See what is kept of you</h1>", "action=\"/mine\"", "You type it each time")
                .doesNotContain("ann", "<script");
        assertThat(kept.asked).isEmpty();
        assertThat(get(true).headers()).doesNotContainKey("Set-Cookie").containsEntry("Cache-Control", "no-store")
                .containsEntry("Referrer-Policy", "same-origin");
    }

    @Test
    void inTheOpenNothingIsTakenAndNothingIsShown() {
        assertThat(text(get(false))).contains("https://schoolgate.internal/mine", "Do not go past the warning")
                .doesNotContain("<form");
        assertThat(pages.ownForm("/mine", false)).isZero();
        assertThat(pages.ownForm("/mine", true)).isEqualTo(8_192);
        assertThat(send(HERE, false, Map.of("account", "ann", "password", "ann")).status()).isEqualTo(403);
        assertThat(kept.asked).isEmpty();
    }

    @Test
    void aWrongPasswordShowsNothingAndTheSixthIsNotEvenTried() {
        for (int i = 0; i < 5; i++) {
            Answer wrong = in("ann", "ben");
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(text(wrong)).contains("do not belong together").doesNotContain("site.example");
        }
        assertThat(in("ann", "ann").status()).isEqualTo(429);
        assertThat(kept.asked).isEmpty();
    }

    @Test
    void theRightOneShowsTheRulesAndTheRecordsOfThatPerson() {
        Answer answer = in("ann", "ann");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).contains("<h1>What is kept of you</h1>", "http://www.anns-site.example/&lt;b&gt;",
                "It opened after your answer.", "“for the fair”", "“the poster of it”", "M7QK-4TZP", "By hand.",
                "Your working hours are your own, as the school has written them down.", "08:30 to 12:00: working time",
                "12:00 to 13:00: a break", "15:30 to midnight: not working time", "Nobody may open it.",
                "Closed, always; it is recorded.", "Personal use is asked about.",
                "Open after the question what it is for, in working time; it is recorded.",
                "Personal use of the internet",
                "Whatever none of these is about: open.", "Something may be held back", "Mrs Rao")
                .doesNotContain("bens-site", "Of pupils alone", "<script");
        assertThat(presences.of(HERE, now)).as("it signs nobody in").isEqualTo(
                Identity.UNKNOWN);
    }

    @Test
    void pupilsAndWhoIsInNoGroupAreToldWhomToAsk() {
        Answer pupil = in("lucy", "lucy");
        assertThat(pupil.status()).isEqualTo(403);
        assertThat(text(pupil))
                .contains("<h1>Ask someone at school</h1>", "done nothing wrong", "your teacher or Mr Hallam")
                .doesNotContain("<form", "lucy");
        assertThat(text(in("kiosk", "kiosk"))).contains("has not said which group").doesNotContain("name=\"turn\"");
    }

    @Test
    void eachPageBringsTheNextOneOnce() {
        String turn = hidden(in("ann", "ann"), "turn");
        Answer older = send(HERE, true, Map.of("turn", turn, "below", "1"));
        assertThat(text(older)).contains("older records", "anns-site").doesNotContain("Older records</button>");
        assertThat(kept.asked).last().isEqualTo("ann below 1");
        Answer again = send(HERE, true, Map.of("turn", turn, "below", "1"));
        assertThat(again.status()).isEqualTo(403);
        assertThat(text(again)).contains("That page was over").doesNotContain("anns-site");
        assertThat(text(send(HERE, true, Map.of("turn", hidden(older, "turn"), "done", "yes"))))
                .contains("<h1>You are done</h1>").doesNotContain("name=\"turn\"", "anns-site");
    }

    @Test
    void aNumberThatWasForgedOrComesFromElsewhereOrTooLateShowsNothingAndWritesNothing() {
        String turn = hidden(in("ann", "ann"), "turn");
        kept.asked.clear();
        assertThat(send(HERE, true, Map.of("turn", "A".repeat(22), "record", "1", "words", "x")).status())
                .isEqualTo(403);
        assertThat(send(THERE, true, Map.of("turn", turn, "record", "1", "words", "x")).status()).isEqualTo(403);
        Answer other = pages.own(new OwnRequest("POST", "/mine", HERE, "https://schoolgate.internal", true,
                Optional.of("https://evil.example"), "", "", form(Map.of("turn", turn)))).toCompletableFuture().join();
        assertThat(other.status()).isEqualTo(403);
        assertThat(text(other)).contains("did not come from this page");
        now = now.plus(Turns.VALID);
        assertThat(send(HERE, true, Map.of("turn", turn, "record", "1", "words", "x")).status()).isEqualTo(403);
        assertThat(kept.asked).isEmpty();
    }

    @Test
    void aPasswordIsTakenOnlyFromAPageOfOursToTheSameAddress() {
        String token = hidden(get(true), "token");
        assertThat(send(THERE, true, Map.of("token", token, "account", "ann", "password", "ann")).status())
                .isEqualTo(403);
        assertThat(send(HERE, true, Map.of("account", "ann", "password", "ann")).status()).isEqualTo(403);
        assertThat(kept.asked).isEmpty();
    }

    @Test
    void whatIsWrittenIsOneLineOfPlainTextAndGoesToTheRecordThatItWasWrittenBeside() {
        Answer written = send(HERE, true, Map.of("turn", hidden(in("ann", "ann"), "turn"), "record", "1", "below",
                Long.toString(Long.MAX_VALUE), "words", " for the\r\nfair \u202e "));
        assertThat(kept.asked).contains("ann writes beside 1: for the fair");
        assertThat(text(written)).contains("What you wrote is kept with the record.", "name=\"turn\"");
    }

    @Test
    void whatIsEmptyOrTooLongComesBackAndIsNotKept() {
        String turn = hidden(in("ann", "ann"), "turn");
        Answer empty = send(HERE, true, Map.of("turn", turn, "record", "1", "words", " \n"));
        assertThat(empty.status()).isEqualTo(422);
        assertThat(text(empty)).contains("Write a few words.", "<details class=\"more\" open>",
                "aria-invalid=\"true\"");
        Answer longer = send(HERE, true, Map.of("turn", hidden(empty, "turn"), "record", "1", "words",
                "\"><b>" + "y".repeat(400)));
        assertThat(text(longer)).contains("That is more than 400 characters.", "value=\"&#34;>&lt;b>yyy");
        assertThat(send(HERE, true, Map.of("turn", hidden(longer, "turn"), "record", "1", "words", "🎒".repeat(400)))
                .status()).as("as people count").isEqualTo(200);
        assertThat(kept.asked).filteredOn(one -> one.contains("writes")).hasSize(1);
    }

    @Test
    void whatWasNotKeptIsSaid() {
        Map<MyRecords.Written, String> said = Map.of(MyRecords.Written.NONE, "There is no such record of yours",
                MyRecords.Written.FULL, "ten notes beside this record", MyRecords.Written.ENOUGH_TODAY,
                "fifty notes today");
        said.forEach((outcome, words) -> {
            kept.outcome = outcome;
            assertThat(text(send(HERE, true, Map.of("turn", hidden(in("ann", "ann"), "turn"), "record",
                    "99999999999999999999", "words", "x")))).contains(words);
        });
        assertThat(kept.asked).contains("ann writes beside -1: x");
    }

    @Test
    void whereItCannotBeReadAPlainPageSaysSoAndNamesNobody() {
        kept.away = true;
        Answer answer = in("ann", "ann");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).contains("cannot be read at this moment").doesNotContain("ann<", "no disk");
    }

    @Test
    void adultsAreLedThereAndNobodyElseIs() {
        assertThat(refused(Marlbeck.STAFF, Verdict.BLOCK)).contains("href=\"http://schoolgate.internal/mine\"");
        assertThat(refused(Marlbeck.STAFF, Verdict.COACH)).contains("href=\"http://schoolgate.internal/mine\"");
        assertThat(refused(Marlbeck.PUPILS, Verdict.BLOCK)).doesNotContain("/mine");
        assertThat(refused(Group.STRANGERS, Verdict.BLOCK)).doesNotContain("/mine");
        assertThat(text(pages.own(new OwnRequest("GET", "/sign-in", HERE, "https://schoolgate.internal", true,
                Optional.empty(), "", "", new byte[0])).toCompletableFuture().join())).contains("href=\"/mine\"");
        Pages without = SignInPagesTest.pages(presences);
        assertThat(without.own(request("GET", HERE, true, new byte[0])).toCompletableFuture().join().status())
                .isEqualTo(404);
    }

    private String refused(Group group, Verdict verdict) {
        return text(pages.refused(Marlbeck.request(Marlbeck.PAGE), Marlbeck.decision(verdict, group, Marlbeck.NETWORKS),
                Marlbeck.browser()));
    }

    private Answer in(String account, String password) {
        return send(HERE, true, Map.of("token", hidden(get(true), "token"), "account", account, "password", password));
    }

    private Answer get(boolean encrypted) {
        return pages.own(request("GET", HERE, encrypted, new byte[0])).toCompletableFuture().join();
    }

    private Answer send(IpAddress from, boolean encrypted, Map<String, String> fields) {
        return pages.own(request("POST", from, encrypted, form(fields))).toCompletableFuture().join();
    }

    private static byte[] form(Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&").append(name).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static OwnRequest request(String method, IpAddress from, boolean encrypted, byte[] body) {
        return new OwnRequest(method, "/mine", from, (encrypted ? "https" : "http") + "://schoolgate.internal",
                encrypted,
                Optional.empty(), "", "", body);
    }

    private static String hidden(Answer answer, String name) {
        Matcher found = HIDDEN.matcher(text(answer));
        while (found.find()) {
            if (found.group(1).equals(name)) {
                return found.group(2);
            }
        }
        throw new AssertionError("no " + name + " in: " + text(answer));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
