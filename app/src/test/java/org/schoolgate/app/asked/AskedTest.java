package org.schoolgate.app.asked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.ExchangeLog;
import org.schoolgate.proxy.log.Link;

class AskedTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant MORNING = Instant.parse("2026-11-24T08:31:00Z");
    private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);
    private static final CategorySet LISTED = new CategorySet(1);

    @TempDir
    private Path data;

    private final List<Exchange> passed = new ArrayList<>();
    private Instant now = MORNING;
    private Asked asked;

    @BeforeEach
    void open() {
        asked = opened(17);
    }

    private Asked opened(long key) {
        return Asked.open(data, () -> LONDON, () -> now, key, new ExchangeLog() {
            @Override
            public void ended(Exchange exchange) {
                passed.add(exchange);
            }

            @Override
            public void connected(int open) {}
        });
    }

    @Test
    void aSiteIsCountedForEachGroupAndHour() {
        ask("chess.example", "pupils", 1, CategorySet.NONE, MORNING);
        ask("chess.example", "pupils", 1, CategorySet.NONE, MORNING.plusSeconds(60));
        ask("chess.example", "pupils", 2, CategorySet.NONE, MORNING.plus(Duration.ofHours(1)));
        ask("chess.example", "staff", 3, LISTED, MORNING);

        List<Asked.OfDay> week = asked.week(host -> host.equals("chess.example"));
        assertThat(week).hasSize(Asked.DAYS).first().satisfies(day -> {
            assertThat(day.date()).isEqualTo(TUESDAY);
            assertThat(day.all()).extracting(Counted::group, Counted::listed, Counted::people, Counted::requests)
                    .containsExactlyInAnyOrder(Tuple.tuple("pupils", false, 2, 3),
                            Tuple.tuple("staff", true, 1, 1));
            assertThat(day.all().stream().filter(one -> one.group().equals("pupils")).findFirst().orElseThrow().byHour()
                    .subList(8, 10)).containsExactly(2, 1);
        });
        assertThat(asked.week(host -> false).getFirst().all()).isEmpty();
        assertThat(passed).hasSize(4);
    }

    @Test
    void aPersonOnTwoDevicesIsOneAndTheHourIsTheSchools() {
        now = Instant.parse("2026-07-01T23:30:00Z");
        asked = opened(17);
        Client known = Client.at(IpAddress.ofV4(1)).as(new Identity.Known(new Person("ada"), Set.of(),
                Identity.Source.PASSWORD, now));
        ended("chess.example", known, "staff", CategorySet.NONE, now, false, Optional.empty());
        ended("chess.example", new Client(IpAddress.ofV4(2), null, known.identity()), "staff", CategorySet.NONE, now,
                false, Optional.empty());
        Counted counted = asked.week(host -> true).getFirst().all().getFirst();
        assertThat(counted.people()).isEqualTo(1);
        assertThat(counted.byHour().get(0)).isEqualTo(2);
    }

    @Test
    void whatLeavesNoTraceIsNotCountedAndAConnectionThatWasLookedIntoNeither() {
        ended("help.example", Client.at(IpAddress.ofV4(1)), "pupils", LISTED, MORNING, true, Optional.empty());
        ended("mail.example", Client.at(IpAddress.ofV4(1)), "pupils", LISTED, MORNING, false,
                Optional.of(new Link(new TraceId(1), "a", "b")));
        ended("mail.example", Client.at(IpAddress.ofV4(1)), "pupils", LISTED, MORNING, false,
                Optional.of(new Link(new TraceId(2), "a", "b")));
        assertThat(asked.week(host -> true).getFirst().all()).extracting(Counted::host, Counted::requests)
                .containsExactly(Tuple.tuple("mail.example", 1));
        assertThat(passed).hasSize(3);
    }

    @Test
    void countsOutliveAStartPeopleAreNotKnownAgainAndTheFileHasNoneOfThem() throws IOException {
        for (int device = 1; device <= 6; device++) {
            ask("chess.example", "pupils", device, CategorySet.NONE, MORNING);
        }
        asked.save();
        asked = opened(18);
        for (int device = 3; device <= 5; device++) {
            ask("chess.example", "pupils", device, CategorySet.NONE, MORNING);
        }
        Counted counted = asked.week(host -> true).getFirst().all().getFirst();
        assertThat(counted.requests()).isEqualTo(9);
        assertThat(counted.people()).as("at least").isEqualTo(6);
        assertThat(asked.people(Map.of(TUESDAY, Set.of(new Place("chess.example", "pupils"))))).isEqualTo(6);
        Path file = data.resolve("asked/2026-11-24");
        assertThat(Files.readString(file)).startsWith("schoolgate-asked 1\nday 2026-11-24\nleft 0\n"
                + "chess.example pupils unlisted 6 8:6\ncheck ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void aWeekIsKeptAndNoDayMore() throws IOException {
        for (int day = 0; day < 10; day++) {
            now = MORNING.plus(Duration.ofDays(day));
            ask("chess.example", "pupils", day, CategorySet.NONE, now);
            asked.save();
        }
        assertThat(asked.week(host -> true)).hasSize(Asked.DAYS)
                .allSatisfy(day -> assertThat(day.all()).hasSize(1));
        try (Stream<Path> files = Files.list(data.resolve("asked"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02",
                            "2026-12-03");
        }
        assertThat(asked.people(Map.of(TUESDAY.plusDays(9), Set.of(new Place("chess.example", "pupils")),
                TUESDAY.plusDays(8), Set.of(new Place("chess.example", "pupils"))))).isEqualTo(2);
    }

    @Test
    void aTornFileCostsItsDayAndNoStart() throws IOException {
        ask("chess.example", "pupils", 1, CategorySet.NONE, MORNING);
        asked.save();
        Path file = data.resolve("asked/2026-11-24");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(opened(1).week(host -> true).getFirst().all()).as(length + " bytes").isEmpty();
        }
    }

    @Test
    void aFloodOfNamesIsCountedAndNotTold() {
        for (int i = 0; i < Day.MOST + 10; i++) {
            ask("s" + i + ".example", "pupils", 1, CategorySet.NONE, MORNING);
        }
        ask("s1.example", "pupils", 1, CategorySet.NONE, MORNING);
        Asked.OfDay today = asked.week(host -> true).getFirst();
        assertThat(today.all()).hasSize(Day.MOST);
        assertThat(today.left()).isEqualTo(10);
    }

    @Test
    void whatNoListKnowsIsToldNewNamesFirstThenByHowOften() {
        Instant yesterday = MORNING.minus(Duration.ofDays(1));
        ask("old.example", "pupils", 1, CategorySet.NONE, yesterday);
        for (int i = 0; i < 5; i++) {
            ask("old.example", "pupils", 1, CategorySet.NONE, MORNING);
        }
        ask("listed.example", "pupils", 1, LISTED, MORNING);
        ask("rare.example", "staff", 1, CategorySet.NONE, MORNING);
        ask("often.example", "pupils", 1, CategorySet.NONE, MORNING);
        ask("often.example", "staff", 2, CategorySet.NONE, MORNING);

        assertThat(Unlisted.of(asked)).containsExactly(
                new Unlisted("often.example", 2, 2, Set.of("pupils", "staff"), true),
                new Unlisted("rare.example", 1, 1, Set.of("staff"), true),
                new Unlisted("old.example", 5, 1, Set.of("pupils"), false));
    }

    private void ask(String site, String group, int device, CategorySet categories, Instant at) {
        ended(site, Client.at(IpAddress.ofV4(device)), group, categories, at, false, Optional.empty());
    }

    private void ended(String site, Client client, String group, CategorySet categories, Instant at, boolean sealed,
            Optional<Link> link) {
        Group whose = new Group(group, group);
        Decision decision = new Decision(Verdict.ALLOW, new Reason.Unmentioned(whose), categories, List.of(), whose,
                false, sealed, Instant.MAX, "test");
        asked.ended(new Exchange(at, Duration.ZERO, new TraceId(1), client, "CONNECT",
                Target.Site.parse(site + ":443").map(Target.class::cast), Optional.of(decision), 200, 0, 0,
                Optional.empty(), Optional.empty(), Optional.empty(), true, link));
    }
}
