package org.schoolgate.proxy.identity.presence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Who is at an address: a name stands only where one person alone can have asked.
class PresencesTest {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    private static final IpAddress HERE = address("10.20.3.4");
    private static final IpAddress THERE = address("10.20.3.5");
    private static final Person ANN = person("ann");
    private static final Person BEN = person("ben");
    private static final String TABLET = "aabbccddee01";
    private static final String LAPTOP = "aabbccddee02";

    private final Presences presences = new Presences(PresenceRules.STANDARD.shared(
            List.of(AddressRange.parse("10.99.0.0/16").orElseThrow())));

    @Test
    void whoHasComeIsNamedUntilTheyGo() {
        begins("1", ANN, TABLET, HERE, NINE);
        assertThat(presences.of(HERE, NINE.plusSeconds(5))).isEqualTo(
                new Identity.Known(ANN, Set.of(), Identity.Source.RADIUS, NINE));
        assertThat(presences.of(THERE, NINE)).isEqualTo(Identity.UNKNOWN);
        presences.ends(session("1"), NINE.plusSeconds(100));
        assertThat(presences.of(HERE, NINE.plusSeconds(100))).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void whatWasNotHeardOfForLongIsStale() {
        begins("1", ANN, TABLET, HERE, NINE);
        assertNamed(ANN, HERE, minutes(30));
        assertThat(presences.of(HERE, minutes(30).plusMillis(1))).isEqualTo(Identity.UNKNOWN);
        goesOn("1", ANN, TABLET, HERE, minutes(35));
        assertNamed(ANN, HERE, minutes(60));
    }

    @Test
    void anAddressThatAnotherDeviceHasNowIsNoLongerTheFirstOnes() {
        begins("1", ANN, TABLET, HERE, NINE);
        begins("2", BEN, LAPTOP, HERE, minutes(10));
        assertNamed(BEN, HERE, minutes(10));
        assertNamed(BEN, HERE, minutes(20));
        presences.ends(session("2"), minutes(20));
        assertThat(presences.of(HERE, minutes(20))).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void aGuestsDeviceTakesAnAddressTooAndIsNobody() {
        begins("1", ANN, TABLET, HERE, NINE);
        presences.begins(session("2"), Optional.empty(), LAPTOP, List.of(HERE), minutes(10));
        assertThat(presences.of(HERE, minutes(10))).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void twoPeopleWithinAMinuteAreNotToldApartUntilItIsClear() {
        begins("1", ANN, TABLET, HERE, NINE);
        presences.ends(session("1"), NINE.plusSeconds(100));
        begins("2", BEN, TABLET, HERE, NINE.plusSeconds(130));
        assertThat(presences.of(HERE, NINE.plusSeconds(130))).isEqualTo(new Identity.OneOf(2));
        assertThat(presences.of(HERE, NINE.plusSeconds(189))).isEqualTo(new Identity.OneOf(2));
        assertNamed(BEN, HERE, NINE.plusSeconds(190));
    }

    @Test
    void twoPeopleAMinuteApartAreToldApart() {
        begins("1", ANN, TABLET, HERE, NINE);
        presences.ends(session("1"), NINE.plusSeconds(100));
        begins("2", BEN, TABLET, HERE, NINE.plusSeconds(160));
        assertNamed(BEN, HERE, NINE.plusSeconds(160));
    }

    @Test
    void aReusedAddressWithinAMinuteIsEithersForAMinute() {
        begins("1", ANN, TABLET, HERE, NINE);
        begins("2", BEN, LAPTOP, HERE, NINE.plusSeconds(30));
        assertThat(presences.of(HERE, NINE.plusSeconds(89))).isEqualTo(new Identity.OneOf(2));
        assertNamed(BEN, HERE, NINE.plusSeconds(90));
    }

    @Test
    void onePersonTwiceIsOnePerson() {
        begins("1", ANN, TABLET, HERE, NINE);
        begins("2", ANN, TABLET, HERE, NINE.plusSeconds(3));
        assertNamed(ANN, HERE, NINE.plusSeconds(4));
        presences.ends(session("1"), NINE.plusSeconds(5));
        assertNamed(ANN, HERE, NINE.plusSeconds(6));
    }

    @Test
    void severalLiveSessionsAreOneOfSeveral() {
        begins("1", ANN, "", HERE, NINE);
        begins("2", BEN, "", HERE, minutes(5));
        begins("3", person("cat"), "", HERE, minutes(10));
        assertThat(presences.of(HERE, minutes(15))).isEqualTo(new Identity.OneOf(3));
        presences.ends(session("2"), minutes(15));
        assertThat(presences.of(HERE, minutes(15))).isEqualTo(new Identity.OneOf(2));
        assertThat(presences.of(HERE, minutes(32))).as("the first is stale, the third a minute later not")
                .isEqualTo(new Identity.Known(person("cat"), Set.of(), Identity.Source.RADIUS, minutes(10)));
    }

    @Test
    void twoDevicesThatBothGoOnAreTwo() {
        begins("1", ANN, TABLET, HERE, NINE);
        begins("2", BEN, LAPTOP, HERE, minutes(5));
        goesOn("1", ANN, TABLET, HERE, minutes(10));
        assertThat(presences.of(HERE, minutes(15))).isEqualTo(new Identity.OneOf(2));
        presences.ends(session("1"), minutes(16));
        assertNamed(BEN, HERE, minutes(17));
    }

    @Test
    void aThrongIsNeverTakenForOne() {
        for (int i = 0; i < 100; i++) {
            begins("s" + i, person("p" + i), "", HERE, NINE.plusSeconds(i));
            begins("again" + i, ANN, "", HERE, NINE.plusSeconds(i));
        }
        assertThat(presences.of(HERE, NINE.plusSeconds(300))).isEqualTo(new Identity.OneOf(Place.MOST));
    }

    @Test
    void inASharedRangeNobodyIsNamed() {
        IpAddress nat = address("10.99.1.1");
        assertThat(presences.of(nat, NINE)).isEqualTo(new Identity.OneOf(0));
        begins("1", ANN, TABLET, nat, NINE);
        assertThat(presences.of(nat, NINE)).as("one is known, and others are there").isEqualTo(new Identity.OneOf(0));
        begins("2", BEN, "", nat, minutes(5));
        assertThat(presences.of(nat, minutes(5))).isEqualTo(new Identity.OneOf(2));
        presences.signedIn(nat, person("cat"), minutes(6));
        assertThat(presences.of(nat, minutes(6))).isEqualTo(new Identity.OneOf(3));
    }

    @Test
    void theEndOfAnotherSessionChangesNothing() {
        begins("1", ANN, TABLET, HERE, NINE);
        presences.ends(session("2"), minutes(1));
        presences.ends(new Session(Identity.Source.RADIUS, "another access point", "1"), minutes(1));
        presences.ends(new Session(Identity.Source.PAGE, "access point", "1"), minutes(1));
        assertNamed(ANN, HERE, minutes(2));
    }

    @Test
    void aSessionThatIsOverStaysOver() {
        begins("1", ANN, TABLET, HERE, NINE);
        presences.ends(session("1"), minutes(1));
        begins("1", ANN, TABLET, HERE, minutes(2));
        goesOn("1", ANN, TABLET, HERE, minutes(3));
        assertThat(presences.of(HERE, minutes(3))).isEqualTo(Identity.UNKNOWN);
        begins("1", BEN, LAPTOP, HERE, minutes(4));
        assertNamed(BEN, HERE, minutes(4));
    }

    @Test
    void whereTheClockIsSetBackNobodyIsNamedUntilTheyAreHeardOf() {
        begins("1", ANN, TABLET, HERE, NINE);
        Instant back = NINE.minus(Duration.ofHours(5));
        assertThat(presences.of(HERE, back)).isEqualTo(Identity.UNKNOWN);
        goesOn("1", ANN, TABLET, HERE, back);
        assertNamed(ANN, HERE, back.plusSeconds(60));
        assertThat(presences.of(HERE, NINE)).as("it is stale by then").isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void whereTheClockJumpsForwardNobodyIsNamedUntilTheyAreHeardOf() {
        begins("1", ANN, TABLET, HERE, NINE);
        Instant later = NINE.plus(Duration.ofDays(400));
        assertThat(presences.of(HERE, later)).isEqualTo(Identity.UNKNOWN);
        goesOn("1", ANN, TABLET, HERE, later);
        assertNamed(ANN, HERE, later);
    }

    @Test
    void anAccessPointThatStartsAnewEndsItsOwnSessionsAlone() {
        begins("1", ANN, TABLET, HERE, NINE);
        presences.begins(new Session(Identity.Source.RADIUS, "another", "1"), Optional.of(BEN), LAPTOP, List.of(THERE),
                NINE);
        presences.endAll(Identity.Source.RADIUS, "access point", minutes(5));
        assertThat(presences.of(HERE, minutes(5))).isEqualTo(Identity.UNKNOWN);
        assertNamed(BEN, THERE, minutes(5));
        begins("1", ANN, TABLET, HERE, minutes(6));
        assertNamed(ANN, HERE, minutes(6));
    }

    @Test
    void whoMovesToAnotherAddressHasLeftTheFirst() {
        IpAddress six = address("2001:db8::7");
        presences.begins(session("1"), Optional.of(ANN), TABLET, List.of(HERE, six), NINE);
        goesOn("1", ANN, TABLET, THERE, minutes(5));
        assertThat(presences.of(HERE, minutes(5))).isEqualTo(Identity.UNKNOWN);
        assertNamed(ANN, THERE, minutes(5));
        assertNamed(ANN, six, minutes(5));
        presences.ends(session("1"), minutes(6));
        assertThat(presences.of(six, minutes(6))).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void anAddressThatIsToldLaterCountsFromThen() {
        presences.begins(session("1"), Optional.of(ANN), TABLET, List.of(), NINE);
        assertThat(presences.of(HERE, NINE)).isEqualTo(Identity.UNKNOWN);
        goesOn("1", ANN, TABLET, HERE, minutes(1));
        assertNamed(ANN, HERE, minutes(1));
        presences.goesOn(session("1"), Optional.of(ANN), TABLET, List.of(), NINE, minutes(25));
        assertNamed(ANN, HERE, minutes(50));
    }

    @Test
    void whoSignsInIsNamedUntilTheySignOut() {
        presences.signedIn(HERE, ANN, NINE);
        assertThat(presences.of(HERE, NINE)).isEqualTo(
                new Identity.Known(ANN, Set.of(), Identity.Source.PAGE, NINE));
        presences.signedOut(THERE, NINE);
        assertNamed(ANN, HERE, minutes(1));
        presences.signedOut(HERE, minutes(1));
        assertThat(presences.of(HERE, minutes(1))).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void whoSignsInNextTakesTheFirstOnesPlace() {
        presences.signedIn(HERE, ANN, NINE);
        presences.signedIn(HERE, BEN, minutes(5));
        assertThat(presences.of(HERE, minutes(5))).isEqualTo(new Identity.OneOf(2));
        assertNamed(BEN, HERE, minutes(6));
    }

    @Test
    void whoSignsInOnADeviceThatTheNetworkHasNoNameForIsNamed() {
        presences.begins(session("1"), Optional.empty(), TABLET, List.of(HERE), NINE);
        presences.signedIn(HERE, ANN, minutes(1));
        assertNamed(ANN, HERE, minutes(2));
        presences.ends(session("1"), minutes(3));
        assertThat(presences.of(HERE, minutes(3))).as("the device has left the network")
                .isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void aDeviceThatWasThereBeforeSomebodySignedInIsTheirs() {
        presences.signedIn(HERE, ANN, minutes(10));
        presences.goesOn(session("1"), Optional.empty(), TABLET, List.of(HERE), NINE, minutes(12));
        assertNamed(ANN, HERE, minutes(12));
        presences.begins(session("2"), Optional.empty(), LAPTOP, List.of(HERE), minutes(15));
        assertThat(presences.of(HERE, minutes(15))).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void theNetworkAndThePageThatDisagreeNameNobody() {
        begins("1", ANN, TABLET, HERE, NINE);
        presences.signedIn(HERE, BEN, minutes(5));
        assertThat(presences.of(HERE, minutes(10))).isEqualTo(new Identity.OneOf(2));
    }

    @Test
    void moreThanThereIsRoomForAreNotTakenAndOldOnesMakeRoom() {
        Presences few = new Presences(PresenceRules.STANDARD, 10);
        for (int i = 0; i < 12; i++) {
            few.begins(session("s" + i), Optional.of(person("p" + i)), "", List.of(IpAddress.ofV4(i + 1)), NINE);
        }
        assertThat(few.size()).isEqualTo(10);
        assertThat(few.turnedAway()).isEqualTo(2);
        assertThat(few.of(IpAddress.ofV4(12), NINE)).isEqualTo(Identity.UNKNOWN);
        few.begins(session("late"), Optional.of(ANN), "", List.of(HERE), minutes(60));
        assertThat(few.of(HERE, minutes(60)).certainty()).isEqualTo(Identity.Source.RADIUS.certainty());
        assertThat(few.size()).isEqualTo(1);
    }

    @Test
    void readingLeavesNoGarbage() {
        begins("1", ANN, TABLET, HERE, NINE);
        begins("2", ANN, "", THERE, NINE);
        begins("3", BEN, "", THERE, NINE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Instant now = NINE.plusSeconds(10);
        IpAddress nowhere = address("10.99.1.2");
        long least = Long.MAX_VALUE;
        int seen = 0;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                seen += presences.of(HERE, now).certainty().bars() + presences.of(THERE, now).certainty().bars()
                        + presences.of(nowhere, now).certainty().bars();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(seen).isEqualTo(20 * 10_000 * (3 + 2 + 2));
        assertThat(least).isLessThan(1_000);
    }

    @Test
    void noLineOfALogHoldsAName() {
        assertThat(new Presence(session("1"), Optional.of(ANN), TABLET, NINE, NINE).toString() + session("1"))
                .doesNotContain("ann", TABLET);
    }

    private void begins(String number, Person person, String device, IpAddress address, Instant at) {
        presences.begins(session(number), Optional.of(person), device, List.of(address), at);
    }

    private void goesOn(String number, Person person, String device, IpAddress address, Instant at) {
        presences.goesOn(session(number), Optional.of(person), device, List.of(address), NINE, at);
    }

    private void assertNamed(Person person, IpAddress address, Instant at) {
        assertThat(presences.of(address, at)).isInstanceOfSatisfying(Identity.Known.class,
                known -> assertThat(known.person()).isEqualTo(person));
    }

    private static Session session(String number) {
        return new Session(Identity.Source.RADIUS, "access point", number);
    }

    private static Instant minutes(int since) {
        return NINE.plus(Duration.ofMinutes(since));
    }

    private static Person person(String name) {
        return Person.of(name).orElseThrow();
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
