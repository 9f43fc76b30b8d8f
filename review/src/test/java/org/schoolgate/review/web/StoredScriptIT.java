package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.sight.Finding;
import org.schoolgate.filters.sight.Finding.Reach;
import org.schoolgate.filters.sight.Sight;
import org.schoolgate.filters.sight.Way;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Held;
import org.schoolgate.review.lists.NewSite;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedListing;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;

/// Whatever addresses, browsers, lists, policies and people have put into the store, pages show it as text and nothing of it
/// runs, reaches another site or turns the direction of a line.
class StoredScriptIT {

    /// What turns all that follows.
    private static final String TURN = "\u202e\u2066";

    private static final String LOOK = """
        const bad = [];
        if (window.pwned !== undefined) bad.push('it ran');
        if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML + document.title)) bad.push('it turns');
        const own = ['script', 'img', 'iframe', 'object', 'embed', 'style', 'base', 'math', 'body body', '[onload]', '[onerror]',
            '[onfocus]', '[onmouseover]', '[ontoggle]', 'meta[http-equiv]', 'main link', 'svg[onload]', '[autofocus]'];
        for (const one of own) {
            for (const found of document.querySelectorAll(one)) {
                if (!(found.matches('script') && found.src === location.origin + new URL(found.src).pathname
                        + new URL(found.src).search)) {
                    bad.push(found.outerHTML.slice(0, 200));
                }
            }
        }
        for (const link of document.querySelectorAll('[href], [src], [action], [formaction]')) {
            for (const name of ['href', 'src', 'action', 'formaction']) {
                const where = link.getAttribute(name);
                if (where !== null && new URL(where, location.href).origin !== location.origin) bad.push(where);
            }
        }
        return bad.join('; ');
        """;

    private final List<RecordedAccess> records = new ArrayList<>();
    private TestSite site;
    private Account rao;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        rao = site.account("rao", "Mrs Rao", Role.HEAD);
        int number = 0;
        for (String payload : CaseAbuseIT.PAYLOADS) {
            records.add(site.record(record(payload + TURN, number)));
            site.store.accounts().create("reader" + number++, payload + TURN, Role.AUDITOR, "none", true,
                    site.now.get());
        }
        site.store.incidents().gather(site.store.incidents().next(99, site.now.get()), records.stream()
                .map(access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE))).toList());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("W05 nothing that came from an address, a browser, a list, a policy or a person runs on any page")
    void nothingStoredRuns(@TempDir Path folder) throws Exception {
        List<String> pages = new ArrayList<>(List.of("/", "/flagged", "/flagged?group=group7", "/incidents", "/cases",
                "/reveals", "/looks", "/people", "/counts", "/reports/week", "/reports/term", "/rules", "/sees",
                "/why?group=pupils&address=www.facebook.com",
                "/why?address=http://a.example/%3Cscript%3Ewindow.pwned=1%3C/script%3E",
                "/lists", "/lists/edits", "/lists/new", "/lists/history", "/lists/about?site=a.example",
                "/system", "/find?reference=" + records.getFirst().reference()));
        Incident incident = null;
        for (Incident one : site.store.incidents().queue(Scope.ALL, 99)) {
            pages.add("/incidents/" + one.id());
            incident = one;
        }
        long file = site.store.cases().open(new Opening(java.util.Objects.requireNonNull(incident), rao.id(),
                site.now.get(), 2026, CaseAbuseIT.PAYLOADS.getFirst() + TURN, About.ADULT, Optional.empty(),
                Optional.of(CaseAbuseIT.PAYLOADS.get(3) + TURN)));
        for (String payload : CaseAbuseIT.PAYLOADS) {
            site.lists.make(new Change.Add("a" + site.lists.edits.size() + ".example", "games"),
                    Act.of(payload + TURN, payload + TURN));
            site.lists.unlisted.put(payload + TURN, new NewSite(payload + TURN, 50, 50, List.of(payload), true,
                    List.of(payload + TURN)));
            site.lists.held.put(payload, new Held(payload, payload + TURN, site.now.get(), List.of(payload + TURN), 9,
                    9));
            site.store.cases().note(file, rao.id(), site.now.get(), payload + TURN);
            site.store.incidents().note(incident.id(), rao.id(), site.now.get(), payload + TURN);
            site.store.cases().attach(file, rao.id(), site.now.get(), Attachment.of(payload + TURN, new byte[]{1}));
            site.store.reveals().ask(incident.asker(), true, site.store.accounts().find("reader1").orElseThrow().id(),
                    site.now.get(), payload + TURN, 4, List.of());
            site.now.updateAndGet(now -> now.plusMillis(1));
        }
        pages.add("/cases/" + file);
        records.forEach(record -> pages.add("/access/" + record.number()));
        site.store.accounts().all().forEach(account -> pages.add("/people/" + account.id()));
        school();
        List<String> wrong = new ArrayList<>();
        try (Chromium chromium = new Chromium(site.address(), folder.resolve("profile"))) {
            chromium.open("/sign-in");
            chromium.signIn(site, "rao", TestSite.PASSWORD);
            chromium.await("wait a little");
            for (String page : pages) {
                chromium.open(page);
                String found = String.valueOf(chromium.driver.executeScript(LOOK));
                if (!found.isEmpty()) {
                    wrong.add(page + ": " + found);
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(chromium.console()).isEmpty();
            chromium.open("/access/" + records.getFirst().number());
            assertThat(chromium.text()).as("it is there, as text").contains("<script>window.pwned=1</script>[U+202E]");
        }
        try (TestBrowser head = new TestBrowser(site)) {
            head.signIn("rao", TestSite.PASSWORD);
            for (String page : pages) {
                assertThat(head.get(page).headers().map()).as(page).doesNotContainKey("pwned")
                        .hasEntrySatisfying("content-security-policy", policy -> assertThat(policy).singleElement()
                                .asString().contains("default-src 'none'"));
            }
        }
    }

    /// What the policy, the lists and the school's name say on pages.
    private void school() {
        String all = String.join(" ", CaseAbuseIT.PAYLOADS) + TURN;
        SystemStatus plain = site.status.get();
        Instant now = site.now.get();
        site.status.set(new SystemStatus(all, now, all,
                CaseAbuseIT.PAYLOADS.stream()
                        .map(payload -> new SystemStatus.ListLine(payload + TURN, payload + TURN, 9,
                                now, false))
                        .toList(),
                CaseAbuseIT.PAYLOADS.stream().map(payload -> new SystemStatus.SlotLine(payload + TURN, payload + TURN,
                        false)).toList(),
                all, now, CaseAbuseIT.PAYLOADS.stream().map(payload -> payload + TURN).toList(),
                CaseAbuseIT.PAYLOADS.stream().map(payload -> new SystemStatus.RuleLine(payload + TURN, payload + TURN,
                        List.of(payload + TURN), Set.of(Hours.WORKING), Verdict.COACH,
                        Optional.of(new Clause(payload + TURN, payload + TURN)))).toList(),
                CaseAbuseIT.PAYLOADS.stream().map(payload -> new Sight(payload + TURN, payload + TURN,
                        List.of(payload + TURN), Map.of(Way.BY_NAME, new Finding(Reach.PARTLY, payload + TURN),
                                Way.NEVER_INSPECTED, new Finding(Reach.NOT, payload + TURN))))
                        .toList(),
                plain.waysInForce(),
                CaseAbuseIT.PAYLOADS.stream().map(payload -> new SystemStatus.Upkeep(payload + TURN, false,
                        payload + TURN, payload + TURN, List.of(payload + TURN))).toList()));
        site.school.set(new School(all, TestSite.LONDON, Optional.of(all), Optional.of(all), Optional.of(all),
                Optional.empty()));
    }

    /// An access that holds the same wherever something may stand that the school did not write itself, or did.
    private RecordedAccess record(String evil, int number) {
        Signals signals = new Signals(Signals.Mode.PLAIN, evil, Optional.of(evil), Optional.of(evil), Optional.of(evil),
                number % 2 == 0, Optional.of(evil), Optional.of(evil), Optional.of(evil), Optional.of(evil));
        RecordedAccess plain = site.access(site.now.get().minusSeconds(3_600 - number), "staff", "Staff",
                Verdict.COACH, "x.example", TestSite.GAMES, signals);
        return new RecordedAccess(plain.number(), plain.trace(), plain.at(), plain.day(), "group" + number, evil,
                plain.client(), plain.certainty(), plain.verdict(), "rule" + evil, evil,
                Optional.of(new Clause(evil, evil)), Optional.of("http://x/" + evil), Optional.empty(),
                Optional.of(evil), List.of(new CategoryName("games" + number, evil, evil)),
                List.of(new RecordedListing(Optional.of(evil), "games" + number, evil, evil, 7)), signals,
                Circumstances.NONE, Ground.of(signals, Circumstances.NONE), evil, false);
    }
}
