package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedListing;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.View;

/// The site over HTTP: who may see what, and what every answer carries.
class SiteIT {

    private TestSite site;
    private TestBrowser browser;
    private Account rao;
    private int sessions;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        browser = new TestBrowser(site);
        rao = site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Mr Sam Whitlock", Role.IT);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void eachRouteIsThereForThoseWhoMaySeeItAlone() throws Exception {
        RecordedAccess record = site.recordSome().getFirst();
        List<String> wrong = new ArrayList<>();
        for (String who : List.of("nobody", "sam", "rao")) {
            String session = who.equals("nobody") ? "" : session(who);
            for (Route route : site.routes()) {
                try (TestBrowser visitor = new TestBrowser(site)) {
                    visitor.cookies.put("schoolgate", session);
                    String path = route.path().replace("{number}", "" + record.number()).replace("{id}", "" + rao.id())
                            .replace("{file}", "5").replace("{reference}", "M2JD-8VTA");
                    HttpResponse<String> answer = route.method().equals(HandlerType.GET)
                            ? visitor.get(path)
                            : visitor.submit(path, Map.of(), Map.of());
                    String found = answer.statusCode() + answer.headers().firstValue("Location").orElse("");
                    if (!found.equals(expected(route, who))) {
                        wrong.add(who + " " + route.method() + " " + path + ": " + found + ", not "
                                + expected(route, who));
                    }
                    if (!who.equals("rao") && answer.body().contains(record.reference())) {
                        wrong.add(who + " reads a record at " + path);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// A form without its token is refused where someone may send it at all; where not, the route is not there.
    private static String expected(Route route, String who) {
        boolean form = route.method().equals(HandlerType.POST);
        if (route.path().contains("school") && !form && !route.path().endsWith("/back")) {
            return who.equals("nobody")
                    ? switch (route.path()) {
                        case "/sign-in/school" -> "303/sign-in?school=silent";
                        case "/sign-in/school/done" -> "303/sign-in?school=no";
                        default -> "303/sign-in";
                    }
                    : switch (route.path()) {
                        case "/sign-in/school" -> "303/sign-in?school=silent";
                        case "/sign-in/school/done" -> "303/signing-in?school=no";
                        default -> "303/signing-in?school=silent";
                    };
        }
        if (route.path().endsWith("/back")) {
            return "200";
        }
        if (route.who().strangers()) {
            if (form) {
                return "403";
            }
            return !route.path().startsWith("/sign-in")
                    ? "200"
                    : !who.equals("nobody") ? "303/" : route.path().equals("/sign-in") ? "200" : "303/sign-in";
        }
        if (who.equals("nobody")) {
            return "303/sign-in";
        }
        if (!route.who().may().test(who.equals("sam") ? Role.IT : Role.HEAD)) {
            return "404";
        }
        if (!form && route.path().matches("/lists/(one|difference|effect|tried)")) {
            return "404";
        }
        if (route.path().equals("/lists/progress")) {
            return "303/lists?done=fetched";
        }
        if (route.path().matches("/(incidents|cases|reveals|records)/\\{number}.*")) {
            return form ? "403" : "404";
        }
        return form ? "403" : route.path().equals("/") && who.equals("sam") ? "303/system" : "200";
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        site.recordSome();
        browser.cookies.put("schoolgate", session("rao"));
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Route route : site.routes()) {
            String path = route.path().replaceAll("\\{.*?}", "5");
            answers.add(route.method().equals(HandlerType.GET)
                    ? browser.get(path)
                    : browser.submit(path, Map.of(), Map.of()));
        }
        answers.add(browser.get("/nothing"));
        answers.add(browser.get("/access/notanumber"));
        answers.add(browser.send("DELETE", "/"));
        answers.add(browser.send("OPTIONS", "/"));
        answers.add(browser.send("HEAD", "/"));
        answers.add(browser.get("/%2e%2e/%00"));
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.headers().map()).describedAs(answer.toString()).containsEntry("content-security-policy",
                    List.of(Headers.POLICY)).containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                    .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                    .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
            String path = answer.uri().getPath();
            assertThat(answer.headers().allValues("cache-control")).describedAs(answer.toString())
                    .containsExactly(path.matches(".*\\.(css|svg|js)") ? "no-cache" : "no-store");
            assertThat(answer.body()).doesNotContain("Exception", "Jetty", "Javalin", "org.schoolgate", "\tat ");
            if (!answer.body().isEmpty()) {
                assertThat(answer.headers().firstValue("content-type").orElse("")).describedAs(answer.toString())
                        .endsWith("charset=utf-8");
            }
        }
        assertThat(Headers.POLICY).contains("default-src 'none'", "object-src 'none'", "base-uri 'none'",
                "frame-ancestors 'none'").doesNotContain("unsafe");
    }

    @Test
    void theStyleSheetOfThisVersionMayBeKept() throws Exception {
        String page = browser.get("/sign-in").body();
        String address = page.substring(page.indexOf("/style.css"), page.indexOf('"', page.indexOf("/style.css")));
        HttpResponse<String> sheet = browser.get(address);
        assertThat(sheet.headers().firstValue("cache-control")).hasValue("public, max-age=31536000, immutable");
        assertThat(sheet.headers().firstValue("content-type")).hasValue("text/css; charset=utf-8");
    }

    @Test
    @DisplayName("W19 another name in the Host header is refused")
    void anotherNameInTheHostHeaderIsRefused() throws Exception {
        assertThat(raw("GET /sign-in HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /sign-in HTTP/1.1\r\nHost: review.school.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        for (String path : List.of("/sign-in", "/", "/style.css", "/nothing")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 421").contains("Content-Security-Policy").doesNotContain("<html");
        }
        assertThat(raw("GET /sign-in HTTP/1.0\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 421");
        assertThat(raw("TRACE / HTTP/1.1\r\nHost: localhost\r\nX-Secret: 1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4").doesNotContain("X-Secret").contains("Content-Security-Policy");
        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").doesNotContain("Jetty", "Server:");
    }

    @Test
    void aSessionIsNewAtSignInAndEndsWhenIdleAndAfterEightHours() throws Exception {
        browser.cookies.put("schoolgate", "chosen-by-someone-else");
        HttpResponse<String> answer = browser.signIn("RAO ", TestSite.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .matches("schoolgate=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict"))
                .noneMatch(cookie -> cookie.contains("chosen-by"));
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        for (int i = 0; i < 33; i++) {
            pass(Duration.ofMinutes(14));
            assertThat(browser.get("/").statusCode()).describedAs("after %d times 14 minutes", i + 1).isEqualTo(200);
        }
        pass(Duration.ofMinutes(14));
        pass(Duration.ofMinutes(5));
        assertThat(browser.get("/").statusCode()).isEqualTo(303);
        browser.signIn("rao", TestSite.PASSWORD);
        pass(Duration.ofMinutes(15));
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/sign-in");
    }

    @Test
    void signingInElsewhereAndSigningOutEndTheSession() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        String token = browser.cookies.getOrDefault("schoolgate", "");
        try (TestBrowser other = new TestBrowser(site)) {
            other.signIn("rao", TestSite.PASSWORD);
            assertThat(browser.get("/").statusCode()).isEqualTo(303);
            assertThat(other.get("/").statusCode()).isEqualTo(200);
            String second = other.cookies.getOrDefault("schoolgate", "");
            assertThat(second).isNotEqualTo(token);
            HttpResponse<String> out = other.post("/sign-out", "/", Map.of());
            assertThat(out.headers().firstValue("Clear-Site-Data")).isPresent();
            other.cookies.put("schoolgate", second);
            assertThat(other.get("/").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void aChangeOfPasswordEndsTheSessionAndAsksForTheOldOne() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        String before = browser.cookies.getOrDefault("schoolgate", "");
        assertThat(change("wrong", "four otters juggle", "four otters juggle").statusCode()).isEqualTo(403);
        assertThat(change(TestSite.PASSWORD, "four otters juggle", "four otters jiggle").statusCode()).isEqualTo(422);
        assertThat(change(TestSite.PASSWORD, "Password1234", "Password1234").body())
                .contains("first that others would try");
        assertThat(change(TestSite.PASSWORD, TestSite.PASSWORD, TestSite.PASSWORD).statusCode()).isEqualTo(422);
        assertThat(change(TestSite.PASSWORD, "four otters juggle", "four otters juggle").statusCode()).isEqualTo(303);
        assertThat(browser.cookies.get("schoolgate")).isNotEqualTo(before);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        assertThat(site.door.visit(before)).isEmpty();
    }

    @Test
    void aFormFromElsewhereChangesNothing() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        String token = TestBrowser.token(browser.get("/people").body());
        Map<String, String> form = Map.of("displayName", "Eve", "name", "eve", "role", "HEAD", "token", token);
        Map<String, String> without = Map.of("displayName", "Eve", "name", "eve", "role", "HEAD");
        String own = site.address().toString().replaceAll("/$", "");
        assertThat(browser.submit("/people", without, Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.submit("/people", form, Map.of("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
        assertThat(browser.submit("/people", form, Map.of("Sec-Fetch-Site", "same-site")).statusCode()).isEqualTo(403);
        assertThat(browser.submit("/people", form, Map.of("Origin", "http://evil.example")).statusCode())
                .isEqualTo(403);
        try (TestBrowser other = new TestBrowser(site)) {
            other.cookies.put("schoolgate", session("sam"));
            String samsToken = TestBrowser.token(other.get("/system").body());
            assertThat(
                    browser.submit("/people", Map.of("displayName", "Eve", "name", "eve", "token", samsToken), Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(site.store.accounts().find("eve")).isEmpty();
        assertThat(browser.submit("/people", form, Map.of("Sec-Fetch-Site", "same-origin", "Origin", own)).statusCode())
                .isEqualTo(200);
        assertThat(site.store.accounts().find("eve")).isPresent();
        try (TestBrowser stranger = new TestBrowser(site)) {
            assertThat(stranger.submit("/sign-in", Map.of("name", "rao", "password", TestSite.PASSWORD), Map.of())
                    .statusCode()).isEqualTo(403);
            assertThat(stranger.cookies).doesNotContainKey("schoolgate");
        }
    }

    @Test
    void guessingIsSlowedAndTellsNothingOfWhoExists() throws Exception {
        for (String name : List.of("rao", "nobody")) {
            site.now.updateAndGet(before -> before.plusSeconds(60));
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer = browser.signIn(name, "a wrong password");
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("The name or the password is not right.");
            }
            HttpResponse<String> sixth = browser.signIn(name, TestSite.PASSWORD);
            assertThat(sixth.statusCode()).describedAs(name).isEqualTo(429);
            assertThat(sixth.body()).contains("Wait 16 seconds");
            assertThat(sixth.headers().firstValue("Retry-After")).hasValue("16");
        }
        pass(Duration.ofSeconds(75));
        assertThat(browser.signIn("rao", TestSite.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void whoGuessesElsewhereDoesNotKeepTheHeadOut() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        browser.post("/sign-out", "/", Map.of());
        try (TestBrowser guesser = new TestBrowser(site)) {
            for (int i = 0; i < 6; i++) {
                guesser.signIn("rao", "guess " + i);
            }
            assertThat(guesser.signIn("rao", TestSite.PASSWORD).statusCode()).isEqualTo(429);
        }
        assertThat(browser.signIn("rao", TestSite.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void aOneTimePasswordOpensNothingButItsOwnChange() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        HttpResponse<String> made = browser.post("/people", "/people",
                Map.of("displayName", "Ms Priya Dean", "name", "Dean", "role", "IT"));
        String page = made.body();
        String password = page.substring(page.indexOf("class=\"given\">") + 14).substring(0, 23);
        assertThat(browser.get("/people").body()).doesNotContain(password).contains("One-time, not used yet");
        try (TestBrowser dean = new TestBrowser(site)) {
            assertThat(dean.signIn("dean", password).headers().firstValue("Location")).hasValue("/password");
            assertThat(dean.get("/system").headers().firstValue("Location")).hasValue("/password");
            assertThat(dean.post("/password", "/password",
                    Map.of("now", password, "new", "four otters juggle", "again", "four otters juggle")).statusCode())
                    .isEqualTo(303);
            assertThat(dean.get("/system").statusCode()).isEqualTo(200);
            // A starter list was taken in by nobody; it has no date to show.
            assertThat(dean.get("/system").body()).contains("starter/social").contains("comes with the program");
            long id = site.store.accounts().find("dean").orElseThrow().id();
            browser.post("/people/" + id + "/password", "/people", Map.of());
            assertThat(dean.get("/system").statusCode()).isEqualTo(303);
        }
        assertThat(
                browser.post("/people", "/people", Map.of("displayName", "Other", "name", "dean", "role", "IT")).body())
                .contains("The name is taken.");
    }

    @Test
    void everyLookIsRecordedAndShown() throws Exception {
        RecordedAccess record = site.recordSome().getFirst();
        browser.signIn("rao", TestSite.PASSWORD);
        browser.get("/flagged");
        assertThat(site.store.views().latest(5)).extracting(View::number).containsExactly(0L);
        assertThat(browser.get("/access/" + record.number()).body()).contains("You, now. Nobody before you.");
        pass(Duration.ofMinutes(1));
        assertThat(browser.get("/access/" + record.number()).body()).contains("You, today at 09:40");
        assertThat(site.store.views().of(record.number())).hasSize(2).allMatch(view -> view.account() == rao.id());
        browser.get("/access/5");
        assertThat(site.store.views().latest(5)).hasSize(3);
        HttpResponse<String> found = browser.get("/find?reference=" + record.reference());
        assertThat(found.headers().firstValue("Location")).hasValue("/access/" + record.number());
    }

    @Test
    void theListIsNarrowedToAGradeAndAFollowUpIsSeenLater() throws Exception {
        RecordedAccess byHand = site.recordSome().getLast();
        browser.signIn("rao", TestSite.PASSWORD);
        assertThat(browser.get("/flagged?grade=D").body()).contains("www.instagram.com")
                .doesNotContain("www.facebook.com");
        assertThat(browser.get("/flagged?grade=F").body()).contains("www.instagram.com").contains("www.facebook.com");
        assertThat(browser.get("/access/" + byHand.number()).body()).contains("B: by hand", "by the rule BY_HAND")
                .doesNotContain("When it was asked it was");
        site.record(site.access(byHand.at().plusSeconds(60), "staff", "Staff", Verdict.COACH, "m.facebook.com",
                TestSite.NETWORKS, byHand.signals()));
        assertThat(browser.get("/access/" + byHand.number()).body()).contains("A: by hand, with more of the same site",
                "When it was asked it was B: by hand");
    }

    @Test
    void whatOnePageLedToAtOnceIsOneLine() throws Exception {
        RecordedAccess picture = site.recordSome().get(3);
        for (int i = 1; i <= 3; i++) {
            site.record(
                    site.access(picture.at().plusSeconds(i), "pupils", "Pupils", Verdict.BLOCK, "p" + i + ".example",
                            TestSite.NETWORKS, picture.signals()));
        }
        browser.signIn("rao", TestSite.PASSWORD);
        assertThat(browser.get("/flagged").body()).contains("and three more that www.recipes.example led to at once",
                "08:25:02 p2.example, closed, D: part of another page").containsOnlyOnce("p3.example");
    }

    @Test
    void whatWasStoredIsShownAsTextWhateverItHolds() throws Exception {
        String evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;\u202e{{7*7}}${7*7}";
        Signals signals = new Signals(Signals.Mode.PLAIN, "GET" + evil, Optional.of(evil), Optional.of(evil),
                Optional.of(evil), false, Optional.of(evil), Optional.of(evil), Optional.of(evil), Optional.of(evil));
        RecordedAccess plain = site.access(site.now.get(), "pupils", "Pupils", Verdict.BLOCK, "x.example",
                TestSite.GAMES,
                signals);
        RecordedAccess record = site.record(new RecordedAccess(plain.number(), plain.trace(), plain.at(), plain.day(),
                "pupils", "Pupils" + evil, plain.client(), plain.certainty(), plain.verdict(), "rule" + evil,
                "Title" + evil, Optional.of(new Clause("Quote" + evil, "Source" + evil)),
                Optional.of("http://x/" + evil),
                Optional.empty(), Optional.of("host" + evil),
                List.of(new CategoryName("games", "Games" + evil, "G" + evil)),
                List.of(new RecordedListing(Optional.of("entry" + evil), "games", "list" + evil, "version" + evil, 7)),
                signals, Circumstances.NONE, Ground.of(signals, Circumstances.NONE), "snapshot" + evil, false));
        browser.signIn("rao", TestSite.PASSWORD);
        for (String path : List.of("/", "/access/" + record.number(), "/?group=pupils&day=%22%3E%3Cscript%3E",
                "/find?reference=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/%3Cscript%3E")) {
            String page = browser.get(path).body();
            assertThat(page).describedAs(path).doesNotContainIgnoringCase("<script", "<img", "onerror=alert(1)>&lt;")
                    .contains("</html>");
        }
        assertThat(browser.post("/people", "/people", Map.of("displayName", "<b>Eve</b>", "name", "eve", "role", "IT"))
                .body())
                .doesNotContain("<b>Eve").contains("&lt;b");
        assertThat(browser.post("/people", "/people", Map.of("displayName", "Eve\u202e", "name", "eve2", "role", "IT"))
                .statusCode()).isEqualTo(422);
        assertThat(browser.post("/sign-in", "/password", Map.of("name", evil, "password", "x")).body())
                .doesNotContain("<script>");
    }

    @Test
    void aSealedAddressIsNowhere() throws Exception {
        RecordedAccess sealed = site.recordSome().get(5);
        browser.signIn("rao", TestSite.PASSWORD);
        assertThat(browser.get("/flagged").body()).contains("Address sealed");
        assertThat(browser.get("/access/" + sealed.number()).body()).contains("A sealed address was closed",
                "it is not stored", "Mark of the sealed address", "not kept, as it could tell the address");
    }

    @Test
    void aFormThatIsTooLongOrMeaninglessIsRefusedQuietly() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        String token = TestBrowser.token(browser.get("/people").body());
        HttpResponse<String> tooLong = browser.submit("/people", Map.of("name", "x".repeat(40_000), "token", token),
                Map.of());
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(tooLong.body()).contains("That is too long");
        assertThat(browser.send("DELETE", "/people").body()).contains("There is no such page");
        assertThat(browser.get("/?day=2026-02-31&group=%00&verdict=worse&from=zzz").statusCode()).isEqualTo(200);
        assertThat(browser.get("/access/99999999999999999999").statusCode()).isEqualTo(404);
        assertThat(browser.get("/find?reference=%25%27%3B--").statusCode()).isEqualTo(200);
        assertThat(browser.submit("/people/abc/password", Map.of("token", token), Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whereTheStoreFailsNothingIsShown() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        site.store.close();
        HttpResponse<String> answer = browser.get("/");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("This page cannot be shown now").doesNotContain("Exception", "store");
    }

    @Test
    void overHttpsTheCookiesAreBoundToTheHost() throws Exception {
        site.school.set(TestSite.school(Optional.of("https://gate.marlbeck.example/")));
        String page = raw("GET /sign-in HTTP/1.1\r\nHost: gate.marlbeck.example\r\nConnection: close\r\n\r\n");
        assertThat(page).contains("Set-Cookie: __Host-schoolgate-form=", "; Secure", "Strict-Transport-Security");
        assertThat(raw("GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("Set-Cookie: schoolgate-form=").doesNotContain("Secure;", "Strict-Transport");
    }

    private HttpResponse<String> change(String now, String fresh, String again) throws Exception {
        return browser.post("/password", "/password", Map.of("now", now, "new", fresh, "again", again));
    }

    /// A new session without the form.
    private String session(String name) {
        return site.session(name, "session " + ++sessions);
    }

    private void pass(Duration time) {
        site.now.updateAndGet(before -> before.plus(time));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(site.address().getHost(), site.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
