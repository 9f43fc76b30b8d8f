package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.filters.policy.SmallSchool.allows;
import static org.schoolgate.filters.policy.SmallSchool.blocks;
import static org.schoolgate.filters.policy.SmallSchool.coaches;
import static org.schoolgate.filters.policy.SmallSchool.flags;
import static org.schoolgate.filters.policy.SmallSchool.listed;
import static org.schoolgate.filters.policy.SmallSchool.lockedAllow;
import static org.schoolgate.filters.policy.SmallSchool.lockedBlock;
import static org.schoolgate.filters.policy.SmallSchool.sites;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.KnownIndex;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.inner.InnerDecider;
import org.schoolgate.filters.inner.Shipped;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.TraceId;

/// To decide leaves no garbage.
class AllocationTest {

    private static final int WARM_UP = 200_000;
    private static final int MEASURED = 1_000_000;

    /// What the measuring itself may take.
    private static final long TOLERATED = 1_024;

    private static final List<String> TARGETS = List.of("unheard-of.example", "http://unheard-of.example/some/page",
            "www.chess.example", "http://chess.example/play", "chatter.example", "http://herald.example/",
            "help.example", "hate.example", "shop.herald.example", "http://named.test/", "192.0.2.1:443",
            "192.0.2.2:443",
            "[2001:db8::1]:443");

    private final PolicyEngine engine = engine();
    private final List<Request> requests = requests();

    @Test
    void toJudgeLeavesNoGarbageWhateverTheVerdict() {
        assertThat(requests).map(request -> engine.judge(request).decision().verdict())
                .containsAll(EnumSet.allOf(Verdict.class));
        leavesNoGarbage(requests, request -> engine.judge(request).names());
    }

    @Test
    void toDecideLeavesNoGarbageWhereNobodyReadsTheEvidence() {
        List<Request> opened = requests.stream()
                .filter(request -> engine.decide(request).verdict() == Verdict.ALLOW).toList();
        List<Request> withoutEntries = requests.stream()
                .filter(request -> engine.decide(request).listings().isEmpty()).toList();
        assertThat(opened).hasSizeGreaterThan(20);
        assertThat(withoutEntries).hasSizeGreaterThan(opened.size());
        leavesNoGarbage(withoutEntries, request -> engine.decide(request).verdict().text().length());
    }

    @Test
    void toLookForAnAddressInsideLeavesNoGarbageWhereThereIsNone() {
        InnerDecider decider = new InnerDecider(engine, Shipped.inner());
        List<Request> opened = requests.stream()
                .filter(request -> engine.decide(request).listings().isEmpty()).toList();
        leavesNoGarbage(opened, request -> decider.decide(request).verdict().text().length());
    }

    @Test
    void whoHasHoursOfTheirOwnIsJudgedByThem() {
        Map<String, Verdict> verdicts = new HashMap<>();
        for (Request request : requests) {
            if (request.target().equals(SmallSchool.target("www.chess.example"))
                    && request.at().equals(SmallSchool.instant("Tue 10:30:01"))) {
                request.client().person()
                        .ifPresent(person -> verdicts.put(person.account(), engine.decide(request).verdict()));
            }
        }
        assertThat(verdicts).isEqualTo(Map.of("s.lowe", Verdict.BLOCK, "c.night", Verdict.ALLOW, "hours-as-the-school",
                Verdict.ALLOW, "nobody-knows", Verdict.ALLOW));
    }

    /// What is asked again and again gets the very same object.
    @Test
    void requestsThatAreAlikeShareADecision() {
        for (Request request : requests) {
            Request alike = new Request(new TraceId(2), request.client(), request.target(),
                    request.at().plusMillis(1));
            assertThat(engine.judge(alike)).isSameAs(engine.judge(request));
        }
    }

    private static void leavesNoGarbage(List<Request> requests, ToIntFunction<Request> ask) {
        Request[] asked = requests.toArray(new Request[0]);
        ask(asked, ask, WARM_UP);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        int answered = ask(asked, ask, MEASURED);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).as("bytes for %d answers (%d)", MEASURED, answered).isLessThan(TOLERATED);
        assertThat(bytes / MEASURED).isZero();
    }

    private static int ask(Request[] requests, ToIntFunction<Request> ask, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ask.applyAsInt(requests[i % requests.length]);
        }
        return sum;
    }

    /// Everything by everybody, on both sides of a bell.
    private static List<Request> requests() {
        List<Client> clients = new ArrayList<>();
        for (String address : List.of("10.20.0.1", "10.20.1.1", "10.9.9.9", "192.0.2.99", "2001:db8::7")) {
            clients.add(Client.at(IpAddress.parse(address).orElseThrow()));
        }
        clients.add(clients.getFirst().in(SmallSchool.group("staff")));
        clients.add(clients.getFirst().in(SmallSchool.group("nobody")));
        for (String account : List.of("s.lowe", "c.night", "hours-as-the-school", "nobody-knows")) {
            clients.add(
                    clients.getFirst().as(new Identity.Known(new Person(account), Set.of(), Identity.Source.PASSWORD,
                            Instant.EPOCH)));
        }
        List<Request> requests = new ArrayList<>();
        for (String target : TARGETS) {
            for (Client client : clients) {
                for (String second : List.of("10:29:59", "10:30:00", "10:30:01")) {
                    requests.add(new Request(new TraceId(1), client, SmallSchool.target(target),
                            SmallSchool.instant("Tue " + second)));
                }
            }
        }
        return requests;
    }

    private static PolicyEngine engine() {
        Map<Host, Long> known = new HashMap<>();
        know(known, "chess.example", "games");
        know(known, "www.chess.example", "games");
        know(known, "chatter.example", "social-networks", "news");
        know(known, "herald.example", "news");
        know(known, "shop.herald.example", "news", "shopping");
        know(known, "help.example", "helplines", "news");
        know(known, "hate.example", "extremism");
        know(known, "192.0.2.2", "games");
        SmallSchool.Line[] lines = {lockedBlock(listed("extremism")), lockedAllow(listed("helplines")),
            allows(sites("named.test", "192.0.2.1", "below.named.test")),
            blocks(listed("games")).during(Hours.WORKING), coaches(listed("social-networks")).onlyFor("staff"),
            blocks(listed("social-networks")), flags(listed("shopping")),
            flags(new Subject.Unlisted()).onlyFor("visitors")};
        SmallSchool school = new SmallSchool().policy("pupils", Verdict.ALLOW, lines)
                .policy("staff", Verdict.ALLOW, lines).policy("visitors", Verdict.BLOCK, lines)
                .strangers(Verdict.BLOCK, lines)
                .network("10.0.0.0/8", "visitors").network("10.20.0.0/16", "pupils").network("10.20.1.0/24", "staff")
                .network("2001:db8::/32", "staff");
        Policies policies = school.engine().policies();
        return new PolicyEngine(SmallSchool.CATEGORIES, new KnownIndex(SmallSchool.CATEGORIES, known),
                new Policies(policies.byGroup(), policies.networks(), policies.members(), policies.strangers(),
                        new Timetables(
                                SmallSchool.TIMETABLE, Map.of(SmallSchool.group("staff"), week("08:00", "10:30")),
                                Map.of(new Person("s.lowe"), week("10:30", "12:00"), new Person("c.night"),
                                        week("22:00", "06:00"),
                                        new Person("nobody-knows"), Timetable.unknown(SmallSchool.ZONE)))),
                "1");
    }

    private static Timetable week(String from, String to) {
        Week week = Week.of(Set.of(DayOfWeek.TUESDAY),
                List.of(new Timetable.Times(LocalTime.parse(from), LocalTime.parse(to))));
        return new Timetable(SmallSchool.ZONE, SmallSchool.TIMETABLE.year(), week, week, List.of(), Map.of());
    }

    private static void know(Map<Host, Long> known, String host, String... categories) {
        known.put(Host.parse(host).orElseThrow(), SmallSchool.CATEGORIES.set(List.of(categories)).bits());
    }
}
