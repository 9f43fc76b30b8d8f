package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.replay.Replay;
import org.schoolgate.app.replay.Replayed;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.alert.Alerts;
import org.schoolgate.review.journal.StoreJournal;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.journal.CaseKeyFile;

/// What was recorded is decided once more after policy and lists have changed: from the store alone, by the parser and the
/// engine of the product.
class ReplayTest {

    private static final Instant START = Instant.parse("2026-11-23T07:00:00Z");
    private static final List<String> CATEGORIES = List.of("illegal", "pornography", "games", "chat", "shopping");
    private static final String HEAD = """
        school: {name: Marlbeck Primary School}
        timetable:
          days: [monday, tuesday, wednesday, thursday, friday]
          day: {from: 08:30, to: 15:45}
          breaks: [{from: 12:00, to: 13:00}]
          terms: [{name: Autumn term, from: 2026-09-01, to: 2026-12-18}]
        groups:
          - {name: pupils, title: Pupils, networks: [10.20.0.0/16], otherwise: %s}
          - {name: staff, title: Staff, networks: [10.20.3.0/24], otherwise: %s}
        strangers: {otherwise: flag}
        rules:
          - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
        """;

    @TempDir
    private Path folder;

    private Instant now = START;
    private Snapshots snapshots;
    private Store store;
    private StoreJournal journal;

    @BeforeEach
    void start() throws IOException {
        write("schoolgate.yaml", "{}");
        write("policy.yaml", HEAD.formatted("flag", "block"));
        snapshots = Snapshots.start(((Read.Good<Configuration>) read()).value(), folder, this::read,
                () -> now);
        store = Store.open(location(), new CaseKeyFile(folder.resolve("keys/case.key")));
        journal = StoreJournal.open(store, this::categories, () -> snapshots.current().policy().school().zone(),
                new Alerts(List::of, () -> snapshots.current().policy().school()), folder.resolve("seal.key"));
    }

    @AfterEach
    void stop() {
        journal.close();
        store.close();
    }

    @Test
    void twoHundredRequestsToRandomPoliciesAndListsAreAnsweredAsTheyWereThen() throws Exception {
        Random random = new Random(20261203);
        List<Long> asked = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            listsAndEdits(random, round);
            write("policy.yaml", policy(random));
            snapshots.reload();
            assertThat(snapshots.problems()).isEmpty();
            for (int i = 0; i < 60; i++) {
                Request request = request(random, round * 60 + i);
                if (record(request).recorded()) {
                    asked.add(request.trace().bits());
                }
            }
        }
        write("policy.yaml", HEAD.formatted("allow", "allow"));
        snapshots.reload();
        List<RecordedAccess> records = records();
        assertThat(records).hasSize(asked.size()).hasSizeGreaterThan(200);
        assertThat(records).anyMatch(RecordedAccess::sealed);
        int byCategory = 0;
        try (Replay replay = new Replay(store.texts()::find)) {
            for (RecordedAccess access : records) {
                Replayed replayed = replay.replay(access);
                boolean hidden = replayed instanceof Replayed.Impossible(String why, boolean wrong) && access.sealed()
                        && !wrong;
                assertThat(hidden || replayed instanceof Replayed.Same(boolean sealed) && sealed == access.sealed())
                        .as("%s %s %s: %s", access.target(), access.rule(), access.basis(), replayed).isTrue();
                byCategory += replayed instanceof Replayed.Same(boolean sealed) && sealed ? 1 : 0;
            }
        }
        assertThat(byCategory).isPositive();
        assertThat(store.texts().count()).as("six policies, and the lists with them").isBetween(7L, 12L);
    }

    @Test
    void whoeverIsKnownIsInTheGroupOfTheRecordAndNotInThatOfTheirNetwork() throws Exception {
        Client known = Client.at(IpAddress.parse("10.20.0.5").orElseThrow()).in(new Group("staff", "Staff"))
                .as(new Identity.Known(new Person("a.canary"), Set.of("teachers"), Identity.Source.PASSWORD, now));
        record(new Request(new TraceId(1), known, Target.Site.parse("www.plain.example:443").orElseThrow(), now));
        assertThat(records()).singleElement().matches(access -> access.group().equals("staff")
                && access.identity().equals(new Identity.Known(new Person("a.canary"), Set.of(),
                        Identity.Source.PASSWORD, now)));
        assertThat(outcomes()).containsExactly(new Replayed.Same(false));
    }

    @Test
    void whatAPersonHadAnsweredOrUsedUpIsDecidedAlikeAndNothingElseIs() throws Exception {
        listed("chat", "chat.example\n");
        listed("games", "games.example\n");
        now = now.plusSeconds(10);
        write("policy.yaml", HEAD.formatted("allow", "allow")
                + """
                      - {name: asks, title: Asked, tier: restriction, categories: [chat], verdict: coach, quota: 30m}
                      - {name: shuts, title: Shut, tier: restriction, categories: [games], verdict: block}
                    """.indent(2).replace("    - {name", "  - {name"));
        snapshots.reload();
        assertThat(snapshots.problems()).isEmpty();
        Request chat = new Request(new TraceId(1), client(1), Target.Page.parse("http://chat.example/").orElseThrow(),
                now);
        Request game = new Request(new TraceId(2), client(1), Target.Page.parse("http://games.example/").orElseThrow(),
                now);
        Decision asks = snapshots.get().decide(chat);
        write(chat, asks);
        write(chat, asks.opened(now.plusSeconds(900), true));
        write(chat, asks.spent(asks.terms().quota().orElseThrow(), now.plusSeconds(900)));
        // What no answer opens, and no quota closes, would have been written by somebody else.
        write(game, snapshots.get().decide(game).opened(now.plusSeconds(900), true));
        Decision shut = snapshots.get().decide(game);
        write(game, shut.because(new Reason.Lapsed(shut.reason(), "Official page P3 of the register")));
        assertThat(outcomes()).satisfiesExactlyInAnyOrder(
                one -> assertThat(one).isEqualTo(new Replayed.Same(false)),
                one -> assertThat(one).isEqualTo(new Replayed.Same(false)),
                one -> assertThat(one).isEqualTo(new Replayed.Same(false)),
                one -> assertThat(one).isEqualTo(new Replayed.Same(false)),
                one -> assertThat(one).isInstanceOf(Replayed.Differs.class));
    }

    private void write(Request request, Decision decision) {
        journal.write(new FlaggedAccess(request, decision, Signals.tunnel(Optional.empty()))).toCompletableFuture()
                .join();
    }

    @Test
    void whatIsInsideIsJudgedAgainButNotWhereOnlyTheQueryHasIt() throws Exception {
        listed("games", "games.example\nvideo.example/watch?v=abc\n=exact.example\n10.1.2.0/24\n[2001:db8::7]/x\n");
        now = now.plusSeconds(10);
        write("policy.yaml", HEAD.formatted("allow", "allow")
                + "  - {name: games, title: Games are closed, tier: restriction, categories: [games], verdict: block}\n");
        snapshots.reload();
        List<String> all = List.of("https://www-games-example.translate.goog/x",
                "https://web.archive.org/web/2020/https://games.example/play",
                "https://translate.google.com/translate?u=https://games.example/play",
                "https://video.example/watch?v=abc&t=7", "https://exact.example/", "http://10.1.2.3/",
                "http://[2001:db8::7]/x/y", "https://www.games.example/?secret=typed");
        for (String address : all) {
            assertThat(record(new Request(new TraceId(address.hashCode()), client(1), Target.Page.parse(address)
                    .orElseThrow(), now)).recorded()).as(address).isTrue();
        }
        write("policy.yaml", HEAD.formatted("allow", "allow"));
        snapshots.reload();
        try (Replay replay = new Replay(store.texts()::find)) {
            for (RecordedAccess access : records()) {
                Replayed replayed = replay.replay(access);
                if (access.host().orElse("").equals("translate.google.com")) {
                    assertThat(replayed).isEqualTo(new Replayed.Impossible(
                            "an address inside it stood in what follows the “?”, which no record keeps", false));
                } else {
                    assertThat(replayed).as("%s", access.target()).isEqualTo(new Replayed.Same(false));
                }
                assertThat(access.target().orElse("") + access.basis()).doesNotContain("typed", "t=7");
            }
        }
    }

    @Test
    void aDecisionByADayOfTheCalendarIsMadeAgainThoughTheCalendarIsAnother() throws Exception {
        String policy = HEAD
                .replace("timetable:", "timetable:\n  calendar: {file: calendar.ics}\n  bank-holidays: scotland")
                .formatted("allow", "allow")
                + "  - {name: games, title: Not at work, tier: restriction, sites: [games.example], when: [working], verdict: block}\n"
                + "  - {name: free, title: Free, tier: restriction, sites: [games.example], verdict: flag}\n";
        now = Instant.parse("2026-11-23T10:00:00Z");
        write("policy.yaml", policy);
        write("calendar.ics", calendar("20261123"));
        snapshots.reload();
        assertThat(snapshots.problems()).isEmpty();
        String versionThen = snapshots.current().policy().version();
        Request request = new Request(new TraceId(1), client(1), Target.Site.parse("games.example:443").orElseThrow(),
                now);
        assertThat(record(request).reason().rule()).isEqualTo("free");

        write("calendar.ics", calendar("20261124"));
        snapshots.reload();
        assertThat(snapshots.current().policy().version()).isNotEqualTo(versionThen);
        assertThat(snapshots.get().decide(request).reason().rule()).isEqualTo("games");
        assertThat(outcomes()).containsExactly(new Replayed.Same(false));
        assertThat(store.texts().find(records().getFirst().basis().orElseThrow().policy()).orElseThrow().text())
                .startsWith(policy).contains("closed: [{from: 2026-11-23, to: 2026-11-23}]");

        Files.delete(folder.resolve("calendar.ics"));
        snapshots.reload();
        assertThat(snapshots.problems()).singleElement().asString().startsWith("calendar.ics:1:1 there is no file");
        assertThat(snapshots.get().decide(request).reason().rule()).isEqualTo("games");
    }

    private static String calendar(String closed) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nSUMMARY:Holiday\r\nDTSTART;VALUE=DATE:"
                + closed
                + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    @Test
    void aPolicyThatWasChangedWhereItIsKeptIsRefusedByItsDigestAndSoIsAnotherRecord() throws Exception {
        record(new Request(new TraceId(1), client(1), Target.Site.parse("www.plain.example:443").orElseThrow(), now));
        record(new Request(new TraceId(2), client(1), Target.Site.parse("www.plain.example:443").orElseThrow(),
                now).asClaimed());
        assertThat(outcomes()).containsExactly(new Replayed.Same(false), new Replayed.Same(false));
        RecordedAccess access = records().getFirst();
        String policy = access.basis().orElseThrow().policy();
        String lists = access.basis().orElseThrow().lists();
        assertThat(store.texts().find(lists).orElseThrow().text()).contains("program ", "starter starter@");

        execute("UPDATE flagged_access SET rule = 'locks', verdict = 'block'");
        assertThat(outcomes()).allSatisfy(outcome -> assertThat(outcome).isEqualTo(new Replayed.Differs(List.of(
                new Replayed.Difference("verdict", "block", "flag"),
                new Replayed.Difference("rule", "locks", "default")))));
        execute("UPDATE kept_text SET body = (SELECT body FROM kept_text WHERE sha256 = '" + lists
                + "') WHERE sha256 = '" + policy + "'");
        assertThat(outcomes()).allSatisfy(outcome -> assertThat(outcome).isEqualTo(new Replayed.Impossible(
                "the policy of then was changed: its SHA-256 is not the one that the record names", true)));
        execute("UPDATE kept_text SET body = 'no gzip' WHERE sha256 = '" + lists + "'");
        assertThat(outcomes()).allMatch(outcome -> outcome instanceof Replayed.Impossible(String why, boolean wrong)
                && wrong && why.startsWith("the text that says which lists were in force was changed"));
        execute("DELETE FROM kept_text");
        assertThat(outcomes()).allMatch(outcome -> outcome instanceof Replayed.Impossible(String why, boolean wrong)
                && wrong && why.endsWith("is not kept"));
        store.accesses().append(List.of(withoutBasis(access)));
        assertThat(outcomes()).as("the latest first").hasSize(3).first()
                .matches(outcome -> outcome instanceof Replayed.Impossible(String why, boolean wrong)
                        && !wrong && why.contains("older"));
    }

    /// The same as it was recorded before it was kept what a decision was made from.
    private static RecordedAccess withoutBasis(RecordedAccess one) {
        return new RecordedAccess(one.number() + 1_000_000, one.trace(), one.at(), one.day(), one.group(),
                one.groupTitle(), one.client(), one.certainty(), one.verdict(), one.rule(), one.ruleTitle(),
                one.clause(), one.target(), one.seal(), one.host(), one.categories(), one.listings(), one.signals(),
                one.circumstances(), one.ground(), one.snapshot(), one.fault());
    }

    // ---- what is random --------------------------------------------------------------------------------------------

    private static String policy(Random random) {
        var text = new StringBuilder(HEAD.formatted(random.nextBoolean() ? "flag" : "block",
                random.nextBoolean() ? "flag" : "allow"));
        for (int i = 0; i < 6; i++) {
            boolean exception = random.nextInt(4) == 0;
            text.append("  - {name: rule-").append(i).append(", title: Rule ").append(i).append(", tier: ")
                    .append(exception ? "exception" : "restriction");
            text.append(switch (random.nextInt(4)) {
                case 0 -> ", sites: [site" + random.nextInt(12) + ".example, sub.site" + random.nextInt(12)
                        + ".example]";
                case 1 -> exception ? ", categories: [chat]" : ", about: unlisted";
                default -> ", categories: [" + CATEGORIES.get(2 + random.nextInt(3)) + "]";
            });
            text.append(random.nextBoolean() ? "" : ", groups: [" + (random.nextBoolean() ? "pupils" : "staff") + "]");
            text.append(random.nextBoolean()
                    ? ""
                    : ", when: [" + (random.nextBoolean() ? "working" : "break, outside")
                            + "]");
            text.append(exception
                    ? ", verdict: flag"
                    : ", verdict: " + List.of("block", "coach", "flag").get(random.nextInt(3)));
            text.append(random.nextBoolean()
                    ? "}\n"
                    : ", clause: {quote: Sentence " + random.nextInt(9) + " of the policy., source: Page 4}}\n");
        }
        return text.toString();
    }

    private void listsAndEdits(Random random, int round) throws IOException, ListRefusedException {
        for (String category : round == 0 ? CATEGORIES : List.of(CATEGORIES.get(random.nextInt(5)))) {
            listed(category, IntStream.range(0, 6).mapToObj(i -> entry(random)).distinct()
                    .collect(Collectors.joining("\n", "only-" + round + ".example\n", "\n")));
        }
        ListLibrary library = listLibrary();
        library.edit(true, "edited" + round + ".site" + random.nextInt(12) + ".example", Optional.of("games"));
        library.edit(true, "@@sub.site" + round + ".example", Optional.of("chat"));
        now = now.plus(Duration.ofMinutes(random.nextInt(600)));
    }

    private static String entry(Random random) {
        String site = "site" + random.nextInt(12) + ".example";
        return switch (random.nextInt(6)) {
            case 0 -> "sub." + site;
            case 1 -> "=" + site;
            case 2 -> site + "/a";
            case 3 -> site + "/a?q=" + random.nextInt(3);
            case 4 -> "10.9." + random.nextInt(4) + ".0/24";
            default -> site;
        };
    }

    private Request request(Random random, int number) {
        String host = random.nextInt(8) == 0
                ? "10.9." + random.nextInt(4) + ".7"
                : List.of("", "www.", "sub.", "a.sub.").get(random.nextInt(4)) + "site" + random.nextInt(12)
                        + ".example";
        String page = List.of("/", "/a", "/a/b", "/a?q=1", "/b?q=typed").get(random.nextInt(5));
        Target target = random.nextBoolean()
                ? Target.Site.parse(host + ":443").orElseThrow()
                : Target.Page.parse("http://" + host + page).orElseThrow();
        now = now.plusMillis(1 + random.nextInt(1_000_000));
        Request request = new Request(new TraceId(number + 1), client(random.nextInt(5)), target, now);
        return random.nextInt(5) == 0 ? request.asClaimed() : request;
    }

    // ---- what is real ----------------------------------------------------------------------------------------------

    private Decision record(Request request) {
        Decision decision = snapshots.get().decide(request);
        if (decision.recorded()) {
            journal.write(new FlaggedAccess(request, decision, Signals.tunnel(Optional.empty())))
                    .toCompletableFuture().join();
        }
        return decision;
    }

    private List<Replayed> outcomes() {
        try (Replay replay = new Replay(store.texts()::find)) {
            return records().stream().map(replay::replay).toList();
        }
    }

    private List<RecordedAccess> records() {
        return store.accesses().page(AccessFilter.ALL, Optional.empty(), 500).accesses();
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("schoolgate.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private static Client client(int third) {
        return Client.at(IpAddress.parse("10.20." + third + ".7").orElseThrow());
    }

    private Categories categories() {
        return snapshots.current().policy().categories();
    }

    private ListLibrary listLibrary() {
        return new ListLibrary(folder.resolve("lists"), categories(), () -> now);
    }

    private void listed(String category, String entries) throws IOException, ListRefusedException {
        write(category + ".txt", entries);
        listLibrary().importFile(folder.resolve(category + ".txt"),
                new ImportOptions(Optional.empty(), Optional.of(category), Optional.empty(), true), step -> {});
    }

    private StoreLocation location() {
        return new StoreLocation.Sqlite(folder.resolve("schoolgate.db"));
    }

    private Read<Configuration> read() {
        return ConfigurationReader.read(folder);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
