package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.Marlbeck;
import org.schoolgate.proxy.identity.presence.PresenceRules;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.identity.presence.Session;
import org.schoolgate.proxy.identity.presence.SignIn;

/// What the sign-in page says to whom.
class SignInPagesTest {

    private static final IpAddress HERE = IpAddress.parse("10.1.2.3").orElseThrow();
    private static final IpAddress SHARED = IpAddress.parse("10.99.0.1").orElseThrow();
    private static final Person ANN = Person.of("o'ann").orElseThrow();

    private final Presences presences = new Presences(PresenceRules.STANDARD.shared(
            List.of(AddressRange.parse("10.99.0.0/16").orElseThrow())));
    private final Pages pages = pages(presences);

    /// The pages of a gateway on which the password of everybody is their account.
    static WrittenPages pages(Presences presences) {
        InstantSource clock = InstantSource.fixed(Marlbeck.AT);
        return new WrittenPages(() -> Marlbeck.SCHOOL, () -> Marlbeck.CATEGORIES, () -> Marlbeck.OWN_SITE, clock,
                Optional.of(new SignIn(presences, (account, password) -> CompletableFuture.completedFuture(
                        Person.of(account).filter(person -> person.account().equals(new String(password)))), clock)));
    }

    @Test
    void whoIsNotKnownGetsTheForm() {
        String page = get(HERE, true);
        assertThat(page).contains("<h1>Sign in with your school account</h1>", "<form", "action=\"/sign-in\"",
                "<label for=\"account\">", "<label for=\"password\">", "What is kept of it").doesNotContain("<script",
                        "role=\"alert\"");
    }

    @Test
    void whoHasSignedInIsNamedAndCanSignOut() {
        presences.signedIn(HERE, ANN, Marlbeck.AT);
        assertThat(get(HERE, true)).contains("<h1>You are signed in</h1>", ">o'ann<", "action=\"/sign-out\"")
                .doesNotContain("action=\"/sign-in\"");
    }

    @Test
    void whomTheNetworkKnowsNeedNotSignIn() {
        presences.begins(new Session(Identity.Source.RADIUS, "ap", "1"), Optional.of(ANN), "", List.of(HERE),
                Marlbeck.AT);
        assertThat(get(HERE, true)).contains("network knows this device already", ">o'ann<")
                .doesNotContain("<form");
    }

    @Test
    void whereItMayBeOneOfSeveralNobodyIsNamed() {
        presences.signedIn(HERE, ANN, Marlbeck.AT.minusSeconds(100));
        presences.signedIn(HERE, Person.of("ben").orElseThrow(), Marlbeck.AT);
        assertThat(get(HERE, true)).contains("2 people have been at this address lately", "<form")
                .doesNotContain("'ann", "ben");
    }

    @Test
    void fromASharedAddressNobodySignsInOrIsNamed() {
        presences.signedIn(SHARED, ANN, Marlbeck.AT);
        assertThat(get(SHARED, true)).contains("nobody signs in here").doesNotContain("<form", "'ann");
    }

    @Test
    void inTheOpenNobodyIsNamedOrAsked() {
        presences.signedIn(HERE, ANN, Marlbeck.AT);
        assertThat(get(HERE, false)).contains("https://schoolgate.internal/sign-in", "Do not go past the warning")
                .doesNotContain("<form", "'ann");
    }

    @Test
    void onlyTheFormsPageMaySendAFormAndOnlyBack() {
        Answer form = pages.own(request("GET", HERE, true, "")).toCompletableFuture().join();
        assertThat(form.headers().get("Content-Security-Policy")).contains("form-action 'self'", "default-src 'none'",
                "frame-ancestors 'none'");
        assertThat(form.headers()).containsEntry("Referrer-Policy", "same-origin")
                .containsEntry("Cache-Control", "no-store");
        Answer open = pages.own(request("GET", HERE, false, "")).toCompletableFuture().join();
        assertThat(open.headers().get("Content-Security-Policy")).contains("form-action 'none'");
        assertThat(pages.own("GET", "/").headers().get("Content-Security-Policy")).contains("form-action 'none'");
    }

    @Test
    void aFormIsTakenOnlyWhereItIsEncrypted() {
        assertThat(pages.ownForm("/sign-in", true)).isEqualTo(4_096);
        assertThat(pages.ownForm("/sign-out", true)).isEqualTo(4_096);
        assertThat(pages.ownForm("/sign-in", false)).isZero();
        assertThat(pages.ownForm("/", true)).isZero();
    }

    @Test
    void whatWasTypedComesBackAsTextAndNeverAsMarkup() {
        String token = get(HERE, true).replaceAll("(?s).*name=\"token\" value=\"([0-9a-f]+)\".*", "$1");
        String page = text(pages.own(request("POST", HERE, true,
                "token=" + token + "&account=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&password=x"))
                .toCompletableFuture().join());
        assertThat(page).contains("do not belong together", "role=\"alert\"", "aria-describedby=\"trouble\"")
                .doesNotContain("<script");
    }

    @Test
    void strangersAreOfferedToSignInWhereTheyCanAndNobodyElseIs() {
        assertThat(refused(pages, Group.STRANGERS)).contains("href=\"http://schoolgate.internal/sign-in\"");
        assertThat(refused(pages, Marlbeck.STAFF)).doesNotContain("/sign-in");
        assertThat(refused(pages, Marlbeck.PUPILS)).doesNotContain("/sign-in");
        Pages without = new WrittenPages(() -> Marlbeck.SCHOOL, () -> Marlbeck.CATEGORIES, () -> Marlbeck.OWN_SITE,
                InstantSource.fixed(Marlbeck.AT));
        assertThat(refused(without, Group.STRANGERS)).doesNotContain("/sign-in");
        assertThat(without.own(request("GET", HERE, true, "")).toCompletableFuture().join().status()).isEqualTo(404);
        assertThat(text(pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.BLOCK, Group.STRANGERS, Marlbeck.ILLEGAL), Marlbeck.browser())))
                .as("what is closed to everyone does not open by signing in").doesNotContain("/sign-in");
    }

    private static String refused(Pages pages, Group group) {
        return text(pages.refused(Marlbeck.request(Marlbeck.PAGE),
                Marlbeck.decision(Verdict.BLOCK, group, Marlbeck.NETWORKS), Marlbeck.browser()));
    }

    private String get(IpAddress from, boolean encrypted) {
        Answer answer = pages.own(request("GET", from, encrypted, "")).toCompletableFuture().join();
        assertThat(answer.status()).isEqualTo(200);
        return text(answer);
    }

    static OwnRequest request(String method, IpAddress from, boolean encrypted, String body) {
        return new OwnRequest(method, "/sign-in", from, (encrypted ? "https" : "http") + "://schoolgate.internal",
                encrypted, Optional.empty(), "", "", body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
