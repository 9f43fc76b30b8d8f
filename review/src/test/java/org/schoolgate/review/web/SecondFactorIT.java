package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.signin.Totp;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;

/// The second factor over HTTP: it is set up once, each code works once, and what matters asks for it again.
class SecondFactorIT {

    private static final Pattern SECRET = Pattern.compile("id=\"secret\">([A-Z2-7 ]+)<");
    private static final Pattern CODE = Pattern.compile("<li class=\"mono\">([0-9A-Z]{5}-[0-9A-Z]{5})</li>");

    private TestSite site;
    private TestBrowser browser;
    private Account rao;

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
    void whoeverMayReadRecordsSetsOneUpFirst() throws Exception {
        site.store.factors().remove(rao.id());
        browser.signIn("rao", TestSite.PASSWORD);
        for (String path : List.of("/", "/people", "/system", "/signing-in")) {
            assertThat(place(browser.get(path))).describedAs(path).isEqualTo("/second-factor");
        }
        assertThat(browser.post("/people", "/second-factor", Map.of("name", "eve", "displayName", "Eve", "role", "IT"))
                .headers().firstValue("Location")).hasValue("/second-factor");
        assertThat(site.store.accounts().find("eve")).isEmpty();
        String page = browser.get("/second-factor").body();
        assertThat(page).contains("<svg", "The site opens once it is set up.")
                .isEqualTo(browser.get("/second-factor").body());
        HttpResponse<String> wrong = browser.post("/second-factor", "/second-factor", Map.of("code", "000000"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(place(browser.get("/"))).isEqualTo("/second-factor");
        HttpResponse<String> done = setUp();
        assertThat(done.body()).contains("Keep these ten codes");
        assertThat(new HashSet<>(codes(done.body()))).hasSize(10);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        assertThat(browser.get("/signing-in").body()).contains("Set up today at 09:40", "10 left")
                .doesNotContain(codes(done.body()).getFirst());
    }

    @Test
    void whoeverSeesTheSystemAloneMayDoWithout() throws Exception {
        browser.signIn("sam", TestSite.PASSWORD);
        assertThat(browser.get("/system").statusCode()).isEqualTo(200);
        assertThat(browser.get("/signing-in").body()).contains("Not set up");
        assertThat(setUp().statusCode()).isEqualTo(200);
        browser.post("/sign-out", "/system", Map.of());
        assertThat(place(password("sam"))).isEqualTo("/sign-in/code");
    }

    @Test
    void aCodeWorksOnceAndNoneBeforeItWorksAfter() throws Exception {
        site.store.factors().remove(rao.id());
        browser.signIn("rao", TestSite.PASSWORD);
        String page = browser.get("/second-factor").body();
        Totp app = Totp.of(secret(page));
        long step = Totp.step(site.now.get());
        browser.post("/second-factor", "/second-factor", Map.of("code", app.code(step)));
        password("rao");
        assertThat(code(app.code(step)).statusCode()).describedAs("it has shown that the app works").isEqualTo(403);
        assertThat(code(app.code(step - 1)).statusCode()).isEqualTo(403);
        assertThat(code(" " + app.code(step + 1).substring(0, 3) + " " + app.code(step + 1).substring(3)).statusCode())
                .isEqualTo(303);
        password("rao");
        assertThat(code(app.code(step + 1)).statusCode()).isEqualTo(403);
        site.now.updateAndGet(before -> before.plusSeconds(60));
        assertThat(code(app.code(step + 2)).statusCode()).isEqualTo(303);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void aRecoveryCodeWorksOnceAndNewOnesEndTheOld() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        List<String> first = codes(browser.post("/second-factor/codes", "/signing-in", Map.of()).body());
        List<String> second = codes(browser.post("/second-factor/codes", "/signing-in", Map.of()).body());
        assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
        password("rao");
        assertThat(code(first.getFirst()).statusCode()).isEqualTo(403);
        assertThat(code(second.getFirst().toLowerCase(java.util.Locale.ROOT).replace("-", " ")).statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/signing-in").body()).contains("9 left");
        password("rao");
        assertThat(code(second.getFirst()).statusCode()).isEqualTo(403);
        assertThat(code(second.getLast()).statusCode()).isEqualTo(303);
    }

    @Test
    void betweenPasswordAndCodeNothingIsThereAndItLastsFiveMinutes() throws Exception {
        assertThat(place(browser.get("/sign-in/code"))).isEqualTo("/sign-in");
        HttpResponse<String> answer = password("rao");
        assertThat(answer.headers().allValues("Set-Cookie")).singleElement().asString()
                .matches("schoolgate-half=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=300");
        String half = browser.cookies.getOrDefault("schoolgate-half", "");
        for (String path : List.of("/", "/people", "/system", "/second-factor", "/password", "/confirm")) {
            browser.cookies.put("schoolgate", half);
            assertThat(place(browser.get(path))).describedAs(path).isEqualTo("/sign-in");
        }
        site.now.updateAndGet(before -> before.plus(Duration.ofMinutes(5)));
        HttpResponse<String> late = submit(half, site.code("rao"));
        assertThat(place(late)).isEqualTo("/sign-in?late=yes");
        assertThat(browser.get("/sign-in?late=yes").body()).contains("Begin again.");
        password("rao");
        String again = browser.cookies.getOrDefault("schoolgate-half", "");
        site.invitations.renew(rao);
        assertThat(place(submit(again, site.code("rao")))).describedAs("the password is another by now")
                .isEqualTo("/sign-in?late=yes");
    }

    @Test
    void guessingCodesIsSlowedAsGuessingPasswordsIs() throws Exception {
        password("rao");
        String right = site.code("rao");
        for (int i = 0; i < 5; i++) {
            assertThat(code("00000" + i).statusCode()).isEqualTo(403);
        }
        HttpResponse<String> sixth = code(right);
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("Wait 16 seconds");
        site.now.updateAndGet(before -> before.plusSeconds(16));
        assertThat(code(site.code("rao")).statusCode()).isEqualTo(303);
    }

    @Test
    void theStoreHoldsNoSecretAndNoCode() throws Exception {
        site.store.factors().remove(rao.id());
        browser.signIn("rao", TestSite.PASSWORD);
        String secret = secret(browser.get("/second-factor").body()).replace(" ", "");
        List<String> codes = codes(setUp().body());
        String stored = site.store.factors().of(rao.id()).orElseThrow().secret();
        assertThat(java.util.Base64.getDecoder().decode(stored)).hasSize(12 + 20 + 16);
        assertThat(stored).doesNotContain(secret);
        assertThat(codes).allSatisfy(code -> assertThat(site.store.factors().spendCode(rao.id(), code)).isFalse());
        site.account("dean", "Ms Priya Dean", Role.HEAD);
        long dean = site.store.accounts().find("dean").orElseThrow().id();
        site.store.factors().put(dean, stored, site.now.get(), 0, List.of());
        try (TestBrowser other = new TestBrowser(site)) {
            other.post("/sign-in", "/sign-in", Map.of("name", "dean", "password", TestSite.PASSWORD));
            String code = Totp.of(secret).code(Totp.step(site.now.get()));
            assertThat(other.post("/sign-in/code", "/sign-in/code", Map.of("code", code)).statusCode())
                    .describedAs("a secret copied to another account").isEqualTo(403);
        }
    }

    @Test
    void whatMattersAsksAgainAfterFiveMinutesAndKeepsWhatWasTyped() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        Map<String, String> form = Map.of("displayName", "Ms Priya Dean", "name", "dean", "role", "HEAD");
        site.now.updateAndGet(before -> before.plus(Duration.ofMinutes(5)));
        assertThat(place(browser.post("/people", "/people", form))).isEqualTo("/confirm?to=/people");
        assertThat(place(browser.post("/people/" + rao.id() + "/password", "/rules", Map.of())))
                .isEqualTo("/confirm?to=/people");
        assertThat(place(browser.get("/second-factor"))).isEqualTo("/confirm?to=/second-factor");
        assertThat(place(browser.post("/second-factor/codes", "/signing-in", Map.of())))
                .isEqualTo("/confirm?to=/signing-in");
        assertThat(site.store.accounts().find("dean")).isEmpty();
        browser.post("/people", "/people", form);
        assertThat(confirm("/people", "not my password").statusCode()).isEqualTo(403);
        assertThat(place(confirm("/people", TestSite.PASSWORD))).isEqualTo("/people");
        String page = browser.get("/people").body();
        assertThat(page).contains("value=\"Ms Priya Dean\"", "value=\"dean\"");
        assertThat(page.substring(page.indexOf("value=\"HEAD\""))).startsWith("value=\"HEAD\" checked");
        assertThat(browser.get("/people").body()).doesNotContain("Ms Priya Dean");
        assertThat(browser.post("/people", "/people", form).statusCode()).isEqualTo(200);
        assertThat(site.store.accounts().find("dean")).isPresent();
    }

    @Test
    void aCodeConfirmsToAndNobodyIsLedElsewhere() throws Exception {
        browser.signIn("rao", TestSite.PASSWORD);
        site.now.updateAndGet(before -> before.plus(Duration.ofMinutes(6)));
        for (String evil : Set.of("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)",
                "/people/../../x", "")) {
            assertThat(place(confirm(evil, site.code("rao")))).describedAs(evil).isEqualTo("/");
        }
        assertThat(browser.get("/second-factor").statusCode()).isEqualTo(200);
        site.now.updateAndGet(before -> before.plus(Duration.ofMinutes(6)));
        String code = site.code("rao");
        assertThat(place(confirm("/people", code))).isEqualTo("/people");
        assertThat(confirm("/people", code).statusCode()).describedAs("each code works once").isEqualTo(403);
        for (int i = 0; i < 4; i++) {
            confirm("/people", "guess " + i);
        }
        assertThat(confirm("/people", TestSite.PASSWORD).statusCode()).isEqualTo(429);
    }

    private HttpResponse<String> confirm(String to, String proof) throws Exception {
        return browser.post("/confirm", "/confirm?to=/people", Map.of("to", to, "proof", proof));
    }

    /// The first page of signing in alone, in a browser that is not signed in.
    private HttpResponse<String> password(String name) throws Exception {
        browser.cookies.remove("schoolgate");
        return browser.post("/sign-in", "/sign-in", Map.of("name", name, "password", TestSite.PASSWORD));
    }

    private HttpResponse<String> code(String code) throws Exception {
        return browser.post("/sign-in/code", "/sign-in/code", Map.of("code", code));
    }

    private HttpResponse<String> submit(String half, String code) throws Exception {
        String token = TestBrowser.token(browser.get("/sign-in").body());
        browser.cookies.put("schoolgate-half", half);
        return browser.submit("/sign-in/code", Map.of("code", code, "token", token), Map.of());
    }

    private HttpResponse<String> setUp() throws Exception {
        Totp app = Totp.of(secret(browser.get("/second-factor").body()));
        return browser.post("/second-factor", "/second-factor",
                Map.of("code", app.code(Totp.step(site.now.get()))));
    }

    private static String secret(String page) {
        return SECRET.matcher(page).results().map(found -> found.group(1)).findFirst().orElseThrow();
    }

    private static List<String> codes(String page) {
        return CODE.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
    }

    private static String place(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
