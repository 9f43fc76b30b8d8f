package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.VictimRecord;
import org.schoolgate.review.store.VictimScope;

/// Somebody who was bullied online lodges a record, and those who have to act follow it up.
class VictimIT {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1};
    private static final Map<String, String> LODGED = Map.of("victim", "SELF", "when", "16 November, 21:10", "where",
            "https://chat.example/room", "what", "They wrote <b>go away</b>.", "told", "the union, today");

    private TestSite site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        site.account("dean", "Ms Dean", Role.CHAIR);
        site.account("sam", "Mr Whitlock", Role.IT);
        site.account("slt", "Mrs Lowe", Role.SENIOR_LEADER);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aRecordIsLodgedWithPicturesAndFollowedUpInACase() throws Exception {
        try (TestBrowser adult = browser("slt"); TestBrowser head = browser("rao"); TestBrowser it = browser("sam")) {
            assertThat(adult.get("/records").body()).containsSubsequence(
                    "If the picture shows a child undressed or being abused: do not save, copy or send it.",
                    "Lodge the record").doesNotContain("A pupil</option>");
            assertThat(adult.post("/records", "/records", Map.of("victim", "SELF", "when", "x")).statusCode())
                    .isEqualTo(422);
            assertThat(adult.post("/records", "/records", Map.of("victim", "PUPIL", "when", "x", "where", "x", "what",
                    "x", "told", "x")).statusCode()).as("for a pupil").isEqualTo(422);
            String page = adult.post("/records", "/records", LODGED).headers().firstValue("Location").orElseThrow();
            Message told = site.store.outbox().claim(Channel.MAIL, site.now.get()).orElseThrow().message();
            assertThat(told.recipient()).as("nobody who acts has an address").isEqualTo("chair@governors.example");
            assertThat(told.subject() + told.body()).contains("a record was lodged").doesNotContain("Lowe", "go away",
                    "chat.example");
            assertThat(adult.upload(page + "/attach", page, "page.html", "<html>".getBytes(StandardCharsets.UTF_8))
                    .statusCode()).as("by what is in it").isEqualTo(422);
            assertThat(adult.upload(page + "/attach", page, "screen.txt", PNG).statusCode()).isEqualTo(303);
            assertThat(adult.post(page + "/note", page, Map.of("note", "It went on.")).statusCode()).isEqualTo(303);
            assertThat(it.get(page).statusCode()).isEqualTo(404);
            assertThat(it.get("/records").body()).doesNotContain(page);
            String shown = head.get(page).body();
            assertThat(shown).containsSubsequence("Record R2026-001", "Mrs Lowe, Senior leader lodged it", "When",
                    "16 November, 21:10", "https://chat.example/room", "They wrote &lt;b&gt;go away&lt;/b&gt;.",
                    "the union, today", "SHA-256 " + Sha256.hex(PNG), "It went on.");
            String file = shown.replaceAll("(?s).*href=\"(/records/[0-9]+/files/[0-9]+)\".*", "$1");
            assertThat(head.get(file).headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/octet-stream");
            assertThat(it.get(file).statusCode()).isEqualTo(404);
            assertThat(head.post(page + "/case", page, Map.of("about", "PUPIL")).statusCode()).isEqualTo(422);
            String about = head.post(page + "/case", page, Map.of("about", "PUPIL", "why", "To follow it up", "name",
                    "A pupil of year six")).headers().firstValue("Location").orElseThrow();
            assertThat(head.get(about).body())
                    .contains("Opened with a record of bullying online", page, "Record R2026-001",
                            "added the record R2026-001")
                    .doesNotContain("year six");
            head.post(about + "/reveal", about, Map.of("why", "to speak with them", "hours", "1"));
            assertThat(head.get(about).body()).contains("None: it is about no device.",
                    "data-shown=\"name\">A pupil of year six");
            assertThat(adult.get(page).body()).as("the case is not for them").doesNotContain(about)
                    .contains("made it part of case 2026-001");
        }
    }

    @Test
    void whatTheHeadIsSaidToHaveDoneIsReadByTheChairAndDestroyedByTwo() throws Exception {
        try (TestBrowser it = browser("sam");
                TestBrowser head = browser("rao");
                TestBrowser lead = browser("hallam");
                TestBrowser chair = browser("dean")) {
            Map<String, String> form = new HashMap<>(LODGED);
            form.put("head", "yes");
            for (String name : List.of("rao", "hallam", "dean")) {
                site.store.accounts().setMail(site.store.accounts().find(name).orElseThrow().id(),
                        Optional.of(name + "@school.example"));
            }
            String page = it.post("/records", "/records", form).headers().firstValue("Location").orElseThrow();
            assertThat(site.store.outbox().claim(Channel.MAIL, site.now.get()).orElseThrow().message().recipient())
                    .isEqualTo("dean@school.example");
            assertThat(site.store.outbox().claim(Channel.MAIL, site.now.get())).as("nobody else is told").isEmpty();
            assertThat(head.get(page).statusCode()).isEqualTo(404);
            assertThat(lead.get(page).statusCode()).isEqualTo(404);
            assertThat(chair.get(page).body()).contains("go away");
            assertThat(chair.post(page + "/doom", page, Map.of("why", "Settled between both.")).statusCode())
                    .isEqualTo(303);
            assertThat(chair.get(page).body()).contains("You asked that it be destroyed").doesNotContain("Destroy it");
            assertThat(chair.post(page + "/destroy", page, Map.of("why", "x")).statusCode()).as("alone").isEqualTo(422);
            assertThat(it.get(page).body()).contains("Destroy it");
            assertThat(it.post(page + "/destroy", page, Map.of("why", "So it is.")).statusCode()).isEqualTo(303);
            assertThat(chair.get(page).body()).contains("It has been destroyed; two people decided so.",
                    "Settled between both.", "So it is.").doesNotContain("go away", "chat.example");
        }
        assertThat(site.store.victims().latest(new VictimScope(0, true, true, true), 9, 0))
                .extracting(VictimRecord::called).containsExactly("R2026-001");
    }

    private TestBrowser browser(String name) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", site.session(name, "session " + name));
        return browser;
    }
}
