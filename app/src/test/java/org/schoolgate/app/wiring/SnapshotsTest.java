package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.register.Allowance;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.review.register.LetThrough;

class SnapshotsTest {

    private static final String POLICY = """
        school: {name: Marlbeck Primary School}
        categories: [{slug: %s, title: %s, subject: School}]
        groups: [{name: pupils, title: Pupils}]
        strangers: {otherwise: allow}
        rules:
          - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
        """;

    private static final Instant END = Instant.parse("2026-11-30T00:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
    private Snapshots snapshots;

    @BeforeEach
    void start() throws IOException {
        write("schoolgate.yaml", "{}");
        write("policy.yaml", POLICY.formatted("chess", "Chess"));
        Configuration first = ((Read.Good<Configuration>) read()).value();
        snapshots = Snapshots.start(first, folder, this::read, now::get);
    }

    @Test
    void anImportedListComesIntoForce() throws Exception {
        importInto("chess");
        snapshots.followLists();
        assertThat(about("board.example")).isEqualTo("chess");
    }

    @Test
    void listsAreSortedAnewWhereTheSchoolHasOtherCategories() throws Exception {
        importInto("chess");
        write("policy.yaml", POLICY.formatted("draughts", "Draughts"));
        snapshots.reload();
        assertThat(about("board.example")).isEmpty();
        importInto("draughts");
        snapshots.followLists();
        assertThat(about("board.example")).isEqualTo("draughts");
    }

    @Test
    void filesWithMistakesAreNotTakenAndSaidSoWhateverTheListsDo() throws Exception {
        String before = snapshots.current().policy().version();
        write("policy.yaml", "school: {}");
        snapshots.reload();
        importInto("chess");
        snapshots.followLists();
        assertThat(snapshots.current().policy().version()).isEqualTo(before);
        assertThat(about("board.example")).isEqualTo("chess");
        assertThat(snapshots.problems()).isNotEmpty().allMatch(problem -> problem.startsWith("policy.yaml:"));
        write("policy.yaml", POLICY.formatted("chess", "Chess"));
        snapshots.reload();
        assertThat(snapshots.problems()).isEmpty();
    }

    @Test
    void aChangeThatNeedsAStartIsSaid() throws Exception {
        write("schoolgate.yaml", "proxy: {drain: 5s}");
        snapshots.reload();
        assertThat(snapshots.problems()).singleElement().asString().contains("schoolgate.yaml", "next start");
    }

    @Test
    void listsThatCannotBeLoadedLeaveThoseInForceAndAreTriedAgain() throws Exception {
        importInto("chess");
        snapshots.followLists();
        Path torn = lists().resolve("mine");
        Files.move(torn, folder.resolve("away"));
        Files.createDirectories(torn);
        Files.writeString(torn.resolve("current"), "20261124-00000000.9\n");
        snapshots.followLists();
        assertThat(about("board.example")).isEqualTo("chess");
        assertThat(snapshots.problems()).singleElement().asString().contains("lists could not be loaded");
        Files.delete(torn.resolve("current"));
        snapshots.followLists();
        assertThat(snapshots.problems()).hasSize(1);
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(1)));
        snapshots.followLists();
        assertThat(snapshots.problems()).isEmpty();
        assertThat(about("board.example")).isEmpty();
    }

    @Test
    void whereTheListsCannotBeLoadedAtAStartTheLastGoodIndexServesAndItIsSaid() throws Exception {
        importInto("chess");
        snapshots.followLists();
        Files.writeString(lists().resolve("mine/current"), "20261124-00000000.9\n");
        try (var all = Files.newDirectoryStream(lists().resolve("mine"), path -> Files.isDirectory(path))) {
            for (Path version : all) {
                Files.delete(version.resolve("entries"));
            }
        }
        Configuration first = ((Read.Good<Configuration>) read()).value();
        snapshots = Snapshots.start(first, folder, this::read, now::get);
        assertThat(about("board.example")).isEqualTo("chess");
        assertThat(snapshots.problems()).singleElement().asString().contains("lists could not be loaded");
        importInto("chess");
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(2)));
        snapshots.followLists();
        assertThat(snapshots.problems()).isEmpty();
    }

    /// Its policy closes whatever it does not name, and names no help.
    @Test
    void helpStaysOpenAndLeavesNoRecordThoughThePolicySaysNothingOfIt() throws Exception {
        write("policy.yaml",
                """
                    school: {name: Marlbeck Primary School}
                    groups: [{name: pupils, title: Pupils}]
                    strangers: {otherwise: block}
                    rules:
                      - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
                      - {name: rest, title: Rest, tier: restriction, about: everything, verdict: block}
                    """);
        snapshots.reload();
        assertThat(snapshots.problems()).isEmpty();
        for (String site : List.of("www.samaritans.org", "neu.org.uk", "citizensadvice.org.uk", "www.stonewall.org.uk",
                "brook.org.uk", "www.nhs.uk")) {
            Decision decision = snapshots.get().decide(new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)),
                    Target.Page.parse("https://" + site + "/").orElseThrow(), now.get()));
            assertThat(decision.reason().rule()).as(site).isEqualTo("always-open");
            assertThat(decision.recorded()).isFalse();
        }
        assertThat(snapshots.get().decide(new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)),
                Target.Page.parse("https://www.bbc.co.uk/").orElseThrow(), now.get())).reason().rule())
                .isEqualTo("rest");
    }

    @Test
    void anEditIsInForceAtTheNextLook() throws Exception {
        new ListLibrary(lists(), snapshots.current().policy().categories(), now::get)
                .edit(true, "board.example", Optional.of("chess"));
        snapshots.followLists();
        assertThat(about("www.board.example")).isEqualTo("chess");
    }

    @Test
    void theMemoryOfAnIndexThatWasSwappedOutIsGivenBackAndNothingHoldsIt() throws Exception {
        var before = snapshots.current().engine().index();
        var asked = Target.Site.parse("board.example:443").orElseThrow();
        importInto("chess");
        snapshots.followLists();
        assertThat(before.bitsOf(asked)).isZero();
        now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(6)));
        snapshots.followLists();
        assertThatThrownBy(() -> before.bitsOf(asked)).isInstanceOf(IllegalStateException.class);
        assertThat(about("board.example")).isEqualTo("chess");
    }

    @Test
    void whoeverDecidesWhileSnapshotsAreSwappedAndTheirMemoryIsTakenAwayAlwaysGetsADecision() throws Exception {
        importInto("chess");
        snapshots.followLists();
        var request = new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)),
                Target.Site.parse("www.board.example:443").orElseThrow(), now.get());
        var wrong = new AtomicReference<>("");
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    if (snapshots.get().decide(request).categories().isEmpty()) {
                        wrong.set("not listed");
                    }
                }
            } catch (RuntimeException fault) {
                wrong.set(fault.toString());
            }
        });
        for (int i = 0; i < 100; i++) {
            snapshots.reload();
            now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(6)));
            snapshots.followLists();
        }
        reader.interrupt();
        reader.join();
        assertThat(wrong.get()).isEmpty();
    }

    /// Two policies that differ in rule, hours and group at once, so that an answer half by one and half by the other shows.
    @Test
    void noRequestIsJudgedByTwoVersionsHoweverOftenTheyAreSwapped() throws Exception {
        String odd = policy("10.1.0.0/16", "odd", "block", "08:00", "12:00");
        String even = policy("10.1.0.0/17", "even", "coach", "09:00", "11:00");
        var answers = new ConcurrentHashMap<String, Set<String>>();
        var requests = new AtomicLong();
        var done = new AtomicBoolean();
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var request = new Request(new TraceId(i), Client.at(IpAddress.parse("10.1.200.1").orElseThrow()),
                    Target.Page.parse("http://board.example/?u=http://inner.example/").orElseThrow(),
                    Instant.parse("2026-11-24T10:00:00Z"));
            askers.add(Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    Decision decision = snapshots.get().decide(request);
                    answers.computeIfAbsent(decision.snapshot(), _ -> ConcurrentHashMap.newKeySet())
                            .add(decision.group().name() + " " + decision.reason().rule() + " " + decision.verdict()
                                    + " "
                                    + decision.holdsUntil() + " " + decision.basis().inForce().policy().sha256());
                    requests.incrementAndGet();
                }
            }));
        }
        for (int i = 0; i < 24; i++) {
            write("policy.yaml", i % 2 == 0 ? odd : even);
            snapshots.reload();
            assertThat(snapshots.problems()).isEmpty();
            long before = requests.get();
            await().pollInterval(Duration.ofMillis(2)).until(() -> requests.get() > before + 20);
        }
        done.set(true);
        for (Thread asker : askers) {
            asker.join();
        }
        answers.values().removeIf(some -> some.toString().contains("default"));
        assertThat(answers).hasSize(2);
        assertThat(answers.values()).allSatisfy(one -> assertThat(one).hasSize(1));
        assertThat(answers.values().toString()).contains("pupils odd BLOCK 2026-11-24T12:00:00Z")
                .contains("strangers even COACH 2026-11-24T11:00:00Z");
    }

    @Test
    void aChangeOfTheRegistersIsInForceWithTheSameIndexAndOutlivesPolicyAndLists() throws Exception {
        importInto("pornography");
        snapshots.followLists();
        registers(1, let("news.example", false), let("board.example", true));
        snapshots.followRegisters();
        var index = snapshots.current().engine().index();
        assertThat(rule("news.example")).isEqualTo("override-1");
        assertThat(rule("board.example")).as("locked").isEqualTo("locks");
        now.set(now.get().plusSeconds(60));
        snapshots.followLists();
        assertThat(about("board.example")).as("the index is still open").isEqualTo("pornography");
        registers(2, let("other.example", false));
        snapshots.followRegisters();
        assertThat(snapshots.current().engine().index()).isSameAs(index);
        assertThat(rule("news.example")).isEqualTo("default");
        assertThat(rule("other.example")).isEqualTo("override-1");
        snapshots.reload();
        importInto("games");
        snapshots.followLists();
        assertThat(rule("other.example")).isEqualTo("override-1");
        assertThat(snapshots.problems()).isEmpty();
        now.set(END);
        assertThat(rule("other.example")).as("its end, whoever is away").isEqualTo("default");
    }

    @Test
    void aCopyOfTheRegistersThatCannotBeReadReplacesNothingAndOneThatIsGoneOpensNothing() throws Exception {
        registers(1, let("news.example", false));
        snapshots.followRegisters();
        write("registers/open.json", "{\"entries\": [{\"register\": \"NONE\"}]}");
        snapshots.followRegisters();
        assertThat(snapshots.problems()).singleElement().asString().contains("copy of the registers cannot be read");
        assertThat(rule("news.example")).isEqualTo("override-1");
        Files.delete(folder.resolve("registers/open.json"));
        snapshots.followRegisters();
        assertThat(rule("news.example")).isEqualTo("default");
        assertThat(snapshots.problems()).isEmpty();
    }

    @Test
    void whatWasLastKnownIsInForceFromTheFirstRequestOn() throws Exception {
        registers(7, let("news.example", false));
        Snapshots again = Snapshots.start(((Read.Good<Configuration>) read()).value(), folder, this::read, now::get);
        assertThat(again.current().registers().turn()).isEqualTo(7);
    }

    @Test
    void anEntryThatThePolicyHasNoRoomForIsToldAndOpensNothing() throws Exception {
        registers(1, new LetThrough(Optional.of("news.example"), Optional.empty(), List.of(), List.of("gone"),
                List.of(), "why"),
                new LetThrough(Optional.empty(), Optional.of("extremism"), List.of(),
                        List.of("strangers"), List.of(), "why"));
        snapshots.followRegisters();
        assertThat(snapshots.problems()).hasSize(2).allMatch(problem -> problem.contains("opens nothing"));
        assertThat(rule("news.example")).isEqualTo("default");
    }

    @Test
    void whatOnePersonLetThroughAloneStaysClosedWhereItIsSensitiveByNow() throws Exception {
        importInto("drugs");
        snapshots.followLists();
        registers(1, let("board.example", false));
        snapshots.followRegisters();
        assertThat(rule("board.example")).isEqualTo("default");
        Files.write(Allowances.file(folder), new Allowances(2, List.of(new Allowance(1, let("board.example", false),
                now.get(), END, true))).written());
        snapshots.followRegisters();
        assertThat(rule("board.example")).as("by two").isEqualTo("override-1");
    }

    private static LetThrough let(String host, boolean pupils) {
        return new LetThrough(Optional.of(host), Optional.empty(), List.of(),
                pupils ? List.of("strangers", "pupils") : List.of("strangers"), List.of(), "why");
    }

    private void registers(long turn, LetThrough... some) throws IOException {
        List<Allowance> all = new ArrayList<>();
        for (LetThrough one : some) {
            all.add(new Allowance(all.size() + 1, one, now.get(), END, false));
        }
        Files.createDirectories(folder.resolve("registers"));
        Files.write(Allowances.file(folder), new Allowances(turn, all).written());
    }

    private String rule(String host) {
        return snapshots.get().decide(new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)),
                Target.Site.parse(host + ":443").orElseThrow(), now.get())).reason().rule();
    }

    private static String policy(String network, String rule, String verdict, String from, String to) {
        return """
            school: {name: Marlbeck Primary School}
            timetable:
              day: {from: %s, to: %s}
              terms: [{from: 2026-09-01, to: 2026-12-18}]
            groups: [{name: pupils, title: Pupils, networks: [%s], otherwise: flag}]
            strangers: {otherwise: flag}
            rules:
              - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
              - {name: %s, title: Other, tier: restriction, about: everything, when: [working], verdict: %s}
            """.formatted(
                from, to, network, rule, verdict);
    }

    private void importInto(String category) throws IOException, ListRefusedException {
        write("mine.txt", "board.example\n");
        new ListLibrary(lists(), snapshots.current().policy().categories(), now::get)
                .importFile(folder.resolve("mine.txt"), ImportOptions.into(category), step -> {});
    }

    /// The one category of a site, or empty text.
    private String about(String host) {
        var engine = snapshots.current().engine();
        var decision = snapshots.get().decide(new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)),
                Target.Site.parse(host + ":443").orElseThrow(), now.get()));
        return engine.categories().of(decision.categories()).stream().map(Category::slug).findFirst().orElse("");
    }

    private Read<Configuration> read() {
        return ConfigurationReader.read(folder);
    }

    private Path lists() {
        return folder.resolve("lists");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
