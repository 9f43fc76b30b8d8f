package org.schoolgate.review.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.review.alert.Alerts;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.alert.Deliveries;
import org.schoolgate.review.alert.MailSettings;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.store.TestKey;

/// Who must hear of an access at once does, by a real mail server, once; and nothing is lost while there is none.
class AlertsIT {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String HEAD = "head@school.example";
    private static final String LEAD = "dsl@school.example";
    private static final School SCHOOL = new School("Marlbeck Primary School", ZoneId.of("Europe/London"),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("https://gateway.school.example/"));
    private static final List<Watch> WATCHES = List.of(
            Watch.each(CategorySet.of(FlaggedAccesses.NETWORKS), Severity.CONCERN, List.of(HEAD, LEAD)),
            Watch.each(CategorySet.of(FlaggedAccesses.ILLEGAL), Severity.NOTICE, List.of(HEAD)));

    @TempDir
    private Path folder;

    private final Alerts alerts = new Alerts(() -> WATCHES, () -> SCHOOL);
    private GreenMail server;
    private int port;
    private volatile Instant now = FlaggedAccesses.AT;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @DisplayName("an alert reaches each recipient within five seconds of the access, once, and says nothing of it")
    void anAlertArrivesOnce() throws Exception {
        server.start();
        try (Store store = open(); StoreJournal journal = journal(store); Deliveries deliveries = deliveries(store)) {
            assertThat(deliveries).isNotNull();
            journal.write(access(1, "10.20.0.7", now)).toCompletableFuture().join();
            await().atMost(SOON).until(() -> server.getReceivedMessages().length == 2);
            journal.write(access(2, "10.20.0.7", now.plusSeconds(599))).toCompletableFuture().join();
            await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> server.getReceivedMessages().length == 2);
            assertThat(recipients()).containsExactlyInAnyOrder(HEAD, LEAD);
            MimeMessage message = server.getReceivedMessages()[0];
            String text = message.getContent().toString();
            String reference = access(1, "10.20.0.7", now).request().trace().reference();
            assertThat(message.getSubject()).isEqualTo("Schoolgate, concern: a record to look at (" + reference + ")");
            assertThat(text).contains("https://gateway.school.example/access/").contains(reference)
                    .contains("Thursday 2 July 2026 at 00:30")
                    .contains("How it came about, at first sight: " + access(1, "10.20.0.7", now).ground().grade());
            assertThat(message.getSubject() + text).doesNotContain("network.example").doesNotContain("10.20.0.7")
                    .doesNotContainIgnoringCase("social").doesNotContain("pupils").doesNotContain("Pupils");
            assertThat(store.outbox().state(Channel.MAIL).waiting()).isZero();
        }
    }

    @Test
    void anotherDeviceAnotherSubjectAndTenMinutesLaterAreToldAgain() throws Exception {
        server.start();
        try (Store store = open(); StoreJournal journal = journal(store); Deliveries deliveries = deliveries(store)) {
            assertThat(deliveries).isNotNull();
            journal.write(access(1, "10.20.0.7", now)).toCompletableFuture().join();
            journal.write(access(2, "10.20.0.8", now)).toCompletableFuture().join();
            journal.write(access(3, "10.20.0.7", now.plusSeconds(600))).toCompletableFuture().join();
            journal.write(FlaggedAccesses.sealed(4, "http://bad.example/x")).toCompletableFuture().join();
            await().atMost(SOON).until(() -> server.getReceivedMessages().length == 7);
            List<String> texts = Arrays.stream(server.getReceivedMessages()).map(AlertsIT::text).toList();
            assertThat(texts).filteredOn(text -> text.contains("may be illegal even to look at")).singleElement()
                    .asString().contains("do not try to open it").contains("word of mouth")
                    .doesNotContain("bad.example");
        }
    }

    @Test
    @DisplayName("a mail server that is down for an hour loses none, and each arrives once; a restart changes nothing")
    void aServerThatIsDownLosesNone() throws Exception {
        try (Store store = open(); StoreJournal journal = journal(store); Deliveries deliveries = deliveries(store)) {
            assertThat(deliveries).isNotNull();
            for (int i = 0; i < 20; i++) {
                journal.write(access(i, "10.20.1." + i, now)).toCompletableFuture().join();
            }
            await().atMost(SOON).until(() -> store.outbox().state(Channel.MAIL).fault().isPresent());
            assertThat(store.outbox().state(Channel.MAIL).waiting()).isEqualTo(40);
            assertThat(store.outbox().state(Channel.MAIL).oldest()).isPresent();
        }
        for (int minutes = 1; minutes <= 60; minutes += 20) {
            now = FlaggedAccesses.AT.plus(Duration.ofMinutes(minutes));
            try (Store store = open(); Deliveries deliveries = deliveries(store)) {
                assertThat(deliveries).isNotNull();
                await().during(Duration.ofSeconds(2)).atMost(SOON)
                        .until(() -> store.outbox().state(Channel.MAIL).waiting() == 40);
            }
        }
        server.start();
        now = FlaggedAccesses.AT.plus(Duration.ofMinutes(70));
        try (Store store = open(); Deliveries deliveries = deliveries(store)) {
            assertThat(deliveries).isNotNull();
            await().atMost(Duration.ofSeconds(20)).until(() -> store.outbox().state(Channel.MAIL).waiting() == 0);
        }
        assertThat(server.getReceivedMessages()).hasSize(40);
        assertThat(Arrays.stream(server.getReceivedMessages()).map(AlertsIT::id)).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsToldOfWhatNobodyWatchesForOrTheFilterCouldNotDecide() {
        Alerts none = new Alerts(List::of, () -> SCHOOL);
        try (Store store = open();
                StoreJournal journal = StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES,
                        SCHOOL::zone, none, folder.resolve("seal.key"))) {
            journal.write(access(1, "10.20.0.7", now)).toCompletableFuture().join();
            assertThat(store.outbox().state(Channel.MAIL).waiting()).isZero();
        }
    }

    @Test
    void aServerIsUsedOnlyWhereItIsTheOneThatWasMeant() throws Exception {
        Path keys = folder.resolve("mail.p12");
        assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "mail", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                "-validity", "30", "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", "changeit")
                .redirectErrorStream(true).redirectOutput(folder.resolve("keytool.log").toFile()).start().waitFor())
                .isZero();
        System.setProperty("greenmail.tls.keystore.file", keys.toString());
        System.setProperty("greenmail.tls.keystore.password", "changeit");
        try (Store store = open(); StoreJournal journal = journal(store)) {
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
            server.start();
            journal.write(access(1, "10.20.0.7", now)).toCompletableFuture().join();
            for (String host : List.of("localhost", "127.0.0.1")) {
                boolean trusted = host.equals("127.0.0.1");
                try (Deliveries refusing = Deliveries.start(store.outbox(),
                        channels(tls(host), trusted ? trusting(keys) : Channels.trusting(List.of())), () -> now)) {
                    assertThat(refusing).isNotNull();
                    await().dontCatchUncaughtExceptions().atMost(SOON)
                            .until(() -> store.outbox().state(Channel.MAIL).fault().isPresent());
                    assertThat(server.getReceivedMessages()).as(host).isEmpty();
                }
                now = now.plusSeconds(600);
            }
            try (Deliveries deliveries = Deliveries.start(store.outbox(),
                    channels(tls("localhost"), trusting(keys)), () -> now)) {
                assertThat(deliveries).isNotNull();
                await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(20))
                        .until(() -> server.getReceivedMessages().length == 2);
            }
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
    }

    private MailSettings tls(String host) {
        return new MailSettings(host, port, MailSettings.Security.TLS, Optional.empty(), Optional.empty(),
                "gateway@school.example");
    }

    private static SSLContext trusting(Path keys) throws Exception {
        return Channels.trusting(List.of((X509Certificate) KeyStore.getInstance(keys.toFile(), "changeit".toCharArray())
                .getCertificate("mail")));
    }

    private static Channels channels(MailSettings mail, SSLContext trust) {
        return new Channels(Optional.of(mail), Optional.empty(), Optional.empty(), trust);
    }

    private org.schoolgate.filters.evidence.FlaggedAccess access(long trace, String client, Instant at) {
        return FlaggedAccesses.of(trace, "http://www.network.example/page", FlaggedAccesses.NETWORKS, client, at);
    }

    private Store open() {
        return Store.open(new StoreLocation.Sqlite(folder.resolve("a.db")), TestKey.ONE);
    }

    private StoreJournal journal(Store store) {
        return StoreJournal.open(store, () -> FlaggedAccesses.CATEGORIES, SCHOOL::zone, alerts,
                folder.resolve("seal.key"));
    }

    private Deliveries deliveries(Store store) {
        return Deliveries.start(store.outbox(), channels(new MailSettings("127.0.0.1", port,
                MailSettings.Security.NONE, Optional.empty(), Optional.empty(), "gateway@school.example"),
                Channels.trusting(List.of())), () -> now);
    }

    private List<String> recipients() throws Exception {
        return Arrays.stream(server.getReceivedMessages()).map(message -> {
            try {
                return message.getAllRecipients()[0].toString();
            } catch (jakarta.mail.MessagingException damaged) {
                throw new IllegalStateException(damaged);
            }
        }).toList();
    }

    private static String text(MimeMessage message) {
        try {
            return message.getContent().toString();
        } catch (Exception damaged) {
            throw new IllegalStateException(damaged);
        }
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException damaged) {
            throw new IllegalStateException(damaged);
        }
    }
}
