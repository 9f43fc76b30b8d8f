package org.schoolgate.app.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.ExchangeLog;

class PinnedTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Group PUPILS = new Group("pupils", "Pupils");
    private static final CategorySet RULED_OUT = new CategorySet(1);

    private final List<Exchange> passed = new ArrayList<>();
    private final Pinned pinned = new Pinned(decision -> !decision.categories().intersects(RULED_OUT),
            address -> address.low() * 31, List.of(), new ExchangeLog() {
                @Override
                public void ended(Exchange exchange) {
                    passed.add(exchange);
                }

                @Override
                public void connected(int open) {}
            });

    @Test
    void oneDeviceProvesNothingHoweverOftenItRefuses() {
        for (int i = 0; i < 100; i++) {
            refuse(1, "chat.example", Verdict.ALLOW, CategorySet.NONE, NOON.plusSeconds(i));
        }
        refuse(2, "chat.example", Verdict.ALLOW, CategorySet.NONE, NOON);
        assertThat(pinned.refused(NOON)).hasSize(1).noneMatch(Refused::isSuggested);
        assertThat(passed).hasSize(101);
    }

    @Test
    void threeDevicesWithinAWeekAreToldOfWithTheLinesForThePolicy() {
        for (int device = 1; device <= 3; device++) {
            refuse(device, "chat.example", Verdict.ALLOW, CategorySet.NONE, NOON.plus(Duration.ofDays(device)));
        }
        Refused one = pinned.refused(NOON.plus(Duration.ofDays(4))).getFirst();
        assertThat(one.isSuggested()).isTrue();
        assertThat(one.lines()).containsExactly("inspection:", "  - groups: [pupils]", "    sites: [chat.example]",
                "    look: never");
        assertThat(pinned.refused(NOON.plus(Duration.ofDays(9))).getFirst().isSuggested()).isFalse();
        assertThat(pinned.refused(NOON.plus(Duration.ofDays(20)))).isEmpty();
    }

    @Test
    void closedSitesAndCategoriesThatAreRuledOutDoNotCount() {
        for (int device = 1; device <= 5; device++) {
            refuse(device, "closed.example", Verdict.BLOCK, CategorySet.NONE, NOON);
            refuse(device, "social.example", Verdict.ALLOW, RULED_OUT, NOON);
            ended(device, "other.example", Verdict.ALLOW, CategorySet.NONE, NOON, Optional.of("dns_timeout"));
        }
        assertThat(pinned.refused(NOON)).isEmpty();
    }

    @Test
    void memoryIsBounded() {
        for (int site = 0; site < 3 * Pinned.MOST; site++) {
            refuse(site, "s" + site + ".example", Verdict.ALLOW, CategorySet.NONE, NOON);
        }
        for (int device = 0; device < 1_000; device++) {
            refuse(device, "chat.example", Verdict.ALLOW, CategorySet.NONE, NOON.plusSeconds(device));
        }
        assertThat(pinned.refused(NOON)).hasSize(Pinned.MOST).allMatch(one -> one.devices().size() <= 8);
    }

    @Test
    void whatIsKeptIsReadBackAndNamesNoDevice(@TempDir Path folder) throws Exception {
        DeviceMarks marks = DeviceMarks.open(folder.resolve("keys/devices.key"));
        IpAddress address = IpAddress.parse("10.20.30.40").orElseThrow();
        assertThat(marks.applyAsLong(address)).isNotEqualTo(DeviceMarks.open(folder.resolve("other.key"))
                .applyAsLong(address)).isEqualTo(DeviceMarks.open(folder.resolve("keys/devices.key"))
                        .applyAsLong(address));
        refuse(1, "chat.example", Verdict.ALLOW, CategorySet.NONE, NOON);
        PinnedFile file = PinnedFile.in(folder);
        assertThat(file.read()).isEmpty();
        file.write(pinned.refused(NOON));
        assertThat(file.read()).isEqualTo(pinned.refused(NOON));
        Files.writeString(folder.resolve("pinned/refused.json"), "{");
        org.assertj.core.api.Assertions.assertThatThrownBy(file::read).hasMessageContaining("delete it");
    }

    private void refuse(int device, String site, Verdict verdict, CategorySet categories, Instant at) {
        ended(device, site, verdict, categories, at, Optional.of(Exchange.LEAF_REFUSED));
    }

    private void ended(int device, String site, Verdict verdict, CategorySet categories, Instant at,
            Optional<String> fault) {
        Decision decision = new Decision(verdict, new Reason.Unmentioned(PUPILS), categories, List.of(), PUPILS, false,
                false, Instant.MAX, "test");
        pinned.ended(new Exchange(at, Duration.ZERO, new TraceId(1), Client.at(IpAddress.ofV4(device)), "CONNECT",
                Target.Site.parse(site + ":443").map(Target.class::cast), Optional.of(decision), 200, 0, 0,
                Optional.empty(), Optional.empty(), fault, false));
    }
}
