package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Passkey;
import org.schoolgate.review.store.Role;

/// Passkeys in a real browser, whose device is a pretended one of its own.
class PasskeyIT {

    /// Asks the browser for the answer that the form on the page would send.
    private static final String ASK = """
        const done = arguments[arguments.length - 1];
        const options = JSON.parse(document.querySelector('form[data-passkey]').dataset.options);
        navigator.credentials.get({publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)})
            .then(credential => done(JSON.stringify(credential)), refused => done('refused: ' + refused));""";

    private static TestSite site;
    private static Chromium chromium;
    private static Account rao;
    private VirtualAuthenticator device;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder.resolve("data"));
        rao = site.account("rao", "Mrs Rao", Role.HEAD);
        chromium = new Chromium(site.named(), folder.resolve("profile"));
        chromium.size(1280, 900);
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
        site.close();
    }

    /// A new device that checks its owner, and the account without passkeys.
    @BeforeEach
    void begin() {
        site.store.passkeys().of(rao.id()).forEach(one -> site.store.passkeys().remove(rao.id(), one.id()));
        site.now.updateAndGet(before -> before.plusSeconds(120));
        chromium.driver.manage().deleteAllCookies();
        device = chromium.driver.addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true).setHasUserVerification(true).setIsUserVerified(true));
    }

    @AfterEach
    void putAway() {
        chromium.driver.removeVirtualAuthenticator(device);
    }

    @Test
    void onePasskeyOpensTheSiteAloneOrAfterThePasswordUntilItIsRemoved() {
        add();
        Passkey made = site.store.passkeys().of(rao.id()).getFirst();
        assertThat(made.used()).isEmpty();
        signOut();
        chromium.tabTo("#passkey");
        chromium.press(Keys.ENTER);
        chromium.reach("Nothing needs you");
        assertThat(site.store.passkeys().of(rao.id()).getFirst().used()).hasValue(site.now.get());
        assertThat(site.store.passkeys().of(rao.id()).getFirst().uses()).isGreaterThan(made.uses());

        signOut();
        password();
        chromium.tabTo("#passkey");
        chromium.press(Keys.ENTER);
        chromium.reach("Nothing needs you");

        chromium.open("/signing-in");
        assertThat(chromium.text()).contains("My laptop, used last today at 09:");
        chromium.tabTo(".passkeys button");
        chromium.press(Keys.ENTER);
        chromium.reach("How you sign in");
        assertThat(chromium.text()).doesNotContain("My laptop");
        signOut();
        chromium.tabTo("#passkey");
        chromium.press(Keys.ENTER);
        chromium.await("The passkey was not taken.");
        assertThat(chromium.console()).noneMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void withoutACheckOfItsHolderItIsNoWayInAlone() {
        add();
        signOut();
        device.setUserVerified(false);
        chromium.tabTo("#passkey");
        chromium.press(Keys.ENTER);
        chromium.await("The browser gave no passkey.");
        // A browser that says it was asked for less is not believed either.
        String answer = String.valueOf(chromium.driver.executeAsyncScript(ASK.replace("JSON.parse(document",
                "Object.assign(JSON.parse(document").replace(".dataset.options)",
                        ".dataset.options), "
                                + "{userVerification: 'discouraged'})")));
        assertThat(answer).startsWith("{");
        chromium.driver.executeScript(
                "const form = document.querySelector('form[data-passkey]');"
                        + "form.elements.answer.value = arguments[0]; HTMLFormElement.prototype.submit.call(form);",
                answer);
        chromium.await("The passkey was not taken.");
        assertThat(chromium.heading()).isEqualTo("Sign in");
    }

    @Test
    void anAnswerCountsOnceInTheBrowserThatWasAskedAlone() throws Exception {
        add();
        signOut();
        String answer = String.valueOf(chromium.driver.executeAsyncScript(ASK));
        assertThat(answer).startsWith("{");
        String cookie = Objects.requireNonNull(chromium.driver.manage().getCookieNamed("schoolgate-form")).getValue();
        try (TestBrowser thief = new TestBrowser(site, site.named());
                TestBrowser same = new TestBrowser(site, site.named());
                TestBrowser bare = new TestBrowser(site)) {
            assertThat(place(thief, answer)).isEqualTo("/sign-in?passkey=no");
            bare.cookies.put("schoolgate-form", cookie);
            assertThat(bare.get("/sign-in").body()).doesNotContain("data-passkey");
            same.cookies.put("schoolgate-form", cookie);
            assertThat(place(same, answer)).isEqualTo("/");
            same.cookies.remove("schoolgate");
            assertThat(place(same, answer)).isEqualTo("/sign-in?passkey=no");
            for (String broken : List.of("", "{}", "[]", "null", "{\"id\":\"AA\"}", "x".repeat(7_000),
                    answer.substring(0, answer.length() / 2))) {
                assertThat(place(same, broken)).describedAs(broken).startsWith("/sign-in?passkey=no");
            }
        }
    }

    private static String place(TestBrowser browser, String answer) throws Exception {
        site.now.updateAndGet(before -> before.plusSeconds(30));
        HttpResponse<String> response = browser.post("/sign-in/passkey", "/sign-in", Map.of("answer", answer));
        return response.headers().firstValue("Location").orElse(response.statusCode() + "");
    }

    private static void add() {
        chromium.open("/sign-in");
        chromium.signIn(site, "rao", TestSite.PASSWORD);
        chromium.reach("Nothing needs you");
        chromium.open("/signing-in");
        chromium.tabTo("#name");
        chromium.press("My laptop" + Keys.ENTER);
        chromium.await("My laptop, not used yet");
    }

    private static void password() {
        chromium.tabTo("#name");
        chromium.press("rao");
        chromium.tabTo("#password");
        chromium.press(TestSite.PASSWORD + Keys.ENTER);
        chromium.reach("Your code");
    }

    private static void signOut() {
        chromium.driver.findElement(By.cssSelector(".who button")).click();
        chromium.reach("You are signed out");
    }
}
