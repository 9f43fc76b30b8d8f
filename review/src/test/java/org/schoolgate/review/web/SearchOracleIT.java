package org.schoolgate.review.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.slf4j.LoggerFactory;

/// Whoever may not see something cannot find out by asking whether it is there: not by what an answer says, how long it is, its
/// status, nor by how much work it took.
class SearchOracleIT {

    /// What nobody reads today, and somebody might think of.
    private static final List<String> GUESSED = List.of("q", "search", "name", "host", "client", "device", "account",
            "pseudonym", "term", "sort", "order", "size", "limit");
    private static final Pattern PARAMETER = Pattern.compile("(?:query|longQuery)\\(\"([a-z]+)\"\\)");
    private static final Pattern DAY = Pattern.compile("[A-Z][a-z]+day( \\d{1,2} [A-Z][a-z]+( \\d{4})?)");

    /// Something that is there for one role alone, and beside each thing of it the like that is nowhere.
    ///
    /// @param like by what it is, the one that is there and the one that is not
    private record Hidden(Role reader, RecordedAccess access, Incident incident, long file, long reveal,
            Map<String, List<String>> like) {}

    private final Map<Role, String> sessions = new EnumMap<>(Role.class);
    private final List<Hidden> hidden = new ArrayList<>();
    private TestSite site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT).replace('_', '-');
            long id = site.account(name, "Reader of " + role, role).id();
            sessions.put(role, site.session(name, "session " + name));
            if (role == Role.HEAD) {
                site.store.ownDevices().set(id, Set.of(new Asker.Device(IpAddress.parse("10.30.9.81").orElseThrow())));
            }
        }
        // Some for everybody who reads at all, before and after those that are hidden.
        site.record(access("2026-11-03T09:00:00Z", "pupils", Verdict.BLOCK, "early.example", TestSite.GAMES,
                "10.20.0.7"));
        RecordedAccess staff = site.record(access("2026-11-10T09:00:00Z", "office", Verdict.COACH, "hidden1.example",
                new CategoryName("gambling1", "Gambling1", "Gambling1"), "10.30.9.71"));
        RecordedAccess head = site.record(access("2026-11-11T09:00:00Z", "leaders", Verdict.FLAG, "hidden2.example",
                new CategoryName("gambling2", "Gambling2", "Gambling2"), "10.30.9.81"));
        site.record(access("2026-11-17T09:00:00Z", "pupils", Verdict.BLOCK, "late.example", TestSite.GAMES,
                "10.20.0.7"));
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE))).toList());
        hidden.add(hidden(Role.HEAD, staff, About.ADULT, "Ms Holly Doe", "Ms Holly Roe", "10.30.9.72"));
        hidden.add(hidden(Role.CHAIR, head, About.HEAD, "Mrs Una Rao", "Mrs Ada Rao", "10.30.9.82"));
    }

    private Hidden hidden(Role reader, RecordedAccess access, About about, String name, String other, String client) {
        Incident incident = site.store.incidents().of(Scope.ALL, access.number()).getFirst();
        long chair = site.store.accounts().find("chair").orElseThrow().id();
        Optional<Long> account = about == About.HEAD
                ? site.store.accounts().find("head").map(one -> one.id())
                : Optional.empty();
        long file = site.store.cases().open(new Opening(incident, chair, site.now.get(), 2026, "x", about, account,
                Optional.of(name)));
        long reveal = site.store.reveals().ask(access.asker(), true, chair, site.now.get(), "x", 4, List.of());
        Map<String, List<String>> like = new TreeMap<>();
        like.put("day", List.of(access.day().toString(), access.day().plusDays(2).toString()));
        like.put("group", List.of(access.group(), access.group().replaceFirst(".$", "x")));
        String category = access.categories().getFirst().slug();
        like.put("category", List.of(category, category.replaceFirst(".$", "x")));
        like.put("verdict", List.of(access.verdict().text(), "allow"));
        like.put("grade", List.of(access.grade().name(), "A"));
        like.put("from", List.of("o" + (access.number() + 1), "o" + access.number()));
        like.put("reference", List.of(access.reference(),
                access.reference().startsWith("Q") ? "M7QK-4TZP" : "Q7QK-4TZP"));
        String host = access.host().orElseThrow();
        like.put("host", List.of(host, host.replace("hidden", "absent")));
        like.put("client", List.of(access.client().toString(), client));
        like.put("pseudonym", List.of(incident.pseudonym(), "X" + incident.pseudonym().substring(1)));
        like.put("name", List.of(name, other));
        return new Hidden(reader, access, incident, file, reveal, like);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("W14 who may not see something is answered the same whether it is there or not, by every parameter")
    void noParameterTells() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        Set<String> parameters = parameters();
        assertThat(parameters).contains("day", "group", "category", "verdict", "grade", "from", "reference", "state");
        List<String> typed = parameters.stream().filter(hidden.getFirst().like()::containsKey).toList();
        // All others in one request, with those that nobody reads.
        parameters.removeAll(typed);
        parameters.addAll(GUESSED);
        String rest = String.join("=%s&", parameters);
        for (Role role : Role.values()) {
            try (TestBrowser browser = browser(role)) {
                for (String path : pages(browser, role == Role.IT)) {
                    for (Hidden one : hidden) {
                        if (one.reader() == role) {
                            continue;
                        }
                        for (String parameter : typed) {
                            compare(browser, role, path, parameter, one.like().getOrDefault(parameter, List.of()),
                                    wrong);
                            asked++;
                        }
                        for (String what : List.of("host", "client", "pseudonym", "name")) {
                            compare(browser, role, path, rest, one.like().getOrDefault(what, List.of()), wrong);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(400);
        // It can tell: for the one reader of each the answers differ.
        for (Hidden one : hidden) {
            try (TestBrowser browser = browser(one.reader())) {
                List<String> differing = new ArrayList<>();
                for (String parameter : List.of("day", "group", "category", "verdict", "from")) {
                    compare(browser, one.reader(), "/flagged", parameter,
                            one.like().getOrDefault(parameter, List.of()), differing);
                }
                compare(browser, one.reader(), "/find", "reference", one.like().getOrDefault("reference", List.of()),
                        differing);
                assertThat(differing).as(one.reader() + " sees it").hasSize(6);
            }
        }
    }

    @Test
    @DisplayName("W14 who may not see a record, an incident, a case or a device is answered as for one that is not there")
    void noNumberTells() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            try (TestBrowser browser = browser(role)) {
                String token = TestBrowser.token(browser.get("/password").body());
                for (Route route : site.routes()) {
                    for (Hidden one : hidden) {
                        if (route.path().contains("{") && !mayBeTheirs(role, route, one)) {
                            numbers(browser, role, token, route, one, wrong);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void numbers(TestBrowser browser, Role role, String token, Route route, Hidden one, List<String> wrong)
            throws Exception {
        long id = switch (route.path().split("/")[1]) {
            case "access" -> one.access().number();
            case "incidents" -> one.incident().id();
            case "cases" -> one.file();
            default -> one.reveal();
        };
        List<Answer> answers = new ArrayList<>();
        for (long number : List.of(id, id ^ 1)) {
            String path = route.path().replaceAll("\\{(number|id)}", "" + number).replace("{file}", "5");
            answers.add(answer(route.method().equals(HandlerType.GET)
                    ? browser.get(path)
                    : browser.submit(path, Map.of("token", token, "note", "x", "why", "x", "hours", "1", "how", "x",
                            "name", "x", "outcome", "FALSE", "because", "x", "about", "PUPIL"), Map.of()),
                    "" + id, "" + (id ^ 1)));
        }
        if (!answers.getFirst().equals(answers.getLast())) {
            wrong.add(role + " " + route.method() + " " + route.path()
                    + difference(answers.getFirst(), answers.getLast()));
        }
    }

    /// The chair asked for both to be shown, and some others may answer.
    private static boolean mayBeTheirs(Role role, Route route, Hidden one) {
        return one.reader() == role || role == Role.CHAIR
                || route.path().startsWith("/reveals/") && !route.method().equals(HandlerType.GET);
    }

    @Test
    @DisplayName("W11, W20 whether a record, a device or an account is there makes no difference to the work of an answer")
    void theWorkIsTheSame() throws Exception {
        Logger database = (Logger) LoggerFactory.getLogger("org.sqlite.core.NativeDB");
        ListAppender<ILoggingEvent> statements = new ListAppender<>();
        statements.start();
        database.setLevel(Level.TRACE);
        database.setAdditive(false);
        database.addAppender(statements);
        try {
            Hidden adult = hidden.getFirst();
            for (Role role : List.of(Role.SAFEGUARDING_LEAD, Role.AUDITOR, Role.SENIOR_LEADER, Role.IT)) {
                try (TestBrowser browser = browser(role)) {
                    browser.get("/rules");
                    for (String page : List.of("/access/", "/incidents/", "/cases/", "/reveals/")) {
                        long id = switch (page) {
                            case "/access/" -> adult.access().number();
                            case "/incidents/" -> adult.incident().id();
                            case "/cases/" -> adult.file();
                            default -> adult.reveal();
                        };
                        assertThat(work(statements, browser, page + id)).as(role + " " + page).isNotEmpty()
                                .isEqualTo(work(statements, browser, page + (id ^ 1)));
                    }
                    for (String parameter : List.of("reference", "pseudonym")) {
                        List<String> like = adult.like().getOrDefault(parameter, List.of());
                        assertThat(work(statements, browser, "/find?reference=" + encoded(like.getFirst())))
                                .as(role + " " + parameter)
                                .isEqualTo(work(statements, browser, "/find?reference=" + encoded(like.getLast())));
                    }
                }
            }
            try (TestBrowser stranger = new TestBrowser(site)) {
                for (String page : List.of("/sign-in", "/lost")) {
                    List<List<String>> both = new ArrayList<>();
                    for (String name : List.of("governor", "nobodyx")) {
                        String token = TestBrowser.token(stranger.get(page).body());
                        statements.list.clear();
                        HttpResponse<String> answer = stranger.submit(page,
                                Map.of("name", name, "password", "not this one", "token", token), Map.of());
                        assertThat(answer.statusCode()).isNotEqualTo(429);
                        both.add(said(statements));
                    }
                    assertThat(both.getFirst()).as(page).isNotEmpty().isEqualTo(both.getLast());
                }
            }
        } finally {
            database.detachAppender(statements);
            database.setAdditive(true);
            database.setLevel(null);
        }
    }

    /// The statements that the database was given for one page, in order.
    private static List<String> work(ListAppender<ILoggingEvent> statements, TestBrowser browser, String path)
            throws Exception {
        statements.list.clear();
        browser.get(path);
        return said(statements);
    }

    private static List<String> said(ListAppender<ILoggingEvent> statements) {
        return List.copyOf(statements.list).stream().map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("[review-")).map(line -> line.replaceFirst("^.*?EXEC\\] ", ""))
                // The pool's own question, whether a connection is still alive.
                .filter(line -> !line.equals("select 1")).toList();
    }

    private record Answer(int status, Map<String, List<String>> headers, String body) {}

    private void compare(TestBrowser browser, Role role, String path, String parameter, List<String> like,
            List<String> wrong) throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (String value : like) {
            String query = parameter.contains("%s")
                    ? parameter.replace("%s", encoded(value)) + "=" + encoded(value)
                    : parameter + "=" + encoded(value);
            // Two looks are never at the same thousandth of a second.
            site.now.updateAndGet(now -> now.plusMillis(1));
            answers.add(answer(browser.get(path + "?" + query), like.getFirst(), like.getLast()));
        }
        if (!answers.getFirst().equals(answers.getLast())) {
            wrong.add(role + " " + path + " " + parameter + " " + like
                    + difference(answers.getFirst(), answers.getLast()));
        }
    }

    /// What an answer says, but for what it says back.
    private static Answer answer(HttpResponse<String> response, String one, String other) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> {
            // Whether a connection goes on depends on how much of the form was read before the answer was there.
            if (!Set.of("date", "content-length", "connection").contains(name)) {
                headers.put(name, values.stream().map(value -> without(value, one, other)).toList());
            }
        });
        return new Answer(response.statusCode(), headers, without(response.body(), one, other));
    }

    private static String difference(Answer one, Answer other) {
        int at = 0;
        String first = one.toString();
        String second = other.toString();
        while (at < Math.min(first.length(), second.length()) && first.charAt(at) == second.charAt(at)) {
            at++;
        }
        return ": " + first.substring(Math.max(0, at - 80), Math.min(first.length(), at + 40)) + " / "
                + second.substring(at, Math.min(second.length(), at + 40));
    }

    private static String without(String text, String one, String other) {
        String out = text;
        List<String> echoes = new ArrayList<>(List.of(one, other));
        // The way back from a place leads to the place before it.
        Stream.of(one, other).filter(echo -> echo.matches("o[0-9]+"))
                .forEach(echo -> echoes.add("n" + (Long.parseLong(echo.substring(1)) - 1)));
        for (String echo : echoes) {
            for (String form : List.of(echo, encoded(echo), encoded(encoded(echo)), echo.replace(" ", "%20"))) {
                out = out.replaceAll("(?<![a-z0-9])" + Pattern.quote(form) + "(?![a-z0-9])", "…");
            }
        }
        // What is chosen is said back by a mark on the choice, and a day in words.
        return DAY.matcher(out.replace(" selected", "")).replaceAll("…");
    }

    /// Every parameter that some page reads.
    private static Set<String> parameters() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/schoolgate/review/web"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher reads = PARAMETER.matcher(Files.readString(source));
                while (reads.find()) {
                    all.add(reads.group(1));
                }
            }
        }
        return all;
    }

    /// The pages without a number that are there for whoever asks.
    ///
    /// @param open whether those that are there for everybody count
    private List<String> pages(TestBrowser browser, boolean open) throws Exception {
        List<String> pages = new ArrayList<>();
        for (Route route : site.routes()) {
            String path = route.path();
            if (route.method().equals(HandlerType.GET) && !path.contains("{") && !path.matches(".*\\.(css|svg|js)")
                    && (open || !route.who().strangers() && !Set.of("/password", "/help", "/confirm", "/signing-in",
                            "/second-factor", "/school-account", "/rules", "/sees", "/why").contains(path))
                    && browser.get(path).statusCode() != 404) {
                pages.add(path);
            }
        }
        return pages;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private TestBrowser browser(Role role) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", sessions.getOrDefault(role, ""));
        return browser;
    }

    private RecordedAccess access(String at, String group, Verdict verdict, String host, CategoryName category,
            String client) {
        Signals click = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.empty(), Optional.of("text/html"),
                Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        Signals picture = new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("cross-site"), Optional.of("no-cors"),
                Optional.of("image"), false, Optional.empty(), Optional.of("www.recipes.example"),
                Optional.of("image/avif"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        return TestSite.from(client, site.access(Instant.parse(at), group,
                group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1), verdict, host, category,
                switch (verdict) {
                    case COACH -> click;
                    case FLAG -> picture;
                    default -> Signals.tunnel(Optional.empty());
                }));
    }
}
