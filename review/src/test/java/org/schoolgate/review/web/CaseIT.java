package org.schoolgate.review.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;

/// Cases on the site from their opening to their end, and who is shown who it is.
class CaseIT {

    private static final String NAME = "Ms Holly Doe";

    private TestSite site;
    private TestBrowser head;
    private Account rao;
    private Account hallam;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        rao = site.account("rao", "Mrs Rao", Role.HEAD);
        hallam = site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        site.account("gwen", "Mrs Pritchard", Role.GOVERNOR);
        head = browser("rao");
    }

    @AfterEach
    void close() {
        head.close();
        site.close();
    }

    @Test
    void aCaseIsFollowedFromItsOpeningToItsEnd() throws Exception {
        Incident first = incident("staff", "10.30.0.7", 60);
        Incident second = incident("staff", "10.30.0.7", 86_400);
        Incident other = incident("staff", "10.30.0.8", 60);
        String start = "/incidents/" + first.id();
        assertThat(head.get(start).body()).contains(start + "/case", "Open a case");
        assertThat(head.post(start + "/case", start + "/case", Map.of("about", "ADULT", "why", " ")).statusCode())
                .isEqualTo(422);
        assertThat(head.post(start + "/case", start + "/case", Map.of("about", "HEAD", "why", "x")).body())
                .contains("is not for you to open");
        String page = head.post(start + "/case", start + "/case",
                Map.of("about", "ADULT", "why", "Two in a week", "name", NAME)).headers().firstValue("Location")
                .orElseThrow();
        String shown = head.get(page).body();
        assertThat(shown).containsSubsequence("Case 2026-001: social media", "The clock: 10 school days left of 10",
                "First access", "Case opened", "Today", "Tell the person by", "Tuesday 24 November",
                "Decide by", "Tuesday 1 December", "What speaks against a breach", "Incidents in this case",
                "Two in a week", "What do you find?").doesNotContain(NAME, "10.30.0.7");
        long id = Long.parseLong(page.substring("/cases/".length()));
        assertThat(
                head.post("/incidents/" + second.id() + "/link", "/incidents/" + second.id(), Map.of("case", "" + id))
                        .headers().firstValue("Location"))
                .hasValue(page);
        assertThat(head.post("/incidents/" + other.id() + "/link", "/incidents/" + other.id(), Map.of("case", "" + id))
                .statusCode()).as("another device").isEqualTo(404);
        assertThat(head.get(page).body()).contains("Two incidents, from the device");
        assertThat(head.get("/cases").body()).contains("2026-001", "With Mrs Rao").doesNotContain(NAME);

        assertThat(head.post(page + "/note", page, Map.of("note", "Spoke for twenty minutes.")).statusCode())
                .isEqualTo(303);
        assertThat(head.post(page + "/give", page, Map.of("to", "" + hallam.id())).statusCode())
                .as("who may not see it").isEqualTo(422);
        assertThat(head.post(page + "/told", page, Map.of("how", "in person")).statusCode()).isEqualTo(303);
        assertThat(head.post(page + "/hold", page, Map.of("why", "a court asks")).statusCode()).isEqualTo(303);
        assertThat(head.get(page).body()).contains("On hold: a court asks", "Lift the hold", "Person told")
                .doesNotContain("Tell the person by");
        assertThat(head.post(page + "/release", page, Map.of("why", "it has it")).statusCode()).isEqualTo(303);
        assertThat(head.post(page + "/decide", page, Map.of("because", "x")).statusCode()).isEqualTo(422);
        assertThat(head.post(page + "/decide", page, Map.of("outcome", "LOW_LEVEL", "because", "Settled by advice."))
                .statusCode()).isEqualTo(303);
        assertThat(head.get(page).body()).contains("A small matter, settled by advice.", "Settled by advice.",
                "is destroyed on Wednesday 17 November 2027", "decided within the day");
        assertThat(head.get("/cases?state=closed").body()).contains("A small matter, settled by advice");
        assertThat(head.post(page + "/reopen", page, Map.of("why", "something new")).statusCode()).isEqualTo(303);
        assertThat(head.get(page).body()).contains("nothing has been decided", "you opened it again");
        assertThat(site.store.cases().acts(id)).hasSize(10);
        assertThat(site.store.views().latest(99)).anyMatch(view -> view.number() == id);
    }

    @Test
    void thatAnAdultDidWrongIsFoundByTwoAfterTheyWereHeard() throws Exception {
        Incident incident = incident("staff", "10.30.0.7", 60);
        String page = openCase(incident, "ADULT", NAME);
        long id = Long.parseLong(page.substring("/cases/".length()));
        assertThat(head.post(page + "/decide", page, Map.of("outcome", "SUBSTANTIATED", "because", "It is shown."))
                .body()).contains("does not yet hold what the person says to it");
        assertThat(head.post(page + "/reply", page, Map.of("reply", "SAID", "words", "x")).statusCode())
                .as("when, and by whom").isEqualTo(422);
        head.post(page + "/reply", page, Map.of("reply", "NOT_ASKED", "words", "They are ill."));
        assertThat(head.get(page).body()).containsSubsequence("What speaks against a breach",
                "The person was not asked yet.", "Because: They are ill.");
        head.post(page + "/reply", page, Map.of("reply", "SAID", "when", "18 November, by Mrs Rao", "words",
                "It was for the lesson on networks."));
        assertThat(head.get(page).body()).containsSubsequence("What speaks against a breach", "The person says:",
                "“It was for the lesson on networks.” (18 November, by Mrs Rao)", "Incidents in this case");
        assertThat(head.post(page + "/decide", page, Map.of("outcome", "SUBSTANTIATED", "because", "It is shown."))
                .statusCode()).isEqualTo(303);
        assertThat(head.get(page).body()).contains("It waits for a second person’s word", "You proposed",
                "Take it back").doesNotContain("Record the decision");
        assertThat(head.get("/cases").body()).contains("Waits for a second person’s word");
        assertThat(head.post("/decisions/" + id + "/yes", page, Map.of("words", "x")).statusCode()).isEqualTo(404);
        try (TestBrowser lead = browser("hallam"); TestBrowser governor = browser("gwen")) {
            assertThat(lead.get("/decisions").body()).contains("No decision waits for your word");
            assertThat(lead.post("/decisions/" + id + "/yes", "/decisions", Map.of("words", "x")).statusCode())
                    .isIn(403, 404);
            String asked = governor.get("/decisions").body();
            assertThat(asked).containsSubsequence("Case 2026-001", "An adult who works here",
                    "What speaks for the person", "The person says: “It was for the lesson on networks.”",
                    "What is proposed", "Mrs Rao, Head of School proposed", "“A breach of the policy”", "It is shown.")
                    .doesNotContain(NAME, "10.30.0.7", "www.chat.example");
            assertThat(governor.post("/decisions/" + id + "/yes", "/decisions", Map.of("words", " ")).statusCode())
                    .isEqualTo(422);
            assertThat(governor.post("/decisions/" + id + "/no", "/decisions", Map.of("words", "Ask once more."))
                    .statusCode()).isEqualTo(303);
            assertThat(head.get(page).body()).containsPattern(": M[a-z]+ [A-Z][a-z]+, [A-Z][a-z ]+ did not agree")
                    .contains("Ask once more.", "Record the decision");
            head.post(page + "/decide", page, Map.of("outcome", "SUBSTANTIATED", "because", "Asked once more."));
            site.now.updateAndGet(now -> now.plusSeconds(301));
            assertThat(governor.post("/decisions/" + id + "/yes", "/decisions", Map.of("words", "I read it all."))
                    .headers().firstValue("Location")).hasValue("/confirm?to=/decisions");
            governor.post("/confirm", "/confirm?to=/decisions",
                    Map.of("to", "/decisions", "proof", TestSite.PASSWORD));
            assertThat(governor.post("/decisions/" + id + "/yes", "/decisions", Map.of("words", "I read it all."))
                    .statusCode()).isEqualTo(303);
        }
        assertThat(head.get(page).body()).contains("A breach of the policy.", "agreed, which decided it",
                "I read it all.", "is destroyed on Monday 17 November 2036");
        assertThat(site.store.cases().looks(id)).anyMatch(look -> look.account() == site.store.accounts().find("gwen")
                .orElseThrow().id());
    }

    @Test
    void aPupilsCaseIsDecidedByTwoOfThoseWhoLookAfterThem() throws Exception {
        String page = openCase(incident("pupils", "10.20.0.9", 60), "PUPIL", "A pupil");
        long id = Long.parseLong(page.substring("/cases/".length()));
        site.account("dee", "Mrs Lowe", Role.DEPUTY_LEAD);
        head.post(page + "/decide", page, Map.of("outcome", "MALICIOUS", "because", "It was made up."));
        try (TestBrowser lead = browser("hallam");
                TestBrowser deputy = browser("dee");
                TestBrowser governor = browser("gwen")) {
            assertThat(governor.get("/decisions").body()).contains("No decision waits");
            assertThat(deputy.get("/decisions").statusCode()).isEqualTo(404);
            assertThat(lead.get("/").body()).contains("A decision waits for your word");
            assertThat(lead.get("/decisions").body()).contains("Read the case");
            lead.post("/decisions/" + id + "/yes", "/decisions", Map.of("words", "So it is."));
        }
        assertThat(head.get(page).body()).contains("It was made up to harm.");
    }

    @Test
    void aFileIsKeptAsItIsAndNeverShownInTheBrowser() throws Exception {
        String page = openCase(incident("staff", "10.30.0.7", 60), "ADULT", "x");
        byte[] content = "<script>alert(1)</script>".getBytes(UTF_8);
        assertThat(head.upload(page + "/attach", page, "a \u202eletter.html", content).statusCode()).isEqualTo(303);
        String body = head.get(page).body();
        String file = body.replaceAll("(?s).*href=\"(/cases/[0-9]+/files/[0-9]+)\".*", "$1");
        assertThat(body).contains(">a letter.html</a>", "SHA-256 "
                + Sha256.hex(content));
        HttpResponse<String> sent = head.get(file);
        assertThat(sent.body()).isEqualTo("<script>alert(1)</script>");
        assertThat(sent.headers().firstValue("Content-Type").orElse("")).startsWith("application/octet-stream");
        assertThat(sent.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(sent.headers().firstValue("Content-Disposition")).hasValue(
                "attachment; filename=\"file\"; filename*=UTF-8''a%20letter.html");
        assertThat(head.upload(page + "/attach", page, "full.bin", new byte[5 * 1024 * 1024]).statusCode())
                .isEqualTo(303);
        assertThat(head.upload(page + "/attach", page, "over.bin", new byte[5 * 1024 * 1024 + 1]).statusCode())
                .isIn(413, 422);
        assertThat(head.upload(page + "/attach", page, "far-over.bin", new byte[6 * 1024 * 1024]).statusCode())
                .isEqualTo(413);
        assertThat(head.upload(page + "/attach", page, "none.bin", new byte[0]).statusCode()).isEqualTo(422);
        assertThat(head.upload(page + "/note", page, "note.txt", content).statusCode())
                .as("a form that takes no file").isEqualTo(403);
    }

    @Test
    void aPupilIsShownAtOnceWithAReasonAndOthersAreTold() throws Exception {
        Incident incident = incident("pupils", "10.20.0.9", 60);
        String page = "/incidents/" + incident.id();
        try (TestBrowser lead = browser("hallam")) {
            assertThat(lead.get(page).body()).contains("Show it now").doesNotContain("10.20.0.9");
            assertThat(lead.post(page + "/reveal", page, Map.of("why", "", "hours", "1")).statusCode()).isEqualTo(422);
            assertThat(lead.post(page + "/reveal", page, Map.of("why", "x", "hours", "48")).statusCode())
                    .isEqualTo(422);
            assertThat(lead.post(page + "/reveal", page, Map.of("why", "to speak with them", "hours", "1"))
                    .statusCode()).isEqualTo(303);
            assertThat(lead.get(page).body()).contains("data-shown=\"device\">10.20.0.9<", "Shown to you until 10:40");
            assertThat(head.get(page).body()).as("to who asked, and to nobody else").doesNotContain("10.20.0.9");
            site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(14)));
            assertThat(lead.get(page).body()).contains("10.20.0.9");
            site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(14)));
            lead.get("/cases");
            for (int i = 0; i < 3; i++) {
                site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(11)));
                assertThat(lead.get("/cases").statusCode()).isEqualTo(200);
            }
            assertThat(lead.get(page).body()).as("an hour later").doesNotContain("10.20.0.9");
            assertThat(lead.get("/reveals").body()).contains("Mr Hallam, Safeguarding lead, today at 09:40");
        }
        Outbox.Waiting told = site.store.outbox().claim(Channel.MAIL, site.now.get()).orElseThrow();
        Message message = told.message();
        assertThat(message.recipient()).isEqualTo("chair@governors.example");
        assertThat(message.subject() + message.body()).contains("somebody was shown").doesNotContain("10.20.0.9",
                incident.pseudonym(), "Hallam", "to speak with them");
    }

    @Test
    void anAdultIsShownByTwoAndToTheTwo() throws Exception {
        Incident incident = incident("staff", "10.30.0.7", 60);
        String page = openCase(incident, "ADULT", NAME);
        assertThat(head.get(page).body()).contains("Ask to see it");
        head.post(page + "/reveal", page, Map.of("why", "to arrange the meeting", "hours", "4"));
        assertThat(head.get(page).body()).contains("it waits for somebody else’s word").doesNotContain(NAME,
                "10.30.0.7");
        assertThat(head.get("/reveals").body()).contains("Nobody waits for your word");
        try (TestBrowser governor = browser("gwen")) {
            String asked = governor.get("/reveals").body();
            assertThat(asked).contains("Others wait for your word", "Mrs Rao, Head of School asked today at 09:40",
                    incident.pseudonym(), "for four hours", "to arrange the meeting").doesNotContain(NAME, "10.30.0.7");
            String yes = asked.replaceAll("(?s).*action=\"(/reveals/[0-9]+/yes)\".*", "$1");
            assertThat(head.post(yes, "/reveals", Map.of()).statusCode()).as("nobody agrees with themselves")
                    .isIn(403, 404);
            site.now.updateAndGet(now -> now.plusSeconds(301));
            assertThat(governor.post(yes, "/reveals", Map.of()).headers().firstValue("Location"))
                    .as("five minutes after they showed who they are").hasValue("/confirm?to=/reveals");
            governor.post("/confirm", "/confirm?to=/reveals", Map.of("to", "/reveals", "proof", TestSite.PASSWORD));
            assertThat(governor.post(yes, "/reveals", Map.of()).headers().firstValue("Location")).hasValue("/reveals");
            String way = governor.get("/reveals").body().replaceAll("(?s).*href=\"(/reveals/[0-9]+)\".*", "$1");
            assertThat(governor.get(way).body()).contains("10.30.0.7").doesNotContain(NAME);
            assertThat(governor.get(page).statusCode()).as("the case is not for them").isEqualTo(404);
            assertThat(governor.post(yes, "/reveals", Map.of()).statusCode()).isIn(403, 404);
        }
        assertThat(head.get(page).body()).contains("data-shown=\"name\">" + NAME, "data-shown=\"device\">10.30.0.7",
                "Shown to you until 13:45");
        assertThat(head.get("/incidents/" + incident.id()).body()).contains("10.30.0.7").doesNotContain(NAME);
        try (TestBrowser lead = browser("hallam")) {
            assertThat(lead.get(page).statusCode()).isEqualTo(404);
        }
        assertThat(site.store.views().shown(Instant.EPOCH)).containsEntry(rao.id(), 3L);
    }

    @Test
    void whoAsksShowsLatelyWhoTheyAreAndWhatWasTypedIsThereAgain() throws Exception {
        Incident incident = incident("pupils", "10.20.0.9", 60);
        String page = "/incidents/" + incident.id();
        site.now.updateAndGet(now -> now.plusSeconds(301));
        assertThat(head.post(page + "/reveal", page, Map.of("why", "to speak with them", "hours", "1")).headers()
                .firstValue("Location")).hasValue("/confirm?to=" + page);
        assertThat(site.store.reveals().inForce(rao.id(), site.now.get())).isEmpty();
        assertThat(
                head.post("/confirm", "/confirm?to=" + page, Map.of("to", page, "proof", TestSite.PASSWORD)).headers()
                        .firstValue("Location"))
                .hasValue(page);
        assertThat(head.get(page).body()).contains("value=\"to speak with them\"").doesNotContain("10.20.0.9");
    }

    @Test
    void afterSixtyWithinTheHourNothingMoreIsShown() throws Exception {
        RecordedAccess access = record("pupils", "10.20.0.9", 60);
        String page = "/access/" + access.number();
        head.post(page + "/reveal", page, Map.of("why", "to speak with them", "hours", "24"));
        for (int i = 0; i < 60; i++) {
            assertThat(head.get(page).body()).contains("10.20.0.9");
        }
        assertThat(head.get(page).body()).contains("which is as often as anyone may be").doesNotContain("10.20.0.9");
        assertThat(site.store.views().shown(Instant.EPOCH)).containsEntry(rao.id(), 60L);
    }

    private String openCase(Incident incident, String about, String name) throws Exception {
        String start = "/incidents/" + incident.id() + "/case";
        return head.post(start, start, Map.of("about", about, "why", "Two in a week", "name", name)).headers()
                .firstValue("Location").orElseThrow();
    }

    private TestBrowser browser(String name) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", site.session(name, "session " + name));
        return browser;
    }

    private RecordedAccess record(String group, String client, long before) {
        return site.record(TestSite.from(client, site.access(site.now.get().minusSeconds(before), group,
                group.equals("staff") ? "Staff" : "Pupils", Verdict.COACH, "www.chat.example", TestSite.NETWORKS,
                Signals.tunnel(Optional.empty()))));
    }

    private Incident incident(String group, String client, long before) {
        RecordedAccess access = record(group, client, before);
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(each -> new GatheredAccess(each, Grade.B, Optional.of(Severity.NOTICE))).toList());
        return site.store.incidents().of(Scope.ALL, access.number()).getFirst();
    }
}
