package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.Marlbeck;
import org.schoolgate.proxy.identity.presence.HashedAccounts;
import org.schoolgate.proxy.identity.presence.PresenceRules;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.identity.presence.SignIn;
import org.schoolgate.proxy.listen.Interception;
import org.schoolgate.proxy.page.WrittenPages;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.SiteTls;

/// People sign in on the gateway's own site, from the first byte of a connection to who is known at their address.
class SignInIT {

    private static final String SITE = "schoolgate.internal";
    private static final String OURS = "Origin: https://schoolgate.internal\r\n";
    private static final IpAddress HERE = IpAddress.parse("127.0.0.1").orElseThrow();
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"");

    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final InstantSource clock = InstantSource.system();
    private final Presences presences = new Presences(PresenceRules.STANDARD.shared(
            List.of(AddressRange.parse("10.99.0.0/16").orElseThrow())));
    private Authority authority;
    private Leaves leaves;
    private SiteTls sites;
    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        authority = Authority.open(folder.resolve("ca"), Optional.empty(), clock);
        sites = SecureOrigin.trusted();
        leaves = new Leaves(authority, clock, worker);
        SignIn signIn = new SignIn(presences, HashedAccounts.in(folder.resolve("accounts"),
                Map.of("ann", "correct horse"), worker), clock);
        stage = new Stage(draft -> {
            draft.headerTimeout = Duration.ofSeconds(2);
            draft.interceptions = List.of(new Interception(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Interception.Mode.REDIRECT));
        }, Optional.of(new Inspecting(leaves, sites)), new WrittenPages(() -> Marlbeck.SCHOOL,
                () -> Marlbeck.CATEGORIES, () -> Marlbeck.OWN_SITE, clock, Optional.of(signIn)));
    }

    @AfterEach
    void stop() {
        stage.close();
        sites.close();
        leaves.close();
        worker.shutdownNow();
    }

    @Test
    void whoSignsInIsKnownAndWhoSignsOutIsNot() throws IOException {
        try (Wire client = inside()) {
            assertThat(get(client).body()).contains("Sign in with your school account");
            Wire.Response in = post(client, "/sign-in", token(client), "Ann", "correct horse", OURS);
            assertThat(in.status()).isEqualTo(303);
            assertThat(in.head()).containsIgnoringCase("location: /sign-in\r\n");
            assertThat(presences.of(HERE, clock.instant())).isInstanceOfSatisfying(Identity.Known.class,
                    known -> assertThat(known.source()).isEqualTo(Identity.Source.PAGE));
            assertThat(get(client).body()).contains("You are signed in", ">ann</span>", "action=\"/sign-out\"");
            Wire.Response out = post(client, "/sign-out", token(client), "", "", OURS);
            assertThat(out.status()).isEqualTo(303);
            assertThat(presences.of(HERE, clock.instant())).isEqualTo(Identity.UNKNOWN);
        }
        assertThat(stage.asked).as("the gateway's own site is judged by no policy").isEmpty();
        assertThat(stage.recorded).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldAndTheSixthNotEvenLookedAt() throws IOException {
        try (Wire client = inside()) {
            for (int i = 0; i < 5; i++) {
                Wire.Response wrong = post(client, "/sign-in", token(client), "ann", "guess", OURS);
                assertThat(wrong.status()).isEqualTo(403);
                assertThat(wrong.body()).contains("do not belong together", "value=\"ann\"").doesNotContain("guess");
            }
            assertThat(post(client, "/sign-in", token(client), "ann", "correct horse", OURS).status()).isEqualTo(429);
        }
        assertThat(presences.of(HERE, clock.instant())).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void aFormOfAnotherSiteIsNotTaken() throws IOException {
        try (Wire client = inside()) {
            String token = token(client);
            for (String origin : List.of("Origin: https://evil.example\r\n", "Origin: null\r\n",
                    "Origin: http://schoolgate.internal\r\n")) {
                assertThat(post(client, "/sign-in", token, "ann", "correct horse", origin).status()).as(origin)
                        .isEqualTo(403);
            }
            assertThat(post(client, "/sign-in", "", "ann", "correct horse", OURS).status()).isEqualTo(403);
            assertThat(post(client, "/sign-in", "0".repeat(80), "ann", "correct horse", OURS).status()).isEqualTo(403);
            assertThat(presences.of(HERE, clock.instant())).isEqualTo(Identity.UNKNOWN);
            post(client, "/sign-in", token, "ann", "correct horse", "");
            assertThat(post(client, "/sign-out", "", "", "", OURS).status()).isEqualTo(403);
            assertThat(presences.of(HERE, clock.instant())).isInstanceOf(Identity.Known.class);
        }
    }

    @Test
    void nothingIsTakenInTheOpen() throws IOException {
        try (Wire client = stage.client()) {
            client.say("GET http://" + SITE + "/sign-in HTTP/1.1\r\nHost: " + SITE + "\r\n\r\n");
            assertThat(client.response().body()).contains("https://schoolgate.internal/sign-in")
                    .doesNotContain("<form", "<input");
            String form = "token=&account=ann&password=correct+horse";
            client.say("POST http://" + SITE + "/sign-in HTTP/1.1\r\nHost: " + SITE + "\r\nContent-Length: "
                    + form.length() + "\r\n\r\n" + form);
            assertThat(client.response().status()).isEqualTo(403);
        }
        assertThat(presences.of(HERE, clock.instant())).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void aFormIsReadToItsEndAndNoFurther() throws IOException {
        try (Wire client = inside()) {
            String token = token(client);
            String form = form(token, "ann", "correct horse");
            client.say("POST /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < form.length(); i++) {
                client.say("1\r\n" + form.charAt(i) + "\r\n");
            }
            client.say("0\r\n\r\nGET /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(303);
            assertThat(client.response().body()).as("what is asked meanwhile waits").contains("You are signed in");
        }
        try (Wire client = inside()) {
            client.say("POST /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\nContent-Length: 4097\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(413);
            assertThat(client.isEnded()).isTrue();
        }
        try (Wire client = inside()) {
            client.say("POST /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\nTransfer-Encoding: chunked\r\n\r\n1001\r\n"
                    + "a".repeat(0x1001) + "\r\n");
            assertThat(client.response().status()).isEqualTo(413);
        }
    }

    @Test
    void aFormThatDoesNotEndIsNotWaitedFor() throws IOException {
        try (Wire client = inside()) {
            client.say("POST /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\nContent-Length: 100\r\n\r\ntoken=");
            assertThat(client.response().status()).isEqualTo(408);
        }
        try (Wire client = inside()) {
            client.say("POST /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\nContent-Length: 100\r\n\r\ntoken=");
        }
        assertThat(get(inside()).status()).as("one who hangs up hurts nobody").isEqualTo(200);
    }

    @Test
    void otherPagesOfTheSiteAreThereEncryptedTooAndTakeNothing() throws IOException {
        try (Wire client = inside()) {
            client.say("GET / HTTP/1.1\r\nHost: " + SITE + "\r\n\r\n");
            assertThat(client.response().body()).contains("school-certificate.cer");
            client.say("POST / HTTP/1.1\r\nHost: " + SITE + "\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.response().status()).isEqualTo(405);
            client.say("PUT /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\nContent-Length: 3\r\n\r\nabc");
            Wire.Response put = client.response();
            assertThat(put.status()).isEqualTo(405);
            assertThat(put.head()).containsIgnoringCase("allow: GET, HEAD, POST\r\n");
            client.say("GET /sign-out HTTP/1.1\r\nHost: " + SITE + "\r\n\r\n");
            assertThat(client.response().status()).as("a link signs nobody out").isEqualTo(405);
            client.say("GET / HTTP/1.1\r\nHost: allowed.test\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(421);
        }
    }

    @Test
    void anInterceptedDeviceFindsItByItsName() throws IOException {
        Stage behind = new Stage(draft -> {
            draft.interceptions = List.of(new Interception(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Interception.Mode.REDIRECT));
            draft.balancers = List.of(AddressRange.parse("127.0.0.1/32").orElseThrow());
        }, Optional.of(new Inspecting(leaves, sites)), new WrittenPages(() -> Marlbeck.SCHOOL,
                () -> Marlbeck.CATEGORIES, () -> Marlbeck.OWN_SITE, clock, Optional.of(new SignIn(presences,
                        (account, password) -> {
                            throw new IllegalStateException("nobody asks");
                        }, clock))));
        try (Wire client = behind.intercepted("PROXY TCP4 10.9.8.7 192.0.2.80 40000 443\r\n")) {
            client.secure(Device.trusting(List.of(authority.certificate())), SITE);
            assertThat(get(client).body()).contains("does not know who uses this device");
        }
        try (Wire client = behind.intercepted("PROXY TCP4 10.99.8.7 192.0.2.80 40000 443\r\n")) {
            client.secure(Device.trusting(List.of(authority.certificate())), SITE);
            assertThat(get(client).body()).contains("nobody signs in here").doesNotContain("<form");
        }
        behind.close();
    }

    private Wire inside() throws IOException {
        Wire client = stage.client();
        client.say("CONNECT " + SITE + ":443 HTTP/1.1\r\nHost: " + SITE + ":443\r\n\r\n");
        assertThat(client.response().status()).isEqualTo(200);
        client.secure(Device.trusting(List.of(authority.certificate())), SITE);
        return client;
    }

    private static Wire.Response get(Wire client) throws IOException {
        return client.say("GET /sign-in HTTP/1.1\r\nHost: " + SITE + "\r\n\r\n").response();
    }

    private static String token(Wire client) throws IOException {
        Matcher found = TOKEN.matcher(get(client).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Wire.Response post(Wire client, String path, String token, String account, String password,
            String headers) throws IOException {
        String form = form(token, account, password);
        return client.say("POST " + path + " HTTP/1.1\r\nHost: " + SITE + "\r\n" + headers
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form).response();
    }

    private static String form(String token, String account, String password) {
        return "token=" + token + "&account=" + URLEncoder.encode(account, StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
    }
}
