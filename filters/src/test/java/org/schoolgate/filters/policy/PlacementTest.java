package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.filters.policy.SmallSchool.group;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Whose policy holds for whom.
class PlacementTest {

    private static final IpAddress PUPILS_ROOM = IpAddress.parse("10.20.3.4").orElseThrow();
    private static final IpAddress ELSEWHERE = IpAddress.parse("203.0.113.9").orElseThrow();

    private final Policies policies = new Policies(
            Stream.of("head", "staff", "trainees", "pupils").map(PlacementTest::policy).toList(),
            List.of(new Policies.Network(AddressRange.parse("10.20.0.0/16").orElseThrow(), group("pupils"))),
            List.of(new Members(group("pupils"), Set.of("lucy"),
                    Set.of("Year 7", "cn=all pupils,dc=school,dc=example")),
                    new Members(group("staff"), Set.of("rao", "okafor"), Set.of("Teachers", "Kitchen")),
                    new Members(group("trainees"), Set.of("okafor"), Set.of("trainees")),
                    new Members(group("head"), Set.of(), Set.of("Leadership"))),
            new Policy(Group.STRANGERS, List.of(), Verdict.BLOCK), Timetables.of(SmallSchool.TIMETABLE));
    private final Placement placement = new Placement(policies);

    private static Policy policy(String name) {
        return new Policy(group(name), List.of(), Verdict.ALLOW);
    }

    private static Client asking(IpAddress from, String name, String... memberships) {
        return Client.at(from).as(new Identity.Known(Person.of(name).orElseThrow(), Set.of(memberships),
                Identity.Source.PASSWORD, Instant.EPOCH));
    }

    private String groupOf(Client client) {
        int number = placement.of(client);
        String name = number == policies.byGroup().size() ? "strangers" : policies.byGroup().get(number).group().name();
        assertThat(placement.explain(client).group().name()).isEqualTo(name);
        return name;
    }

    @Test
    void aPersonIsInTheirGroupWhereverTheyAsk() {
        for (IpAddress from : List.of(PUPILS_ROOM, ELSEWHERE)) {
            assertThat(groupOf(asking(from, "rao"))).isEqualTo("staff");
            assertThat(groupOf(asking(from, "somebody", "teachers"))).isEqualTo("staff");
            assertThat(groupOf(asking(from, "somebody", "cn=all pupils,dc=school,dc=example"))).isEqualTo("pupils");
        }
    }

    @Test
    void ofSeveralGroupsTheFirstInTheFileWins() {
        assertThat(groupOf(asking(ELSEWHERE, "okafor"))).isEqualTo("staff");
        assertThat(groupOf(asking(ELSEWHERE, "lucy", "teachers"))).isEqualTo("staff");
        assertThat(groupOf(asking(ELSEWHERE, "rao", "year 7"))).isEqualTo("staff");
        assertThat(groupOf(asking(ELSEWHERE, "rao", "trainees", "leadership", "year 7"))).isEqualTo("head");
    }

    @Test
    void whoIsInNoGroupIsWhereTheirNetworkIs() {
        assertThat(groupOf(asking(PUPILS_ROOM, "somebody", "chess club"))).isEqualTo("pupils");
        assertThat(groupOf(asking(ELSEWHERE, "somebody"))).isEqualTo("strangers");
        assertThat(groupOf(Client.at(PUPILS_ROOM).as(new Identity.OneOf(3)))).isEqualTo("pupils");
        assertThat(groupOf(Client.at(PUPILS_ROOM))).isEqualTo("pupils");
    }

    @Test
    void whatWasSaidBeforeComesBeforeEverything() {
        assertThat(groupOf(asking(PUPILS_ROOM, "rao", "teachers").in(Group.STRANGERS))).isEqualTo("strangers");
        assertThat(groupOf(asking(PUPILS_ROOM, "lucy").in(group("staff")))).isEqualTo("staff");
    }

    @Test
    void allThatSpeaksForAGroupIsToldAndTheStrongestFirst() {
        assertThat(placement.explain(asking(PUPILS_ROOM, "lucy", "teachers", "leadership", "chess club")).claims())
                .containsExactly(new Placing.Claim(group("head"), Placing.By.DIRECTORY, "leadership"),
                        new Placing.Claim(group("staff"), Placing.By.DIRECTORY, "teachers"),
                        new Placing.Claim(group("pupils"), Placing.By.ACCOUNT, "lucy"),
                        new Placing.Claim(group("pupils"), Placing.By.NETWORK, "10.20.0.0/16"));
        assertThat(placement.explain(asking(ELSEWHERE, "somebody")).claims()).isEmpty();
    }

    @Test
    void peopleOfAGroupWithoutAPolicyAreAMistake() {
        assertThatThrownBy(() -> new Policies(List.of(policy("staff")), List.of(),
                List.of(new Members(group("pupils"), Set.of("lucy"), Set.of())),
                new Policy(Group.STRANGERS, List.of(), Verdict.BLOCK), Timetables.of(SmallSchool.TIMETABLE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Every way through the file, the simple way: each group in turn, by account or directory.
    @Test
    void aThousandPeopleAreWhereAPlainReadingPutsThem() {
        Random random = new Random(7);
        List<String> names = List.of("lucy", "rao", "okafor", "somebody");
        List<String> groups = List.of("year 7", "teachers", "kitchen", "trainees", "leadership", "chess club");
        for (int i = 0; i < 1_000; i++) {
            Set<String> in = new HashSet<>(groups);
            in.removeIf(name -> random.nextInt(3) > 0);
            Client client = asking(random.nextBoolean() ? PUPILS_ROOM : ELSEWHERE,
                    names.get(random.nextInt(names.size())), in.toArray(String[]::new));
            String expected = policies.byGroup().stream().map(policy -> policy.group())
                    .filter(group -> policies.members().stream().filter(some -> some.group().equals(group))
                            .anyMatch(some -> some.accounts().contains(client.person().orElseThrow().account())
                                    || some.directory().stream().anyMatch(in::contains)))
                    .map(Group::name).findFirst()
                    .orElse(client.address().equals(PUPILS_ROOM) ? "pupils" : "strangers");
            assertThat(groupOf(client)).as("%s", in).isEqualTo(expected);
        }
    }

    @Test
    void toPlaceSomebodyLeavesNoGarbage() {
        Client[] clients = {asking(PUPILS_ROOM, "rao", IntStream.range(0, 200).mapToObj(i -> "group " + i)
                .toArray(String[]::new)),
            asking(ELSEWHERE, "somebody", "trainees", "x"), asking(PUPILS_ROOM, "nobody"),
            Client.at(PUPILS_ROOM)};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = place(clients, 200_000);
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        sum -= place(clients, 200_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_024);
        assertThat(sum).isZero();
    }

    private long place(Client[] clients, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += placement.of(clients[i % clients.length]);
        }
        return sum;
    }
}
