package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.awaitility.Awaitility;
import org.ietf.jgss.Oid;
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
import org.schoolgate.proxy.identity.Accounts;
import org.schoolgate.proxy.identity.DirectorySettings;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.identity.IdentitySettings;
import org.schoolgate.proxy.identity.IdentitySources;
import org.schoolgate.proxy.identity.PasswordHash;
import org.schoolgate.proxy.identity.Prompt;
import org.schoolgate.proxy.identity.Realm;
import org.schoolgate.proxy.identity.SchoolDirectory;
import org.schoolgate.proxy.identity.TicketSettings;
import org.schoolgate.proxy.identity.TicketSource;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.slf4j.LoggerFactory;

/// Who asks, from Kerberos tickets: two real realms, a real directory, Java's and MIT's clients.
@SuppressWarnings("NullAway.Init") // each test begins with a stage
class TicketsIT {

    private static final String SERVICE = "HTTP/gw.school.test";
    private static final Pattern PROOF = Pattern.compile("(?m)^Proxy-Authenticate: Negotiate ([A-Za-z0-9+/=]+)\r?$");
    private static final String NTLM = "1.3.6.1.4.1.311.2.2.10";
    private static final byte[] NTLM_TOKEN = "NTLMSSP\0\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private final AtomicLong later = new AtomicLong();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    @TempDir
    private Path folder;
    private Realm school;
    private Realm other;
    private Path krb5;
    private Path keytab;
    private SchoolDirectory directory;
    private Origin origin;
    private IdentitySources sources;
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        school = new Realm("SCHOOL.TEST");
        other = new Realm("OTHER.TEST");
        krb5 = Realm.configure(folder, "", school, other);
        keytab = folder.resolve("gateway.keytab");
        school.service(SERVICE, "the gateway's", keytab);
        school.account("rao", "chalk and talk");
        school.account("okafor", "sixes and sevens");
        other.service("HTTP/gw.other.test", "the gateway's there", folder.resolve("other.keytab"));
        other.account("lucy", "year seven pony");
        directory = new SchoolDirectory();
        origin = Origin
                .answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nProxy-Authenticate: Negotiate c2l0ZQ==\r\n\r\nok");
        Accounts.add(folder.resolve("accounts"), Person.of("kiosk").orElseThrow(),
                PasswordHash.of("library door", new SecureRandom()));
        log.start();
        ((Logger) LoggerFactory.getLogger(TicketSource.class.getPackageName())).addAppender(log);
        stage("127.0.0.0/8", "127.0.0.0/8", Set.of("SCHOOL.TEST", "OTHER.TEST"), Optional.empty());
    }

    @AfterEach
    void stop() throws Exception {
        ((Logger) LoggerFactory.getLogger(TicketSource.class.getPackageName())).detachAppender(log);
        stage.close();
        sources.close();
        origin.close();
        directory.close();
        school.close();
        other.close();
        System.clearProperty("java.security.krb5.conf");
    }

    private void stage(String tickets, String passwords, Set<String> realms, Optional<Inspecting> inspecting)
            throws IOException {
        if (stage != null) {
            stage.close();
            sources.close();
        }
        sources = IdentitySources.open(new IdentitySettings(Optional.empty(),
                Optional.of(new Prompt(List.of(range(tickets)), List.of(range(passwords)), "Marlbeck")),
                Optional.of(new TicketSettings(List.of(SERVICE + "@SCHOOL.TEST", "HTTP/gw.other.test@OTHER.TEST"),
                        List.of(keytab, folder.resolve("other.keytab")), realms)),
                folder.resolve("accounts"),
                Optional.of(directory.settings(DirectorySettings.Encryption.LDAPS, DirectorySettings.Nesting.MEMBER)),
                Set.of("SCHOOL"), 5, Duration.ofMinutes(10), Duration.ofHours(8)),
                memberships -> Identification.NONE, Identification.NONE, InstantSource.system(),
                () -> System.nanoTime() + later.get());
        stage = new Stage(draft -> {
            if (inspecting.isPresent()) {
                draft.connectPorts = Set.of(443, secured);
            }
        }, inspecting, sources.identification());
    }

    private int secured;

    private static AddressRange range(String text) {
        return AddressRange.parse(text).orElseThrow();
    }

    private String get(String path, String... headers) {
        return "GET http://allowed.test:" + origin.port() + path + " HTTP/1.1\r\nHost: x\r\n"
                + String.join("", List.of(headers)) + "\r\n";
    }

    private static String negotiate(byte[] token) {
        return "Proxy-Authorization: Negotiate " + Base64.getEncoder().encodeToString(token) + "\r\n";
    }

    private static String basic(String name, String password) {
        return "Proxy-Authorization: Basic " + Base64.getEncoder()
                .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private Subject rao() throws Exception {
        return school.signIn("rao", "chalk and talk");
    }

    private byte[] ticket(Subject who) {
        return school.begin(who, SERVICE, Realm.SPNEGO).token();
    }

    private int status(String request) throws IOException {
        try (Wire client = stage.client()) {
            return client.say(request).response().status();
        }
    }

    /// The accounts of those who asked; "-" for nobody.
    private List<String> names() {
        return stage.asked.stream().map(TicketsIT::name).toList();
    }

    private static String name(Request request) {
        return request.client().person().map(Person::account).orElse("-");
    }

    private String logged() {
        return String.join("\n", log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void aTicketSaysWhoAsksAndTheGatewayProvesThatItIsTheOneThatWasMeant() throws Exception {
        Realm.Half device = school.begin(rao(), SERVICE, Realm.SPNEGO);
        try (Wire client = stage.client()) {
            Wire.Response question = client.say(get("/")).response();
            assertThat(question.status()).isEqualTo(407);
            assertThat(question.head()).contains(
                    "\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm=\"Marlbeck\", charset=\"UTF-8\"\r\n")
                    .doesNotContain("Connection: close");
            Wire.Response answer = client.say(get("/", negotiate(device.token()))).response();
            assertThat(answer.status()).isEqualTo(200);
            Matcher proof = PROOF.matcher(answer.head());
            assertThat(proof.find()).isTrue();
            byte[] token = Base64.getDecoder().decode(proof.group(1));
            assertThat(proof.find()).as("what a site says of this goes no further").isFalse();
            assertThat(device.context().isEstablished()).isFalse();
            device.context().initSecContext(token, 0, token.length);
            assertThat(device.context().isEstablished()).isTrue();
            assertThat(device.context().getMutualAuthState()).isTrue();
            assertThat(client.say(get("/again")).response().head()).contains(" 200 ")
                    .doesNotContain("Proxy-Authenticate");
        }
        assertThat(names()).containsExactly("rao", "rao");
        Identity.Known known = (Identity.Known) stage.asked.getFirst().client().identity();
        assertThat(known.source()).isEqualTo(Identity.Source.TICKET);
        assertThat(known.certainty().toString()).isEqualTo(Identity.Source.TICKET.certainty().toString());
        assertThat(known.memberships()).contains("teachers", "staff", "everyone");
        assertThat(stage.asked.getLast().client().identity()).isEqualTo(known);
        assertThat(origin.heads()).hasSize(2)
                .noneMatch(head -> head.toLowerCase(Locale.ROOT).contains("proxy-"));
        assertThat(directory.binds).as("no password is needed for that").hasValue(0);
        assertThat(sources.tickets().orElseThrow().taken()).isEqualTo(1);
    }

    @Test
    void aForgedTicketNamesNobodyAndReachesNoSite() throws Exception {
        long seed = new SecureRandom().nextLong();
        Random random = new Random(seed);
        Subject rao = rao();
        List<byte[]> wrong = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] one = ticket(rao);
            // Behind the outermost tags and lengths; what stands in those is tried below.
            one[80 + random.nextInt(one.length - 80)] ^= (byte) (1 << random.nextInt(8));
            wrong.add(one);
        }
        for (int size : List.of(1, 2, 40, 5_000, 47_000)) {
            byte[] one = new byte[size];
            random.nextBytes(one);
            wrong.add(one);
        }
        byte[] whole = ticket(rao);
        for (int length : List.of(1, 20, 100, whole.length - 1)) {
            wrong.add(java.util.Arrays.copyOf(whole, length));
        }
        school.service("host/gw.school.test", "another", folder.resolve("none.keytab"));
        byte[] elsewhere = school.begin(rao, "host/gw.school.test", Realm.SPNEGO).token();
        wrong.add(elsewhere);
        int named = 0;
        for (byte[] token : wrong) {
            int status = status(get("/", negotiate(token)));
            assertThat(status).as("seed %d, %s", seed, Base64.getEncoder().encodeToString(token)).isIn(200, 407);
            named += status == 200 ? 1 : 0;
        }
        for (String bad : List.of("Negotiate", "Negotiate ", "Negotiate not base 64!", "Negotiate =", "negotiate  a",
                "Negotiate " + "A".repeat(64_004))) {
            assertThat(status(get("/", "Proxy-Authorization: " + bad + "\r\n"))).as("%.40s", bad).isIn(407, 431);
        }
        // A flag of the wish that nothing depends on may be another one: then it is rao's own ticket still.
        assertThat(names()).as("seed %d", seed).allMatch(name -> name.equals("rao")).hasSize(named);
        assertThat(named).as("seed %d", seed).isLessThan(8);
        assertThat(logged()).contains("cannot be read with the key of its service").doesNotContain("rao",
                "SCHOOL.TEST");
    }

    @Test
    void aTicketThatWasShownBeforeNamesNobodyOnAnyOtherConnection() throws Exception {
        Subject rao = rao();
        byte[] token = ticket(rao);
        assertThat(status(get("/", negotiate(token)))).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(status(get("/", negotiate(token)))).isEqualTo(407);
        }
        byte[] bare = school.begin(rao, SERVICE, Realm.KERBEROS).token();
        assertThat(status(get("/", negotiate(bare)))).isEqualTo(200);
        assertThat(status(get("/", negotiate(wrapped(bare, Realm.KERBEROS))))).as("in another wrapping")
                .isEqualTo(407);
        try (Wire client = stage.client()) {
            byte[] mine = ticket(rao);
            assertThat(client.say(get("/", negotiate(mine))).response().status()).isEqualTo(200);
            assertThat(client.say(get("/", basic("rao", "wrong"))).response().status()).isEqualTo(407);
            assertThat(client.say(get("/", negotiate(mine))).response().status()).isEqualTo(407);
        }
        assertThat(names()).containsExactly("rao", "rao", "rao");
        assertThat(logged()).contains("a second time").doesNotContain("rao@");
        assertThat(sources.tickets().orElseThrow().refused()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void whoIsKnownOnOneConnectionIsNotKnownOnTheNext() throws Exception {
        Subject rao = rao();
        try (Wire first = stage.client(); Wire second = stage.client()) {
            assertThat(first.say(get("/", negotiate(ticket(rao)))).response().status()).isEqualTo(200);
            assertThat(second.say(get("/")).response().status()).isEqualTo(407);
            assertThat(first.say(get("/")).response().status()).isEqualTo(200);
            assertThat(second.say(get("/", negotiate(ticket(school.signIn("okafor", "sixes and sevens"))))).response()
                    .status()).isEqualTo(200);
            assertThat(first.say(get("/")).response().status()).isEqualTo(200);
        }
        assertThat(status(get("/"))).isEqualTo(407);
        assertThat(names()).containsExactly("rao", "rao", "okafor", "rao");
    }

    @Test
    void whatIsShownLaterOnAConnectionTakesThePlaceOfTheTicket() throws Exception {
        Subject rao = rao();
        try (Wire client = stage.client()) {
            assertThat(client.say(get("/", negotiate(ticket(rao)))).response().status()).isEqualTo(200);
            assertThat(client.say(get("/", basic("kiosk", "library door"))).response().status()).isEqualTo(200);
            assertThat(client.say(get("/")).response().status()).as("the ticket is forgotten").isEqualTo(407);
            assertThat(client.say(get("/", negotiate(ticket(rao)))).response().status()).isEqualTo(200);
            byte[] forged = ticket(rao);
            forged[forged.length - 20] ^= 1;
            assertThat(client.say(get("/", negotiate(forged))).response().status()).isEqualTo(407);
            assertThat(client.say(get("/")).response().status()).isEqualTo(407);
            assertThat(client.say(get("/", negotiate(ticket(rao)))).response().status()).isEqualTo(200);
            later.addAndGet(Duration.ofMinutes(61).toNanos());
            assertThat(client.say(get("/")).response().status()).as("an hour later").isEqualTo(407);
        }
        assertThat(names()).containsExactly("rao", "kiosk", "rao", "rao");
    }

    @Test
    void aConnectionThatAnotherProxySharesNamesTheOneRequestAlone() throws Exception {
        Subject rao = rao();
        for (String through : List.of("Via: 1.1 elsewhere\r\n", "X-Forwarded-For: 10.9.8.7\r\n",
                "Forwarded: for=10.9.8.7\r\n")) {
            stage.asked.clear();
            try (Wire client = stage.client()) {
                assertThat(client.say(get("/", through, negotiate(ticket(rao)))).response().status()).isEqualTo(200);
                assertThat(client.say(get("/", through)).response().status()).isEqualTo(407);
                assertThat(client.say(get("/")).response().status()).isEqualTo(407);
                assertThat(client.say(get("/", negotiate(ticket(rao)))).response().status()).isEqualTo(200);
                assertThat(client.say(get("/", through)).response().status()).isEqualTo(407);
            }
            assertThat(names()).containsExactly("rao", "rao");
        }
    }

    @Test
    void peopleOfTwoRealmsAreKnownByTheTicketsOfTheirOwn() throws Exception {
        byte[] lucys = other.begin(other.signIn("lucy", "year seven pony"), "HTTP/gw.other.test", Realm.SPNEGO).token();
        assertThat(status(get("/", negotiate(lucys)))).isEqualTo(200);
        assertThat(status(get("/", negotiate(ticket(rao()))))).isEqualTo(200);
        assertThat(names()).containsExactly("lucy", "rao");
        assertThat(((Identity.Known) stage.asked.getFirst().client().identity()).memberships()).contains("year7");
    }

    @Test
    void whoeverComesFromARealmThatIsNotTheSchoolsIsNobody() throws Exception {
        stage("127.0.0.0/8", "10.0.0.0/8", Set.of("SCHOOL.TEST"), Optional.empty());
        Subject lucy = other.signIn("lucy", "year seven pony");
        assertThat(status(get("/", negotiate(other.begin(lucy, "HTTP/gw.other.test", Realm.SPNEGO).token()))))
                .isEqualTo(200);
        assertThat(names()).containsExactly("-");
        assertThat(stage.asked.getFirst().client().placed()).isEqualTo(Group.STRANGERS);
        stage("127.0.0.0/8", "127.0.0.0/8", Set.of("SCHOOL.TEST"), Optional.empty());
        try (Wire client = stage.client()) {
            Wire.Response question = client.say(get("/",
                    negotiate(other.begin(lucy, "HTTP/gw.other.test", Realm.SPNEGO).token()))).response();
            assertThat(question.status()).as("they may have a password here").isEqualTo(407);
            assertThat(question.head()).contains("Proxy-Authenticate: Basic").doesNotContain("Negotiate");
            assertThat(client.say(get("/")).response().status()).isEqualTo(407);
        }
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void aComputerAndAServiceAreNobodyAndAreNotAskedForAPassword() throws Exception {
        school.account("PC-12$", "a machine's");
        school.account("host/pc-12.school.test", "another machine's");
        for (Subject device : List.of(school.signIn("PC-12$", "a machine's"),
                school.signIn("host/pc-12.school.test", "another machine's"))) {
            assertThat(status(get("/", negotiate(ticket(device))))).isEqualTo(200);
        }
        assertThat(names()).containsExactly("-", "-");
        assertThat(stage.asked).allMatch(request -> Group.STRANGERS.equals(request.client().placed()));
        assertThat(directory.searches).hasValue(0);
    }

    @Test
    void ntlmIsRefusedAndSaidToBeThat() throws Exception {
        List<byte[]> tokens = List.of(NTLM_TOKEN, spnego(NTLM_TOKEN, NTLM));
        for (byte[] token : tokens) {
            try (Wire client = stage.client()) {
                Wire.Response answer = client.say(get("/", negotiate(token))).response();
                assertThat(answer.status()).isEqualTo(407);
                assertThat(answer.body()).contains("NTLM", "by its name");
            }
        }
        assertThat(stage.asked).isEmpty();
        assertThat(logged()).contains("a device sent NTLM in place of a Kerberos ticket");
    }

    @Test
    void aDeviceThatOffersSomethingElseFirstIsKnownAfterAnotherRound() throws Exception {
        byte[] first = spnego(NTLM_TOKEN, NTLM, Realm.KERBEROS);
        Subject rao = rao();
        String to = "allowed.test:443";
        for (boolean tunnel : List.of(false, true)) {
            stage.asked.clear();
            try (Wire client = stage.client()) {
                String question = "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n";
                Wire.Response next = client
                        .say(tunnel ? question + negotiate(first) + "\r\n" : get("/", negotiate(first)))
                        .response();
                assertThat(next.status()).isEqualTo(407);
                assertThat(PROOF.matcher(next.head()).find()).isTrue();
                assertThat(next.head()).doesNotContain("Basic", "Connection: close");
                byte[] second = answering(school.begin(rao, SERVICE, Realm.KERBEROS).token());
                client.say(tunnel ? question + negotiate(second) + "\r\n" : get("/", negotiate(second)));
                if (tunnel) {
                    // Nobody listens there, so all there is to see is that somebody was known.
                    assertThat(client.response().status()).isNotEqualTo(407);
                } else {
                    assertThat(client.response().status()).isEqualTo(200);
                }
            }
            assertThat(names()).containsExactly("rao");
        }
    }

    @Test
    void aLaterRoundMeansNothingOnAnotherConnectionOrAfterAWhile() throws Exception {
        byte[] first = spnego(NTLM_TOKEN, NTLM, Realm.KERBEROS);
        Subject rao = rao();
        try (Wire one = stage.client(); Wire two = stage.client()) {
            assertThat(one.say(get("/", negotiate(first))).response().status()).isEqualTo(407);
            byte[] second = answering(school.begin(rao, SERVICE, Realm.KERBEROS).token());
            assertThat(two.say(get("/", negotiate(second))).response().status()).isEqualTo(407);
            assertThat(two.say(get("/")).response().status()).isEqualTo(407);
        }
        try (Wire slow = stage.client()) {
            assertThat(slow.say(get("/", negotiate(first))).response().status()).isEqualTo(407);
            later.addAndGet(Duration.ofSeconds(31).toNanos());
            byte[] second = answering(school.begin(rao, SERVICE, Realm.KERBEROS).token());
            assertThat(slow.say(get("/", negotiate(second))).response().status()).isEqualTo(407);
        }
        try (Wire other = stage.client()) {
            assertThat(other.say(get("/", negotiate(first))).response().status()).isEqualTo(407);
            assertThat(other.say(get("/")).response().status()).as("a request between").isEqualTo(407);
            for (int i = 0; i < 10; i++) {
                Wire.Response again = other.say(get("/", negotiate(first))).response();
                assertThat(again.status()).isEqualTo(407);
            }
        }
        assertThat(stage.asked).isEmpty();
    }

    @Test
    void whoShowsATicketWhileTheDirectoryIsAwayHasANameAndTheStrangersPolicyUntilItWasToldOnce() throws Exception {
        Subject rao = rao();
        try (Wire kept = stage.client()) {
            assertThat(kept.say(get("/", negotiate(ticket(rao)))).response().status()).isEqualTo(200);
            directory.stop();
            later.addAndGet(Duration.ofMinutes(20).toNanos());
            assertThat(kept.say(get("/")).response().status()).isEqualTo(200);
            assertThat(status(get("/", negotiate(ticket(rao))))).as("groups hold").isEqualTo(200);
        }
        assertThat(names()).containsExactly("rao", "rao", "rao");
        assertThat(stage.asked).allMatch(request -> request.client().placed() == null).allSatisfy(
                request -> assertThat(((Identity.Known) request.client().identity()).memberships()).contains("staff"));
        stage.asked.clear();
        try (Wire client = stage.client()) {
            Realm.Half okafor = school.begin(school.signIn("okafor", "sixes and sevens"), SERVICE, Realm.SPNEGO);
            Wire.Response answer = client.say(get("/", negotiate(okafor.token()))).response();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(PROOF.matcher(answer.head()).find()).isTrue();
            assertThat(client.say(get("/")).response().status()).isEqualTo(200);
            assertThat(names()).containsExactly("okafor", "okafor");
            assertThat(stage.asked).allMatch(request -> Group.STRANGERS.equals(request.client().placed()));
            directory.startAgain();
            later.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(client.say(get("/")).response().status()).isEqualTo(200);
            assertThat(stage.asked.getLast().client().placed()).isNull();
        }
    }

    @Test
    void withoutItsKeysTheGatewayNamesNobodySaysWhatToDoAndTakesThemUpAgain() throws Exception {
        stage("127.0.0.0/8", "10.0.0.0/8", Set.of("SCHOOL.TEST"), Optional.empty());
        Subject rao = rao();
        byte[] good = Files.readAllBytes(keytab);
        Files.delete(keytab);
        sources.look();
        assertThat(sources.tickets().orElseThrow().isAway()).isTrue();
        assertThat(logged()).contains("the keytab " + keytab + " cannot be read; put it there");
        assertThat(status(get("/", negotiate(ticket(rao))))).isEqualTo(200);
        assertThat(status(get("/"))).as("without one there is still the question").isEqualTo(407);
        Files.write(keytab, new byte[]{5, 2});
        sources.look();
        assertThat(status(get("/", negotiate(ticket(rao))))).isEqualTo(200);
        assertThat(names()).containsExactly("-", "-");
        assertThat(stage.asked).allMatch(request -> Group.STRANGERS.equals(request.client().placed()));
        assertThat(logged()).contains("there is no key for a ticket in the keytabs");
        Files.write(keytab, good);
        Files.setLastModifiedTime(keytab, java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(5)));
        sources.look();
        assertThat(sources.tickets().orElseThrow().isAway()).isFalse();
        assertThat(status(get("/", negotiate(ticket(rao))))).isEqualTo(200);
        assertThat(names()).endsWith("rao");
    }

    @Test
    void whereAPasswordWillDoItIsAskedForWhileTicketsCannotBeLookedAt() throws Exception {
        Files.delete(keytab);
        try (Wire client = stage.client()) {
            Wire.Response question = client.say(get("/", negotiate(ticket(rao())))).response();
            assertThat(question.status()).isEqualTo(407);
            assertThat(question.head()).contains("Proxy-Authenticate: Basic").doesNotContain("Negotiate");
            assertThat(client.say(get("/", basic("rao", "chalk and talk"))).response().status()).isEqualTo(200);
        }
        assertThat(((Identity.Known) stage.asked.getFirst().client().identity()).source())
                .isEqualTo(Identity.Source.PASSWORD);
    }

    @Test
    void aTicketByAClockThatIsFarAwayNamesNobodyAndTheLogSpeaksOfClocks() throws Exception {
        stage("127.0.0.0/8", "10.0.0.0/8", Set.of("SCHOOL.TEST"), Optional.empty());
        Subject rao = rao();
        Realm.configure(folder, "clockskew = 2", school, other);
        school.signIn("okafor", "sixes and sevens");
        byte[] token = ticket(rao);
        Instant made = Instant.now();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(made.plusMillis(3_100)));
        assertThat(status(get("/", negotiate(token)))).isEqualTo(200);
        assertThat(names()).containsExactly("-");
        assertThat(stage.asked.getFirst().client().placed()).isEqualTo(Group.STRANGERS);
        assertThat(logged()).contains("a ticket was made by a clock that is minutes away from this machine’s", "NTP");
        Realm.configure(folder, "", school, other);
        rao();
    }

    @Test
    void curlIsKnownByItsTicketOnHttpAndInsideATunnelThatIsLookedInto() throws Exception {
        ExecutorService worker = Executors.newFixedThreadPool(2);
        try (Origin secure = SecureOrigin.of(visit -> {
            while (!visit.head().isEmpty()) {
                visit.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        }, "allowed.test"); var sites = SecureOrigin.trusted()) {
            secured = secure.port();
            Authority authority = Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
            Leaves leaves = new Leaves(authority, InstantSource.system(), worker);
            stage("127.0.0.0/8", "10.0.0.0/8", Set.of("SCHOOL.TEST"),
                    Optional.of(new Inspecting(leaves, sites)));
            stage.look = request -> Look.INSIDE;
            assertThat(run("", "kinit", "rao@SCHOOL.TEST").exit()).as("the password is not given").isNotZero();
            Result signedIn = run("chalk and talk\n", "kinit", "rao@SCHOOL.TEST");
            assertThat(signedIn.exit()).as(signedIn.text()).isZero();
            String http = "http://allowed.test:" + origin.port();
            assertThat(curl("--proxy-negotiate", http + "/one", http + "/two").text()).isEqualTo("200 200 ");
            assertThat(names()).containsExactly("rao", "rao");
            assertThat(curl("--proxy-anyauth", http + "/three").text()).isEqualTo("200 ");
            assertThat(curl("--proxy-basic", http + "/four").text()).isEqualTo("407 ");
            stage.asked.clear();
            String https = "https://allowed.test:" + secure.port();
            assertThat(curl("--proxy-negotiate", "-k", https + "/one", https + "/two").text()).isEqualTo("200 200 ");
            assertThat(curl("--proxy-anyauth", "-k", https + "/three").text()).isEqualTo("200 ");
            assertThat(names()).hasSizeGreaterThanOrEqualTo(5).containsOnly("rao");
            assertThat(secure.heads()).hasSize(3).noneMatch(head -> head.toLowerCase(Locale.ROOT).contains("proxy-"));
            leaves.close();
        } finally {
            worker.shutdownNow();
        }
    }

    private record Result(int exit, String text) {}

    /// curl, told the way to the gateway by the name that tickets are made for; the status of each answer.
    private Result curl(String... arguments) throws IOException, InterruptedException {
        int port = stage.gateway.address().getPort();
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--max-time", "30", "-x",
                "http://gw.school.test:" + port, "--resolve", "gw.school.test:" + port + ":127.0.0.1", "--proxy-user",
                ":"));
        for (String argument : arguments) {
            if (argument.startsWith("http")) {
                command.addAll(List.of("-o", "/dev/null"));
            }
            command.add(argument);
        }
        command.addAll(List.of("-w", "%{http_code} "));
        return run("", command.toArray(String[]::new));
    }

    private Result run(String input, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KRB5_CONFIG", krb5.toString());
        builder.environment().put("KRB5CCNAME", "FILE:" + folder.resolve("tickets"));
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out);
    }

    // ---- SPNEGO by hand (RFC 4178) -----------------------------------------------------------------------------------

    /// A first token of a client that offers several ways, and has a word for the first of them.
    private static byte[] spnego(byte[] word, String... ways) throws Exception {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String way : ways) {
            list.write(new Oid(way).getDER());
        }
        byte[] offer = der(0x30, joined(der(0xa0, der(0x30, list.toByteArray())), der(0xa2, der(0x04, word))));
        return der(0x60, joined(new Oid(Realm.SPNEGO).getDER(), der(0xa0, offer)));
    }

    private static byte[] wrapped(byte[] bare, String way) throws Exception {
        return spnego(bare, way);
    }

    /// A later token.
    private static byte[] answering(byte[] word) {
        return der(0xa1, der(0x30, der(0xa2, der(0x04, word))));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] der(int tag, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (value.length < 128) {
            out.write(value.length);
        } else {
            out.write(0x82);
            out.write(value.length >> 8);
            out.write(value.length);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }
}
