package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.mode.Accounts;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.mode.YouTube;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.Rules;

/// Safe search, YouTube and accounts as sites meet them, over real sockets and with names that are really looked up.
class ModesIT {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private Origin origin;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        origin = Origin.answering(OK);
        stage = new Stage(draft -> draft.connectPorts = Set.of(origin.port()));
        stage.modes = ShippedModes.of(new Modes.Choice(true, YouTube.STRICT, true, List.of(
                new Accounts.Own("google-workspace", List.of("school.test")),
                new Accounts.Own("microsoft-tenants", List.of("school.test")),
                new Accounts.Own("microsoft-directory", List.of("42")),
                new Accounts.Own("microsoft-no-personal", List.of()))));
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        origin.close();
    }

    private Wire.Response get(String host, String path, String... headers) throws IOException {
        try (Wire client = stage.client()) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            return client.say("GET http://" + host + ":" + origin.port() + path + " HTTP/1.1\r\nHost: " + host + ":"
                    + origin.port() + "\r\n" + more + "\r\n").response();
        }
    }

    /// The host itself leads nowhere here: only the address of its safe mode answers.
    @ParameterizedTest
    @CsvSource({"www.google.co.uk, forcesafesearch.google.com", "www.bing.com, strict.bing.com",
        "duckduckgo.com, safe.duckduckgo.com", "www.youtube.com, restrict.youtube.com"})
    void e58APlainRequestGoesWhereTheSiteIsSafeAndAsksForTheSiteItself(String host, String safe) throws IOException {
        stage.names.knows(safe, "127.0.0.1");
        assertThat(get(host, "/").body()).isEqualTo("ok");
        assertThat(origin.heads().getFirst()).containsIgnoringCase("host: " + host + ":" + origin.port());
    }

    @ParameterizedTest
    @CsvSource({"www.google.co.uk, forcesafesearch.google.com", "m.youtube.com, restrict.youtube.com"})
    void e58ATunnelGoesThereTooWithoutALookInside(String host, String safe) throws IOException {
        stage.names.knows(safe, "127.0.0.1");
        byte[] hello = TunnelIT.hello(host, 16_000);
        try (Wire client = stage.client()) {
            assertThat(client.say("CONNECT " + host + ":" + origin.port() + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .response().status()).isEqualTo(200);
            client.say(hello);
            org.awaitility.Awaitility.await().until(() -> origin.visits().size() == 1);
        }
        assertThat(stage.asked.getFirst().target().host()).hasToString(host);
    }

    @Test
    void e58TheSafeAddressIsLookedUpAnewAndWhereItIsNotKnownNothingOpens() throws IOException {
        stage.names.knows("www.google.com", "127.0.0.1");
        Wire.Response response = get("www.google.com", "/");
        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body()).startsWith("fault DNS_ERROR");
        assertThat(origin.visits()).isEmpty();
    }

    /// A connection that was opened before safe search was switched on does not outlive it.
    @Test
    void e58AConnectionThatIsKeptIsNotUsedWhereTheSiteIsReachedElsewhereNow() throws IOException {
        var safe = stage.modes;
        stage.modes = ShippedModes.of(Modes.Choice.STANDARD);
        stage.names.knows("www.google.com", "127.0.0.1").knows("forcesafesearch.google.com", "127.0.0.1");
        String request = "GET http://www.google.com:" + origin.port() + "/ HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Wire client = stage.client()) {
            client.say(request).response();
            client.say(request).response();
            assertThat(origin.visits()).hasSize(1);
            stage.modes = safe;
            assertThat(client.say(request).response().body()).isEqualTo("ok");
            client.say(request).response();
            assertThat(origin.visits()).hasSize(2);
        }
    }

    /// Two versions of a school's rules, one after the other at every look: one closes search engines and would make them
    /// safe, the other leaves both. A request that took its answer from one and its mode from the other would come to the
    /// site in its safe mode, or nowhere.
    @Test
    void noRequestIsJudgedByOneVersionOfTheRulesAndCarriedByAnother() throws IOException {
        Rules open = stage.rules.get();
        Modes safe = stage.modes;
        stage.modes = ShippedModes.of(Modes.Choice.STANDARD);
        Rules closed = new Rules() {

            @Override
            public Decision decide(Request request) {
                return open.decide(new Request(request.trace(), request.client(),
                        Target.Page.parse("http://blocked.test/").orElseThrow(), request.at()));
            }

            @Override
            public Modes modes(Client client) {
                return safe;
            }
        };
        var looks = new AtomicInteger();
        stage.rules = () -> looks.getAndIncrement() % 2 == 0 ? open : closed;
        stage.names.knows("www.google.com", "127.0.0.1");
        for (int i = 0; i < 10; i++) {
            Wire.Response page = get("www.google.com", "/search?q=chess");
            assertThat(page.body()).isEqualTo(i % 2 == 0
                    ? "ok"
                    : "refused http://www.google.com:" + origin.port() + "/search?q=chess&safe=active");
            try (Wire client = stage.client()) {
                client.say("CONNECT www.google.com:" + origin.port() + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.response().status()).isEqualTo(i % 2 == 0 ? 403 : 200);
            }
            // Ten pages and ten tunnels: the next pair begins with the other version.
            looks.incrementAndGet();
        }
        assertThat(looks).hasValue(30);
        assertThat(origin.heads()).noneMatch(head -> head.contains("safe=active"));
    }

    @Test
    void e58ASiteInItsSafeModeIsNotReachedByAskingForAnotherSiteFirst() throws IOException {
        try (Wire client = stage.client()) {
            client.say("CONNECT allowed.test:" + origin.port() + " HTTP/1.1\r\nHost: allowed.test\r\n\r\n").response();
            client.say(TunnelIT.hello("www.google.com", 16_000));
            assertThat(client.read(7)).isEqualTo(new byte[]{0x15, 3, 1, 0, 2, 2, 49});
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void e58WhatIsJudgedAndForwardedIsTheAddressInTheSafeMode() throws IOException {
        stage.names.knows("forcesafesearch.google.com", "127.0.0.1");
        assertThat(get("www.google.co.uk", "/search?q=x&safe=off&%73afe=images&tbm=isch").status()).isEqualTo(200);
        assertThat(origin.heads().getFirst()).startsWith("GET /search?q=x&tbm=isch&safe=active HTTP/1.1\r\n");
        assertThat(stage.asked).singleElement().satisfies(asked -> assertThat(asked.target().text())
                .isEqualTo("http://www.google.co.uk:" + origin.port() + "/search?q=x&tbm=isch&safe=active"));
        assertThat(stage.ended(1).getFirst().target().map(Target::text).orElse("")).endsWith("&safe=active");
    }

    @Test
    void e58YouTubeHearsTheSchoolsHeaderAndNotTheClients() throws IOException {
        stage.names.knows("restrict.youtube.com", "127.0.0.1").knows("i.ytimg.com", "127.0.0.1");
        get("www.youtube.com", "/", "YouTube-Restrict: none", "youtube-restrict: Moderate");
        assertThat(values(0, "youtube-restrict")).containsExactly("Strict");
        get("i.ytimg.com", "/", "YouTube-Restrict: none");
        assertThat(values(1, "youtube-restrict")).isEmpty();
    }

    @Test
    void whoseAccountsMaySignInIsSaidByTheSchoolAndByNobodyElse() throws IOException {
        stage.names.knows("accounts.google.com", "127.0.0.1").knows("login.microsoftonline.com", "127.0.0.1")
                .knows("login.live.com", "127.0.0.1");
        String[] forged = {"X-GoogApps-Allowed-Domains: home.test", "Restrict-Access-To-Tenants: home.test",
            "Restrict-Access-Context: 1", "sec-Restrict-Tenant-Access-Policy: 1:2",
            "SEC-RESTRICT-TENANT-ACCESS-POLICY: 3"};
        get("accounts.google.com", "/", forged);
        assertThat(values(0, "x-googapps-allowed-domains")).containsExactly("school.test");
        assertThat(values(0, "restrict-access-to-tenants")).isEmpty();
        get("login.microsoftonline.com", "/", forged);
        assertThat(values(1, "restrict-access-to-tenants")).containsExactly("school.test");
        assertThat(values(1, "restrict-access-context")).containsExactly("42");
        assertThat(values(1, "sec-restrict-tenant-access-policy")).isEmpty();
        get("login.live.com", "/", forged);
        assertThat(values(2, "sec-restrict-tenant-access-policy")).containsExactly("restrict-msa");
        stage.modes = ShippedModes.of(Modes.Choice.STANDARD);
        get("accounts.google.com", "/", forged);
        for (String name : List.of("x-googapps-allowed-domains", "restrict-access-to-tenants",
                "restrict-access-context", "sec-restrict-tenant-access-policy")) {
            assertThat(values(3, name)).as(name).isEmpty();
        }
    }

    @Test
    void whereNothingIsChosenSitesAreReachedAndAskedForAsTheyAre() throws IOException {
        stage.modes = ShippedModes.of(Modes.Choice.STANDARD);
        stage.names.knows("www.google.com", "127.0.0.1");
        assertThat(get("www.google.com", "/search?q=x&safe=off").status()).isEqualTo(200);
        assertThat(origin.heads().getFirst()).startsWith("GET /search?q=x&safe=off HTTP/1.1\r\n");
    }

    private List<String> values(int head, String name) {
        return origin.heads().get(head).lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).toList();
    }
}
