package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.page.Plea;
import org.schoolgate.proxy.page.Pleas;
import org.schoolgate.proxy.page.Pleas.Sent;
import org.schoolgate.proxy.page.Pleas.Standing;
import org.schoolgate.proxy.page.Pleas.State;
import org.schoolgate.proxy.page.Voice;
import org.schoolgate.review.journal.CaseKeyFile;
import org.schoolgate.review.journal.PleaBook;
import org.schoolgate.review.plea.Decided;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

/// What the gateway's pages bring to the store, and what a flood of it does.
class WronglyClosedTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final School SCHOOL = new School("Marlbeck", ZoneId.of("Europe/London"), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private Store store;
    private WronglyClosed pleas;
    private long ticks;

    @BeforeEach
    void start() {
        store = Store.open(new StoreLocation.Sqlite(folder.resolve("pleas.db")),
                new CaseKeyFile(folder.resolve("case.key")));
        pleas = new WronglyClosed(() -> new PleaBook(store, () -> SCHOOL, () -> NOW), () -> ticks);
    }

    @AfterEach
    void stop() {
        pleas.close();
        store.close();
    }

    @Test
    void theSameDeviceAndSiteWithinTheHourIsOneThatIsCountedOnceMore() {
        String first = taken("10.0.0.1", "birds.example", false);
        assertThat(taken("10.0.0.1", "birds.example", true)).isEqualTo(first);
        assertThat(taken("10.0.0.2", "birds.example", false)).isNotEqualTo(first);
        assertThat(taken("10.0.0.1", "rivers.example", false)).isNotEqualTo(first);
        assertThat(store.pleas().find(first).orElseThrow().asked()).isEqualTo(2);
        ticks += Duration.ofHours(1).toNanos();
        assertThat(taken("10.0.0.1", "birds.example", false)).isNotEqualTo(first);
    }

    @Test
    void whatWasDecidedMeanwhileIsAskedAnew() {
        String first = taken("10.0.0.1", "birds.example", false);
        long it = store.accounts().create("it", "it", Role.IT, "hash", false, NOW).orElseThrow().id();
        store.pleas().decide(store.pleas().find(first).orElseThrow(), it, NOW.plusSeconds(60),
                new Decided(Decided.Outcome.KEPT, "", "It has a chat.", ""), Optional.empty());
        Standing standing = pleas.find(first).toCompletableFuture().join().orElseThrow();
        assertThat(standing).isEqualTo(new Standing("birds.example", NOW, State.KEPT, Optional.of(NOW.plusSeconds(60)),
                "It has a chat."));
        String again = taken("10.0.0.1", "birds.example", false);
        assertThat(pleas.find(again).toCompletableFuture().join().orElseThrow().state()).isEqualTo(State.WAITING);
        assertThat(pleas.find("AAAA-AAAA").toCompletableFuture().join()).isEmpty();
    }

    @Test
    void aDeviceThatFloodsIsToldSoAndDropsNothingAndKeepsNobodyElseOut() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < WronglyClosed.OF_A_DEVICE; i++) {
            before.add(taken("2001:db8::" + i, "s" + i + ".example", false));
        }
        assertThat(send("2001:db8::ffff", "more.example")).as("of the same network").isEqualTo(new Sent.Enough(false));
        assertThat(taken("2001:db8:0:1::1", "other.example", false)).isNotEmpty();
        assertThat(taken("2001:db8::1", "s0.example", true)).isEqualTo(before.getFirst());
        assertThat(before).allSatisfy(reference -> assertThat(store.pleas().find(reference)).isPresent());
    }

    @Test
    void allTogetherAreBounded() {
        int taken = 0;
        for (int i = 0; i <= WronglyClosed.OF_ALL; i++) {
            taken += send("10.1." + i / 200 + "." + i % 200, "s" + i + ".example") instanceof Sent.Taken ? 1 : 0;
        }
        assertThat(taken).isEqualTo(WronglyClosed.OF_ALL);
        assertThat(send("10.9.9.9", "one-more.example")).isEqualTo(new Sent.Enough(true));
        assertThat(store.pleas().waiting()).isEqualTo(WronglyClosed.OF_ALL);
    }

    @Test
    void whatIsKeptHoldsTheGroupAndTheEntryAndNothingOfTheDevice() {
        String reference = taken("10.77.66.55", "birds.example", false);
        var kept = store.pleas().find(reference).orElseThrow();
        assertThat(kept.from().pupil()).isTrue();
        assertThat(kept.neededAt()).contains(Instant.parse("2026-11-24T11:00:00Z"));
        assertThat(kept.said().entries().getFirst().line()).isEqualTo(12);
        assertThat(kept.said().kept()).doesNotContain("10.77");
    }

    private String taken(String device, String site, boolean again) {
        Sent sent = send(device, site);
        assertThat(sent).isInstanceOfSatisfying(Sent.Taken.class, one -> assertThat(one.again()).isEqualTo(again));
        return ((Pleas.Sent.Taken) sent).reference();
    }

    private Sent send(String device, String site) {
        return pleas.send(new Plea(IpAddress.parse(device).orElseThrow(), Voice.PUPIL, "pupils", "Pupils", site,
                Plea.Kind.LESSON, Optional.of(LocalTime.of(11, 0)), "for a lesson", "games", "Games are closed",
                List.of(new Plea.Entry(site, "games", "Games", "ut1/games", "1", 12)))).toCompletableFuture().join();
    }
}
