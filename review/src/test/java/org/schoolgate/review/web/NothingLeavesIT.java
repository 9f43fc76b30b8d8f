package org.schoolgate.review.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Pattern;
import org.schoolgate.filters.policy.Receivers;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.alert.Alerts;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.alert.Deliveries;
import org.schoolgate.review.alert.MailSettings;
import org.schoolgate.review.alert.Summaries;
import org.schoolgate.review.alert.SyslogSettings;
import org.schoolgate.review.alert.WebhookSettings;
import org.schoolgate.review.incident.Gatherer;
import org.schoolgate.review.journal.Checkpoints;
import org.schoolgate.review.journal.StoreJournal;
import org.schoolgate.review.journal.Witnesses;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.slf4j.LoggerFactory;

/// What leaves the site by itself says nothing of anyone: a week of a school in which every field holds a word of its own,
/// with a real mail server, a real webhook, a real log server and the program's log in a real file.
class NothingLeavesIT {

    /// A word for every field that holds something of somebody, each nowhere else.
    private static final List<String> CANARIES = List.of("quokka", "wombat", "numbat", "wallaby", "bilby", "bandicoot",
            "potoroo", "betong", "dunnart", "echidna", "kowari", "quoll", "pademelon", "antechinus", "10.77.66.",
            "thylacine", "monjon", "bettong");
    /// What an alert does not say either; a summary counts by it.
    private static final String SUBJECT = "cuscus";
    private static final Category CATEGORY = new Category(3, "cuscus-slug", "Cuscus numbat title", "Cuscus subject",
            false);
    private static final Category SEALED = new Category(9, "illegal", "Illegal material", "Illegal material", true);
    private static final String HEAD = "head@school.example";

    @TempDir
    private Path folder;

    private final List<String> left = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private GreenMail mail;
    private DatagramSocket syslog;
    private HttpServer hook;
    private FileAppender<ILoggingEvent> log;
    private TestSite site;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        hook.createContext("/", asked -> {
            left.add("webhook " + asked.getRequestURI() + asked.getRequestHeaders().entrySet() + new String(
                    asked.getRequestBody().readAllBytes(), UTF_8));
            asked.sendResponseHeaders(204, -1);
            asked.close();
        });
        hook.start();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d %-5level %thread %logger %mdc %msg%n%ex");
        encoder.start();
        log = new FileAppender<>();
        log.setContext(context);
        log.setEncoder(encoder);
        log.setFile(folder.resolve("gateway.log").toString());
        log.start();
        logger("org.schoolgate").setLevel(Level.DEBUG);
        logger(Logger.ROOT_LOGGER_NAME).addAppender(log);
        site = new TestSite(folder.resolve("data"), new Channels(
                Optional.of(new MailSettings("127.0.0.1", port, MailSettings.Security.NONE, Optional.empty(),
                        Optional.empty(), "gateway@school.example")),
                Optional.of(new WebhookSettings(URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/h"),
                        "0123456789abcdef0123456789abcdef")),
                Optional.of(new SyslogSettings("127.0.0.1", syslog.getLocalPort(), SyslogSettings.Protocol.UDP)),
                Channels.trusting(List.of())));
        site.account("rao", "Mrs Quokka Rao", Role.HEAD);
        site.account("hallam", "Mr Wombat Hallam", Role.SAFEGUARDING_LEAD);
        site.account("wombat-lead", "Mr Wombat Lead", Role.DEPUTY_LEAD);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        site.close();
        mail.stop();
        syslog.close();
        hook.stop(0);
        logger(Logger.ROOT_LOGGER_NAME).detachAppender(log);
        logger("org.schoolgate").setLevel(null);
        log.stop();
    }

    @Test
    @DisplayName("W15 no mail, webhook, log server or log line holds a name, a device, an address, a word or a note of anyone")
    void nothingOfAnyoneLeaves() throws Exception {
        Pattern often = new Pattern(Optional.of(new Pattern.Often(2, Duration.ofMinutes(5))), Optional.empty(),
                Optional.empty());
        Receivers all = new Receivers(List.of(HEAD), true, true);
        site.watches.set(List.of(
                new Watch(CategorySet.of(CATEGORY), Set.of(Grade.values()), Severity.CONCERN, Pattern.NONE, all),
                new Watch(CategorySet.of(CATEGORY), Set.of(Grade.values()), Severity.URGENT, often, all),
                new Watch(CategorySet.of(SEALED), Set.of(Grade.values()), Severity.URGENT, Pattern.NONE, all)));
        Summary summary = new Summary(Summary.Every.DAY, DayOfWeek.MONDAY, LocalTime.of(7, 0), List.of(HEAD));
        // The receiver has had all until today.
        site.store.outbox().lastSummary("summary-day|" + HEAD, site.now.get().atZone(TestSite.LONDON).toLocalDate());
        open.add(Checkpoints.start(site.store.chain(),
                new Witnesses(site.store.outbox(), site.settings.witnesses(), true),
                folder.resolve("checkpoint.key"), site.now::get));
        open.add(Gatherer.start(site.store, site.now::get));
        open.add(Deliveries.start(site.store.outbox(), site.settings.channels(), site.now::get));
        StoreJournal journal = StoreJournal.open(site.store, () -> new Categories(List.of(CATEGORY, SEALED)),
                () -> TestSite.LONDON, new Alerts(site.watches::get, site.school::get), folder.resolve("seal.key"));
        open.add(journal);
        // While the mail server is down, so that what is said of that is in the log, too.
        for (int i = 0; i < 3; i++) {
            journal.write(flagged(i, "http://wallaby.example/wallaby-path?q=wallaby-term", CATEGORY))
                    .toCompletableFuture().join();
        }
        journal.write(flagged(9, "http://pademelon.example/pademelon", SEALED)).toCompletableFuture().join();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.store.outbox().state(Channel.MAIL).fault().isPresent());
        mail.start();
        site.now.updateAndGet(now -> now.plus(Duration.ofMinutes(10)));
        await().atMost(Duration.ofSeconds(20)).until(() -> !site.store.incidents().queue(Scope.ALL, 9).isEmpty());
        somebodyWorksWithIt();
        somebodyTriesThings();
        // The next day.
        site.now.updateAndGet(now -> now.plus(Duration.ofDays(1)));
        open.add(Summaries.start(site.store, () -> List.of(summary), List::of, () -> TestSite.TIMETABLE,
                site.school::get,
                site.now::get));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mails().stream().anyMatch(text -> text.contains("in numbers"))
                        && mails().stream().anyMatch(text -> text.contains("let in again"))
                        && site.store.outbox().waiting().isEmpty());
        theStoreFails();

        List<String> told = new ArrayList<>(left);
        told.addAll(mails());
        String out = String.join("\n", told);
        assertThat(out).as("what has left").contains("Schoolgate, concern", "Schoolgate, urgent: stop, do not open",
                "It was one of at least 2", "in numbers", "a sign-in was renewed", "somebody was shown who it is",
                "somebody was given a role",
                "state of the records", "webhook", "\"kind\":\"alert\"", "CEF:0|Schoolgate");
        String file = Files.readString(folder.resolve("gateway.log"));
        assertThat(file).as("what was logged").contains("messages by mail cannot be sent",
                "messages by mail are sent again",
                "signed in by password and code", "a wrong password for no account", "failed: ",
                "sent a form to", "which is not there for");
        for (String canary : CANARIES) {
            assertThat(out.toLowerCase(Locale.ROOT)).as("what has left").doesNotContain(canary);
            assertThat(file.toLowerCase(Locale.ROOT)).as("what was logged").doesNotContain(canary);
        }
        assertThat(file.toLowerCase(Locale.ROOT)).doesNotContain(SUBJECT);
        assertThat(told).filteredOn(text -> text.toLowerCase(Locale.ROOT).contains(SUBJECT))
                .allMatch(text -> text.contains("in numbers"));
    }

    /// An incident is noted, closed and opened, made a case of, named, and its device shown; and somebody is let in again.
    private void somebodyWorksWithIt() throws Exception {
        List<Incident> incidents = site.store.incidents().queue(Scope.ALL, 9);
        Incident incident = incidents.stream().filter(one -> one.subject().startsWith("Cuscus")).findFirst()
                .orElseThrow();
        String page = "/incidents/" + incident.id();
        try (TestBrowser head = browser("rao"); TestBrowser lead = browser("hallam")) {
            does(head, page + "/note", page, Map.of("note", "dunnart note"));
            does(head, page + "/close", page, Map.of("why", "dunnart why"));
            does(head, page + "/open", page, Map.of("why", "dunnart again"));
            does(lead, page + "/reveal", page, Map.of("why", "quoll reason", "hours", "1"));
            assertThat(lead.get(page).body()).contains("10.77.66.55");
            String file = head.post(page + "/case", page + "/case",
                    Map.of("about", "PUPIL", "why", "dunnart case", "name", "Echidna Doe")).headers()
                    .firstValue("Location").orElseThrow();
            does(head, file + "/note", file, Map.of("note", "dunnart case note"));
            assertThat(head.upload(file + "/attach", file, "kowari.txt", "kowari".getBytes(UTF_8)).statusCode())
                    .isEqualTo(303);
            does(head, file + "/told", file, Map.of("how", "dunnart told"));
            does(head, file + "/hold", file, Map.of("why", "dunnart hold"));
            does(head, file + "/decide", file, Map.of("outcome", "LOW_LEVEL", "because", "dunnart because"));
            assertThat(head.post("/reports/week/file", "/reports/week", Map.of("as", "csv")).statusCode())
                    .isEqualTo(200);
            assertThat(head.post("/people", "/people",
                    Map.of("displayName", "Mrs Quokka Two", "name", "quokka-two", "role", "GOVERNOR")).statusCode())
                    .isEqualTo(200);
            try (TestBrowser stranger = new TestBrowser(site)) {
                stranger.post("/lost", "/lost", Map.of("name", "wombat-lead"));
            }
            String asker = "" + site.store.accounts().find("wombat-lead").orElseThrow().id();
            does(head, "/help/yes", "/help", Map.of("account", asker));
            assertThat(lead.post("/help/yes", "/help", Map.of("account", asker)).body()).contains("wombat-lead");
        }
    }

    private static void does(TestBrowser browser, String path, String page, Map<String, String> fields)
            throws Exception {
        assertThat(browser.post(path, page, fields).statusCode()).as(path).isEqualTo(303);
    }

    /// What ends up in a log elsewhere: names that are typed, addresses that are not there, forms that are not ours.
    private void somebodyTriesThings() throws Exception {
        try (TestBrowser stranger = new TestBrowser(site); TestBrowser lead = browser("hallam")) {
            stranger.signIn("antechinus@school.example", "antechinus password");
            stranger.get("/antechinus/10.77.66.55?q=antechinus");
            stranger.signIn("rao", "antechinus password");
            lead.get("/people/5?name=antechinus");
            lead.submit("/incidents/5/note", Map.of("note", "antechinus", "token", "antechinus"), Map.of());
            lead.get("/find?reference=antechinus");
            lead.post("/password", "/password", Map.of("now", "antechinus", "new", "antechinus", "again", "x"));
        }
    }

    private void theStoreFails() throws Exception {
        try (TestBrowser lead = browser("hallam")) {
            for (AutoCloseable one : open.reversed()) {
                one.close();
            }
            open.clear();
            site.store.close();
            assertThat(lead.get("/flagged?group=antechinus&q=antechinus").statusCode()).isEqualTo(500);
        }
    }

    private static FlaggedAccess flagged(long trace, String url, Category category) {
        Group group = new Group("pupils", "Potoroo pupils");
        Target.Page page = Target.Page.parse(url).orElseThrow();
        Instant at = Instant.parse("2026-11-17T09:39:00Z").plusSeconds(trace);
        Request request = new Request(new TraceId(trace * 0x9E3779B97F4A7C15L + 5),
                Client.at(IpAddress.parse("10.77.66.55").orElseThrow()).as(new Identity.Known(new Person("a.bettong"),
                        Set.of("bettong-class"), Identity.Source.PASSWORD, at)),
                page, at);
        Signals signals = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.of("bandicoot.example"),
                Optional.of("text/html,application/bandicoot"), Optional.of("Bilby/5.0"));
        return new FlaggedAccess(request, new Decision(Verdict.BLOCK,
                new Reason.Ruled("betong-rule", "Betong title",
                        Optional.of(new Clause("Betong quote.", "Betong source"))),
                CategorySet.of(category),
                List.of(new Listing(page.host().text(), category, "thylacine/list", "monjon-version", 12)), group, true,
                category.sealed(), at.plusSeconds(60), "p+l"), signals);
    }

    private List<String> mails() {
        List<String> all = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            try {
                all.add(message.getSubject() + "\n"
                        + String.join("\n", java.util.Collections.list(message.getAllHeaderLines()))
                        + "\n" + message.getContent());
            } catch (IOException | jakarta.mail.MessagingException damaged) {
                throw new IllegalStateException(damaged);
            }
        }
        return all;
    }

    private void listen() {
        byte[] room = new byte[65_536];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(room, room.length);
                syslog.receive(packet);
                left.add(new String(room, 0, packet.getLength(), UTF_8));
            }
        } catch (SocketException closed) {
            // The test has ended.
        } catch (IOException broken) {
            left.add(broken.toString());
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private TestBrowser browser(String name) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", site.session(name, "session " + name));
        return browser;
    }
}
