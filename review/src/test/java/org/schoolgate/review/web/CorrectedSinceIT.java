package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.review.Today;
import org.schoolgate.review.journal.ListFollower;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;

/// What pages tell of a record where lists or rules have changed since.
class CorrectedSinceIT {

    private TestSite site;
    private TestBrowser browser;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        browser = new TestBrowser(site);
        site.account("rao", "Mrs Rao", Role.HEAD);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void aListThatWasCorrectedSinceIsToldFirstOnThePageByASignInTheListAndToWhomeverHasLookedBefore() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        RecordedAccess record = site.recordSome().get(0);
        String address = "/access/" + record.number();
        assertThat(browser.get(address).body()).doesNotContain("has since been corrected");
        assertThat(browser.get("/flagged").body()).doesNotContain("orrected since");

        site.today.set(request -> new Today.Answer(Verdict.ALLOW, "no rule mentions this", Set.of("social-networks",
                "social-images"), "policy-31+lists-10"));
        site.now.set(Instant.parse("2026-12-03T09:40:00Z"));
        try (ListFollower follower = new ListFollower(site.store, site.settings.today(), site.now::get)) {
            follower.changed();
            await().until(() -> !site.store.corrections().of(record.number()).isEmpty());
        }
        site.now.set(Instant.parse("2026-12-05T09:40:00Z"));
        browser.signIn("rao", TestSite.PASSWORD);
        String start = browser.get("/").body();
        assertThat(start).contains("One record that you have looked at rests on a list that has been corrected since",
                "old.games.example, asked for", address);
        assertThat(browser.get("/flagged").body().split("List corrected since", -1)).hasSize(2);
        String page = browser.get(address).body();
        assertThat(page).contains(
                "old.games.example is no longer listed under “Games”, since Thursday 3 December 2026.",
                "Today the same request, at the same hour, would be opened, and not noted.",
                "The record stays as it was written.", "policy-31+lists-10");
        assertThat(page.indexOf("The list has since been corrected.")).as("before all else that speaks against it")
                .isBetween(page.indexOf("What speaks against a breach"), page.indexOf("<h3>") + 10);
        assertThat(browser.get("/").body()).as("looked at once more").doesNotContain("you have looked at rests");
        assertThat(site.store.accesses().find(record.number())).contains(record);
    }

    @Test
    void rulesThatWereChangedSinceAreToldWhereTheyAreLighter() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        RecordedAccess record = site.recordSome().get(0);
        site.today.set(request -> new Today.Answer(Verdict.COACH, "Games are asked about", Set.of("games"), "p+l"));
        assertThat(browser.get("/access/" + record.number()).body()).contains("The rules have since been changed.",
                "would be asked about first: games are asked about.").doesNotContain("has since been corrected");
    }
}
