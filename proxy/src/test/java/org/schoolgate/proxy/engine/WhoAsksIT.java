package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.identity.Accounts;
import org.schoolgate.proxy.identity.DirectorySettings;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.identity.IdentitySettings;
import org.schoolgate.proxy.identity.IdentitySources;
import org.schoolgate.proxy.identity.PasswordHash;
import org.schoolgate.proxy.identity.Prompt;
import org.schoolgate.proxy.identity.SchoolDirectory;
import org.schoolgate.proxy.listen.Interception;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;

/// Who asks, from what requests carry: a real directory, local accounts, and devices of which several may be at one address.
@SuppressWarnings("NullAway.Init") // each test begins with a stage
class WhoAsksIT {

    private static final Duration RECHECK = Duration.ofMinutes(10);
    private static final Duration HOLD = Duration.ofHours(8);

    private final AtomicLong later = new AtomicLong();
    @TempDir
    private Path folder;
    private SchoolDirectory directory;
    private Origin origin;
    private IdentitySources sources;
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        directory = new SchoolDirectory();
        origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Accounts.add(folder.resolve("accounts"), Person.of("kiosk").orElseThrow(),
                PasswordHash.of("library door", new SecureRandom()));
        stage = stage("127.0.0.0/8", Optional.empty(), draft -> {});
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
        sources.close();
        origin.close();
        directory.close();
    }

    private Stage stage(String asked, Optional<IdentitySettings.Header> header,
            Consumer<ProxySettings.Draft> change) throws IOException {
        return stage(asked, header, change, Optional.empty());
    }

    private Stage stage(String asked, Optional<IdentitySettings.Header> header, Consumer<ProxySettings.Draft> change,
            Optional<Inspecting> inspecting) throws IOException {
        if (stage != null) {
            stage.close();
            sources.close();
        }
        sources = IdentitySources.open(new IdentitySettings(header,
                Optional.of(new Prompt(List.of(range(asked)), "Marlbeck")), Optional.empty(),
                folder.resolve("accounts"),
                Optional.of(directory.settings(DirectorySettings.Encryption.LDAPS, DirectorySettings.Nesting.MEMBER)),
                Set.of("SCHOOL"), 5, RECHECK, HOLD), memberships -> Identification.NONE, Identification.NONE,
                InstantSource.system(),
                () -> System.nanoTime() + later.get());
        stage = new Stage(change, inspecting, sources.identification());
        return stage;
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text).orElseThrow();
    }

    private String get(String path, String... headers) {
        return "GET http://allowed.test:" + origin.port() + path + " HTTP/1.1\r\nHost: x\r\n"
                + String.join("", List.of(headers)) + "\r\n";
    }

    private static String basic(String name, String password) {
        return "Proxy-Authorization: Basic " + Base64.getEncoder()
                .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static String rao() {
        return basic("rao", "chalk and talk");
    }

    private int status(String request) throws IOException {
        try (Wire client = stage.client()) {
            return client.say(request).response().status();
        }
    }

    /// The account; "-" for nobody.
    private static String name(Request request) {
        return request.client().person().map(Person::account).orElse("-");
    }

    private List<String> names() {
        return stage.asked.stream().map(WhoAsksIT::name).toList();
    }

    @Test
    void whoGivesNoNameIsAskedForOneAndThenIsKnown() throws IOException {
        try (Wire client = stage.client()) {
            Wire.Response question = client.say(get("/")).response();
            assertThat(question.status()).isEqualTo(407);
            assertThat(question.head())
                    .contains("\r\nProxy-Authenticate: Basic realm=\"Marlbeck\", charset=\"UTF-8\"\r\n")
                    .contains("\r\nCache-Control: no-store\r\n").doesNotContain("Connection: close");
            assertThat(client.say(get("/", rao())).response().status()).isEqualTo(200);
        }
        assertThat(stage.asked).hasSize(1);
        Identity.Known known = (Identity.Known) stage.asked.getFirst().client().identity();
        assertThat(known.person()).isEqualTo(Person.of("rao").orElseThrow());
        assertThat(known.source()).isEqualTo(Identity.Source.PASSWORD);
        assertThat(known.memberships()).contains("teachers", "staff", "everyone");
        assertThat(origin.heads()).hasSize(1).noneMatch(head -> head.toLowerCase(java.util.Locale.ROOT)
                .contains("proxy-"));
        assertThat(stage.ended(2).getFirst().fault()).contains("sign_in_needed");
        assertThat(stage.ended.getFirst().client().identity()).isEqualTo(Identity.UNKNOWN);
        assertThat(stage.ended.getLast().client().person()).isPresent();
    }

    @Test
    void aWrongPasswordNamesNobodyAndReachesNoSite() throws IOException {
        for (String wrong : List.of(basic("rao", "chalk"), basic("rao", ""), basic("somebody", "chalk and talk"),
                basic("", "x"), basic("OTHER\\rao", "chalk and talk"), basic("kiosk", "library"),
                "Proxy-Authorization: Basic nonsense!\r\n", "Proxy-Authorization: Negotiate YII\r\n")) {
            assertThat(status(get("/", wrong))).as(wrong).isEqualTo(407);
        }
        assertThat(stage.asked).isEmpty();
        assertThat(origin.heads()).isEmpty();
        assertThat(stage.ended(8)).allMatch(exchange -> exchange.client().identity().equals(Identity.UNKNOWN));
    }

    @Test
    void everyRequestOfAConnectionIsJudgedByWhatItCarriesItself() throws IOException {
        List<String> carried = List.of(rao(), basic("okafor", "sixes and sevens"), basic("okafor", "wrong"), "", rao(),
                basic("SCHOOL\\Kiosk", "library door"));
        List<Integer> statuses = List.of(200, 200, 407, 407, 200, 200);
        try (Wire client = stage.client()) {
            for (int i = 0; i < carried.size(); i++) {
                assertThat(client.say(get("/" + i, carried.get(i))).response().status()).isEqualTo(statuses.get(i));
            }
        }
        try (Wire client = stage.client()) {
            StringBuilder pipelined = new StringBuilder();
            for (int i = 0; i < carried.size(); i++) {
                pipelined.append(get("/" + i, carried.get(i)));
            }
            client.say(pipelined.toString());
            for (int expected : statuses) {
                assertThat(client.response().status()).isEqualTo(expected);
            }
        }
        List<String> once = List.of("rao", "okafor", "rao", "kiosk");
        assertThat(names().subList(0, 4)).isEqualTo(once);
        assertThat(names().subList(4, 8)).isEqualTo(once);
        assertThat(stage.asked).hasSize(8).allSatisfy(request -> assertThat(request.target().text())
                .endsWith(switch (name(request)) {
                    case "okafor" -> "/1";
                    case "kiosk" -> "/5";
                    default -> request.target().text().endsWith("/0") ? "/0" : "/4";
                }));
    }

    @Test
    void aBodyThatComesWithTheQuestionIsReadPast() throws IOException {
        String post = get("/", "Content-Length: 5\r\n").replace("GET", "POST") + "first";
        try (Wire client = stage.client()) {
            assertThat(client.say(post).response().status()).isEqualTo(407);
            assertThat(client.say(post.replace("Host: x\r\n", "Host: x\r\n" + rao())).response().status())
                    .isEqualTo(200);
        }
        assertThat(names()).containsExactly("rao");
    }

    @Test
    void twoPeopleAtOneAddressAreTwoPeople() throws Exception {
        ExecutorService devices = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (String user : List.of("rao:chalk and talk", "okafor:sixes and sevens", "rao:guessed")) {
                String path = "/" + user.replace(" ", "-").replace(":", "-");
                for (int i = 0; i < 3; i++) {
                    answers.add(devices.submit(() -> curl(user, "http://allowed.test:" + origin.port() + path)));
                }
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i < 6 ? "200" : "407");
            }
        } finally {
            devices.shutdownNow();
        }
        assertThat(stage.asked).hasSize(6)
                .allSatisfy(request -> assertThat(request.target().text()).contains("/" + name(request) + "-"));
        assertThat(directory.binds.get()).isLessThanOrEqualTo(3);
    }

    private String curl(String user, String url) throws IOException, InterruptedException {
        Process curl = new ProcessBuilder("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-x",
                "http://127.0.0.1:" + stage.gateway.address().getPort(), "--proxy-basic", "--proxy-user", user, url)
                .redirectErrorStream(true).start();
        String out = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        curl.waitFor();
        return out;
    }

    @Test
    void manyConnectionsWithOnePasswordAskTheDirectoryOnce() throws Exception {
        try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> statuses = IntStream.range(0, 20)
                    .mapToObj(i -> devices.submit(() -> status(get("/", rao())))).toList();
            for (Future<Integer> one : statuses) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
        assertThat(directory.binds).hasValue(1);
    }

    @Test
    void whatIsAskedInsideATunnelIsAskedByWhoeverAskedForTheTunnel() throws Exception {
        ExecutorService worker = Executors.newFixedThreadPool(2);
        try (Origin secure = SecureOrigin.of(visit -> {
            while (!visit.head().isEmpty()) {
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        }, "allowed.test"); var sites = SecureOrigin.trusted()) {
            Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
            Leaves leaves = new Leaves(authority, InstantSource.system(), worker);
            stage("127.0.0.0/8", Optional.empty(), draft -> draft.connectPorts = Set.of(443, secure.port()),
                    Optional.of(new Inspecting(leaves, sites)));
            stage.look = request -> Look.INSIDE;
            String to = "allowed.test:" + secure.port();
            try (Wire nobody = stage.client()) {
                Wire.Response question = nobody.say("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n")
                        .response();
                assertThat(question.status()).isEqualTo(407);
                assertThat(question.head()).contains("Proxy-Authenticate: Basic ");
            }
            try (Wire client = stage.client()) {
                client.say("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n" + rao() + "\r\n").response();
                client.secure(Device.trusting(List.of(authority.certificate())), "allowed.test");
                for (String more : List.of("", basic("okafor", "sixes and sevens"), basic("rao", "wrong"))) {
                    client.say("GET /page HTTP/1.1\r\nHost: " + to + "\r\n" + more + "\r\n");
                    assertThat(client.response().status()).isEqualTo(200);
                }
            }
            assertThat(names()).hasSize(4).containsOnly("rao");
            assertThat(secure.heads()).hasSize(3).noneMatch(head -> head.toLowerCase(java.util.Locale.ROOT)
                    .contains("proxy-authorization"));
            assertThat(stage.ended(5)).extracting(Exchange::method).contains("CONNECT", "GET");
            leaves.close();
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void whereNobodyIsAskedAPasswordMeansNothing() throws IOException {
        stage("10.0.0.0/8", Optional.empty(), draft -> {});
        assertThat(status(get("/"))).isEqualTo(200);
        assertThat(status(get("/", rao()))).isEqualTo(200);
        assertThat(names()).containsExactly("-", "-");
        assertThat(directory.searches).hasValue(0);
        assertThat(origin.heads()).noneMatch(head -> head.toLowerCase(java.util.Locale.ROOT).contains("proxy-"));
    }

    @Test
    void anInterceptedConnectionIsNeverAsked() throws IOException {
        stage("0.0.0.0/0", Optional.empty(), draft -> {
            draft.interceptions = List.of(new Interception(new InetSocketAddress("127.0.0.1", 0),
                    Interception.Mode.REDIRECT));
            draft.balancers = List.of(range("127.0.0.0/8"));
        });
        for (String more : List.of("", rao(), basic("rao", "wrong"))) {
            try (Wire client = stage.intercepted("PROXY TCP4 10.1.2.3 127.0.0.1 40000 " + origin.port() + "\r\n")) {
                client.say("GET / HTTP/1.1\r\nHost: allowed.test:" + origin.port() + "\r\n" + more + "\r\n");
                assertThat(client.response().status()).isEqualTo(200);
            }
        }
        assertThat(names()).isNotEmpty().containsOnly("-");
        assertThat(stage.asked).allMatch(request -> request.client().placed() == null);
        assertThat(directory.searches).hasValue(0);
        assertThat(origin.heads()).hasSize(3)
                .noneMatch(head -> head.toLowerCase(java.util.Locale.ROOT).contains("proxy-"));
    }

    @Test
    void aBalancerThatIsListedSaysWhoAsks() throws IOException {
        stage("10.0.0.0/8", Optional.of(new IdentitySettings.Header("X-Authenticated-User",
                List.of(range("127.0.0.1")))), draft -> {});
        try (Wire client = stage.client()) {
            for (String named : List.of("X-Authenticated-User: rao\r\n", "x-authenticated-user: SCHOOL\\Okafor\r\n", "",
                    "X-Authenticated-User: rao\r\nX-Authenticated-User: okafor\r\n",
                    "X-Authenticated-User: <script>\r\n",
                    "Connection: X-Authenticated-User\r\nX-Authenticated-User: lucy\r\n",
                    "X-Authenticated-User: somebody\r\n")) {
                assertThat(client.say(get("/", named)).response().status()).isEqualTo(200);
            }
        }
        assertThat(names()).containsExactly("rao", "okafor", "-", "-", "-", "lucy", "somebody");
        Identity.Known okafor = (Identity.Known) stage.asked.get(1).client().identity();
        assertThat(okafor.source()).isEqualTo(Identity.Source.HEADER);
        assertThat(okafor.memberships()).contains("safeguarding", "everyone");
        assertThat(((Identity.Known) stage.asked.get(6).client().identity()).memberships()).isEmpty();
        assertThat(origin.heads()).hasSize(7)
                .noneMatch(head -> head.toLowerCase(java.util.Locale.ROOT).contains("x-authenticated-user"));
    }

    @Test
    void aHeaderFromAnybodyElseIsForgedWhateverAddressItGives() throws IOException {
        stage("10.0.0.0/8", Optional.of(new IdentitySettings.Header("X-Authenticated-User",
                List.of(range("192.0.2.7")))), draft -> draft.balancers = List.of(range("127.0.0.0/8")));
        try (Wire client = stage.client()) {
            // The client's address is the listed one, by the word of another balancer; its connection is not.
            client.say("PROXY TCP4 192.0.2.7 127.0.0.1 40000 3128\r\n");
            assertThat(
                    client.say(get("/", "X-Authenticated-User: head\r\n", "X-AUTHENTICATED-USER: head\r\n")).response()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(names()).containsExactly("-");
        assertThat(stage.asked.getFirst().client().address().text()).isEqualTo("192.0.2.7");
        assertThat(origin.heads()).hasSize(1)
                .noneMatch(head -> head.toLowerCase(java.util.Locale.ROOT).contains("x-authenticated-user"));
    }

    @Test
    void wrongPasswordsAreLimitedForAnAddressAndNobodyElseIsLockedOut() throws IOException {
        assertThat(status(get("/", basic("okafor", "sixes and sevens")))).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(status(get("/", basic("rao", "guess " + i)))).isEqualTo(407);
        }
        int binds = directory.binds.get();
        assertThat(status(get("/", basic("rao", "guess 6")))).isEqualTo(407);
        assertThat(status(get("/", rao()))).as("not tried any more from here").isEqualTo(407);
        assertThat(directory.binds).hasValue(binds);
        assertThat(status(get("/", basic("okafor", "sixes and sevens")))).isEqualTo(200);
        assertThat(status(get("/", basic("lucy", "year seven pony")))).isEqualTo(200);
        later.addAndGet(Duration.ofMinutes(16).toNanos());
        assertThat(status(get("/", rao()))).isEqualTo(200);
    }

    @Test
    void aBrowserThatInsistsOnAWrongPasswordAsksTheDirectoryOnceAMinute() throws IOException {
        for (int i = 0; i < 30; i++) {
            assertThat(status(get("/", basic("rao", "last term's")))).isEqualTo(407);
        }
        assertThat(directory.binds).hasValue(1);
        assertThat(status(get("/", rao()))).isEqualTo(200);
    }

    @Test
    void aPasswordThatWasChangedIsNoticedWhenItIsTriedAgain() throws Exception {
        assertThat(status(get("/", rao()))).isEqualTo(200);
        directory.changePassword("rao", "new chalk");
        assertThat(status(get("/", rao()))).as("not asked again yet").isEqualTo(200);
        later.addAndGet(RECHECK.toNanos() + 1);
        assertThat(status(get("/", rao()))).isEqualTo(407);
        assertThat(status(get("/", basic("rao", "new chalk")))).isEqualTo(200);
    }

    @Test
    void anAccountThatIsTakenOutIsNobodyFromThenOn() throws IOException {
        try (Wire client = stage.client()) {
            String kiosk = get("/", basic("kiosk", "library door"));
            assertThat(client.say(kiosk).response().status()).isEqualTo(200);
            Accounts.remove(folder.resolve("accounts"), Person.of("kiosk").orElseThrow());
            sources.look();
            assertThat(client.say(kiosk).response().status()).isEqualTo(407);
        }
    }

    @Test
    void whoIsKnownGoesOnWhileTheDirectoryIsAwayAndNoLoopWaits() throws Exception {
        assertThat(status(get("/", rao()))).isEqualTo(200);
        assertThat(status(get("/", basic("okafor", "sixes and sevens")))).isEqualTo(200);
        stage.asked.clear();
        try (Wire kept = stage.client()) {
            assertThat(kept.say(get("/", rao())).response().status()).isEqualTo(200);
            directory.stop();
            EventLoop loop = stage.gateway.gates().iterator().next().channel().eventLoop();
            AtomicLong longest = new AtomicLong();
            AtomicLong before = new AtomicLong(System.nanoTime());
            var watch = loop.scheduleAtFixedRate(() -> {
                long now = System.nanoTime();
                longest.accumulateAndGet(now - before.getAndSet(now), Math::max);
            }, 0, 5, TimeUnit.MILLISECONDS);
            // A minute and more, in which each password has to be tried again and cannot be.
            for (int i = 0; i < 30; i++) {
                later.addAndGet((i == 0 ? RECHECK : Duration.ofSeconds(3)).toNanos());
                assertThat(kept.say(get("/", rao())).response().status()).isEqualTo(200);
                assertThat(status(get("/", basic("okafor", "sixes and sevens")))).isEqualTo(200);
            }
            watch.cancel(false);
            assertThat(Duration.ofNanos(longest.get())).isLessThan(Duration.ofMillis(500));
        }
        assertThat(names()).hasSize(61).doesNotContain("-");
        assertThat(stage.asked).allSatisfy(request -> assertThat(((Identity.Known) request.client().identity())
                .memberships()).contains("staff"));
        // Who was never seen is a stranger, and who tries a password that nobody can check is nobody.
        stage.asked.clear();
        assertThat(status(get("/", basic("lucy", "year seven pony")))).isEqualTo(200);
        assertThat(status(get("/", basic("rao", "anything")))).isEqualTo(200);
        assertThat(names()).containsExactly("-", "-");
        assertThat(stage.asked).allMatch(request -> Group.STRANGERS.equals(request.client().placed()));
        assertThat(status(get("/"))).as("without a name there is still the question").isEqualTo(407);
        // Nothing holds for ever.
        later.addAndGet(HOLD.toNanos());
        assertThat(status(get("/", rao()))).isEqualTo(200);
        assertThat(names()).endsWith("-");
        directory.startAgain();
        later.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(status(get("/", rao()))).isEqualTo(200);
        assertThat(names()).endsWith("rao");
    }

    @Test
    void groupsThatOnlyTheDirectoryKnowsHoldWhileItIsAway() throws Exception {
        stage("10.0.0.0/8", Optional.of(new IdentitySettings.Header("X-Authenticated-User",
                List.of(range("127.0.0.1")))), draft -> {});
        assertThat(status(get("/", "X-Authenticated-User: rao\r\n"))).isEqualTo(200);
        directory.stop();
        later.addAndGet(RECHECK.toNanos() + 1);
        assertThat(status(get("/", "X-Authenticated-User: rao\r\n"))).isEqualTo(200);
        assertThat(status(get("/", "X-Authenticated-User: lucy\r\n"))).isEqualTo(200);
        assertThat(names()).containsExactly("rao", "rao", "lucy");
        assertThat(((Identity.Known) stage.asked.get(1).client().identity()).memberships()).contains("staff");
        assertThat(stage.asked.get(1).client().placed()).isNull();
        assertThat(stage.asked.get(2).client().placed()).as("the name is known, the groups are not")
                .isEqualTo(Group.STRANGERS);
    }

    @Test
    void toKnowWhoAsksOverAConnectionThatIsKnownLeavesNoGarbage() throws IOException {
        List<Long> measured = new ArrayList<>();
        try (Wire client = stage.client()) {
            assertThat(client.say(get("/", rao())).response().status()).isEqualTo(200);
            Gate gate = stage.gateway.gates().iterator().next();
            HttpHeaders headers = new DefaultHttpHeaders();
            headers.add("Host", "x");
            headers.add("Proxy-Authorization", rao().substring("Proxy-Authorization: ".length()).strip());
            gate.channel().eventLoop().submit(() -> measured.add(bytes(gate, headers, 200_000))).syncUninterruptibly();
            HttpHeaders other = new DefaultHttpHeaders().add("Proxy-Authorization", "Basic eA==");
            assertThat(gate.whoAsks().known(other)).isNull();
            assertThat(gate.whoAsks().known(new DefaultHttpHeaders())).isNull();
        }
        assertThat(measured.getFirst()).as("bytes for 200,000 requests").isLessThan(1_024);
    }

    /// The least of several rounds: on a busy machine it takes a while until the code is compiled.
    private static long bytes(Gate gate, HttpHeaders headers, int times) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 30 && least > 1_024; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long found = 0;
            for (int i = 0; i < times; i++) {
                found += gate.whoAsks().known(headers) == null ? 0 : 1;
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            if (found != times) {
                throw new AssertionError("the connection is not known");
            }
        }
        return least;
    }
}
