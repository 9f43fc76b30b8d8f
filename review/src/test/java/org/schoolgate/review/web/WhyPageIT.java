package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;

/// Why a page is answered as it is, as each kind of reader meets it.
class WhyPageIT {

    @TempDir
    private Path folder;

    private TestSite site;
    private RecordedAccess access;

    @BeforeEach
    void start() throws Exception {
        site = new TestSite(folder);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        site.account("sam", "Sam Whitlock", Role.IT);
        access = site.recordSome().getLast();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpResponse<String> ask(String reader, String path) throws Exception {
        try (TestBrowser browser = new TestBrowser(site)) {
            browser.signIn(reader, TestSite.PASSWORD);
            return browser.get(path);
        }
    }

    private String get(String reader, String path) throws Exception {
        HttpResponse<String> page = ask(reader, path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    @Test
    void whoeverIsSignedInSeesEachStepAndWhatWouldChangeTheAnswer() throws Exception {
        String page = get("sam", "/why?group=staff&address=www.facebook.com&day=2026-11-17&time=10:20");
        assertThat(page).contains("Asked first: “Is this for work?”",
                "That holds until Tuesday 17 November 2026, 10:45",
                "Personal use is asked about", "Personal use of the internet is not permitted during working hours",
                "is in working time, by the school’s timetable", "by its name alone",
                "it were Tuesday 17 November 2026, 10:45", "“Pupils” asked", "“Not known” asked", "facebook.com",
                "mine, version 3, line 7", "policy-31+lists-9");
        assertThat(page.indexOf("nobody may open")).isLessThan(page.indexOf("school’s restrictions apply"));
        assertThat(get("sam", "/why?group=staff&address=http://www.facebook.com/a&day=2026-11-17&time=10:50"))
                .contains("<p class=\"verdict\">Opened</p>", "http://www.facebook.com/a", "about this, at other hours",
                        "There is one about this, and it does not apply.");
        assertThat(get("sam", "/why?group=pupils&address=www.facebook.com&day=2026-11-17&time=10:20"))
                .contains("<p class=\"verdict\">Closed</p>");
    }

    @Test
    void aSealedEntryShowsToNobody() throws Exception {
        assertThat(get("sam", "/why?group=staff&address=x.bad.example&day=2026-11-17&time=10:20"))
                .contains("<p class=\"verdict\">Closed</p>", ">sealed</span>", "police, version 1")
                .doesNotContain("<code>bad.example</code>", "line 2");
    }

    @Test
    void whatCannotBeReadIsSaidWithTheWayOut() throws Exception {
        for (String wrong : new String[]{"address=a%20b&day=2026-11-17&time=10:20",
            "address=a.example&day=soon&time=10:20",
            "address=M7QK-4TZP&day=2026-11-17&time=10:20"}) {
            HttpResponse<String> page = ask("sam", "/why?group=staff&" + wrong);
            assertThat(page.statusCode()).as(wrong).isEqualTo(422);
            assertThat(page.body()).contains("role=\"alert\"").containsAnyOf("Write one like www.example.org/page",
                    "Choose a day", "your role reads none").doesNotContain("class=\"verdict\"");
        }
    }

    @Test
    void theReferenceOfABlockPageLeadsToTheRecordsOwnStepsAndTheLookIsNoted() throws Exception {
        HttpResponse<String> led = ask("rao", "/why?address=" + access.reference());
        assertThat(led.headers().firstValue("Location")).hasValue("/access/" + access.number() + "/why");
        int before = site.store.views().of(access.number()).size();
        assertThat(get("rao", "/access/" + access.number() + "/why"))
                .contains("Why? " + access.reference(), "by the rules of then", "The record says: asked first");
        assertThat(site.store.views().of(access.number())).hasSize(before + 1);
        assertThat(ask("sam", "/access/" + access.number() + "/why").statusCode()).isEqualTo(404);
        assertThat(ask("hallam", "/access/" + access.number() + "/why").statusCode())
                .as("a record of staff").isEqualTo(404);
    }

    @Test
    void whoeverReadsARecordMayAskWhatTheSamePersonWouldBeAnsweredAtAnotherHour() throws Exception {
        RecordedAccess rao = at(access.at().plusSeconds(60), Optional.of("PTA page, for the fair"));
        site.record(rao);
        String path = "/access/" + rao.number();
        assertThat(get("rao", path)).contains("Asked what it was for, they answered:", "“PTA page, for the fair”")
                .contains("who it is is hidden").doesNotContain("r.canary");
        assertThat(get("rao", path + "/why?address=www.facebook.com&day=2026-11-17&time=09:30"))
                .contains("Asked first", "is in working time, by the person’s own hours").doesNotContain("r.canary");
        assertThat(get("rao", path + "/why?address=www.facebook.com&day=2026-11-17&time=10:20"))
                .contains("<p class=\"verdict\">Opened</p>", "is outside the school day, by the person’s own hours");
    }

    @Test
    void whetherItWasWorkingTimeIsAskedOfThePersonsOwnHours() {
        HoursOf hours = new HoursOf(TestReasons.TIMETABLES);
        assertThat(hours.apply(at(Instant.parse("2026-11-17T09:59:00Z"), Optional.empty()))).isEqualTo(Hours.WORKING);
        assertThat(hours.apply(at(Instant.parse("2026-11-17T10:01:00Z"), Optional.empty()))).isEqualTo(Hours.OUTSIDE);
        assertThat(hours.apply(access)).isEqualTo(Hours.WORKING);
    }

    /// The same, by somebody whose hours end at ten.
    private RecordedAccess at(Instant at, Optional<String> statement) {
        return new RecordedAccess(access.number() + 1, new TraceId(77), at, access.day(), access.group(),
                access.groupTitle(), access.client(), Certainty.SIGNED_IN, access.verdict(), access.rule(),
                access.ruleTitle(), access.clause(), access.target(), access.seal(), access.host(), access.categories(),
                access.listings(), access.signals(), access.circumstances(), access.ground(), access.snapshot(), false,
                access.basis(), new Identity.Known(new Person("r.canary"), Set.of(), Identity.Source.PASSWORD, at),
                statement, 0);
    }
}
