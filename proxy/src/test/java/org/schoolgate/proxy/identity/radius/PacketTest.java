package org.schoolgate.proxy.identity.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Packets are read to the byte, or not at all.
class PacketTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final IpAddress SENDER = IpAddress.parse("10.20.0.7").orElseThrow();
    private static final Secret SECRET = new Secret("sixteen letters!");
    private static final Realms REALMS = new Realms(List.of());

    @Test
    void aStartSaysWhoIsWhere() {
        Accounting said = said(new Request(1).text(1, "Ann").address(8, "10.20.3.4").text(31, "AA-BB-CC-DD-EE-FF")
                .text(44, "s1").text(32, "ap-4").number(41, 10)).orElseThrow();
        assertThat(said.kind()).isEqualTo(Accounting.Kind.START);
        assertThat(said.person()).contains(new Person("ann"));
        assertThat(said.device()).isEqualTo("aabbccddeeff");
        assertThat(said.addresses()).containsExactly(IpAddress.parse("10.20.3.4").orElseThrow());
        assertThat(said.session().keeper()).isEqualTo("10.20.0.7|||ap-4");
        assertThat(said.at()).isEqualTo(NOON.minusSeconds(10));
        assertThat(said.since()).isEqualTo(said.at());
        assertThat(said).hasToString("Accounting[START]");
    }

    @Test
    void aReportBetweenSaysSinceWhen() {
        Accounting said = said(new Request(3).text(44, "s1").number(46, 600).number(41, 10)).orElseThrow();
        assertThat(said.since()).isEqualTo(NOON.minusSeconds(610));
        assertThat(said.person()).isEmpty();
    }

    @Test
    void addressesThatStandForNoDeviceAreLeftOut() {
        for (String none : List.of("0.0.0.0", "255.255.255.255", "255.255.255.254", "224.0.0.1", "127.0.0.1")) {
            assertThat(said(new Request(1).text(44, "s").address(8, none)).orElseThrow().addresses()).as(none)
                    .isEmpty();
        }
        assertThat(said(new Request(1).text(44, "s").address(168, "2001:db8::1").address(168, "::")
                .address(168, "ff02::1").bytes(97, new byte[18])).orElseThrow().addresses())
                .containsExactly(IpAddress.parse("2001:db8::1").orElseThrow());
    }

    @Test
    void anAttributeThatIsNotAsItMustBeSpoilsTheWhole() {
        assertThat(said(new Request(1).text(44, "s"))).isPresent();
        assertThat(said(new Request(1))).as("no session").isEmpty();
        assertThat(said(new Request(7))).as("an access point starts; it has no session").isPresent();
        assertThat(said(new Request().text(44, "s"))).as("no kind").isEmpty();
        assertThat(said(new Request(1).number(40, 2).text(44, "s"))).as("two kinds").isEmpty();
        assertThat(said(new Request().bytes(40, new byte[3]).text(44, "s"))).isEmpty();
        assertThat(said(new Request(1).text(44, "s").text(44, "t"))).isEmpty();
        assertThat(said(new Request(1).text(44, "s").bytes(8, new byte[5]))).isEmpty();
        assertThat(said(new Request(1).text(44, "s").bytes(8, new byte[0]))).isEmpty();
        assertThat(said(new Request(1).text(44, "s").bytes(168, new byte[15]))).isEmpty();
        assertThat(said(new Request(1).text(44, "s").bytes(1, new byte[]{(byte) 0xc3}))).as("not UTF-8").isEmpty();
        assertThat(said(new Request(1).text(44, "s").text(1, "a").text(1, "b"))).as("two names").isEmpty();
        assertThat(said(new Request(99).text(44, "s")).orElseThrow().kind()).isEqualTo(Accounting.Kind.OTHER);
    }

    @Test
    void lengthsThatDoNotFitAreRefused() {
        byte[] good = new Request(1).text(44, "s1").signed(SECRET);
        assertThat(Packet.read(good)).isPresent();
        for (int length = 0; length < good.length; length++) {
            assertThat(Packet.read(Arrays.copyOf(good, length))).as("%d bytes", length).isEmpty();
        }
        assertThat(Packet.read(Arrays.copyOf(good, good.length + 5)).orElseThrow().bytes())
                .as("what follows is padding").isEqualTo(good);
        for (int size : new int[]{0, 1, 5, 255}) {
            byte[] bad = good.clone();
            bad[good.length - 3] = (byte) size;
            assertThat(Packet.read(bad)).as("the last attribute says %d", size).isEmpty();
        }
        byte[] long4097 = Arrays.copyOf(good, 5_000);
        long4097[2] = 0x10;
        long4097[3] = 0x01;
        assertThat(Packet.read(long4097)).isEmpty();
    }

    @Test
    void onlyWhoKnowsTheSecretIsBelieved() {
        byte[] signed = new Request(1).text(44, "s1").text(1, "ann").signed(SECRET);
        assertThat(SECRET.isOf(Packet.read(signed).orElseThrow())).isTrue();
        assertThat(new Secret("sixteen letters?").isOf(Packet.read(signed).orElseThrow())).isFalse();
        for (int i = 0; i < signed.length * 8; i++) {
            byte[] changed = signed.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            assertThat(Packet.read(changed).filter(SECRET::isOf)).as("bit %d", i).isEmpty();
        }
    }

    @Test
    void whereThereIsAMessageAuthenticatorItMustBeRight() {
        assertThat(SECRET.isOf(Packet.read(new Request(1).text(44, "s").bytes(80, new byte[16]).signed(SECRET))
                .orElseThrow())).as("any other than the right one").isFalse();
        assertThat(SECRET.isOf(Packet.read(new Request(1).text(44, "s").bytes(80, new byte[15]).signed(SECRET))
                .orElseThrow())).isFalse();
    }

    @Test
    void anyBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(42);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 4_200 : 120)];
            random.nextBytes(bytes);
            if (bytes.length > 24 && random.nextBoolean()) {
                shape(bytes, random);
            }
            Optional<Packet> packet = Packet.read(bytes);
            if (packet.isPresent()) {
                read++;
                assertThat(packet.get().attributes()).allMatch(
                        one -> one.at() + one.length() <= packet.get().bytes().length);
                assertThat(SECRET.isOf(packet.get())).isFalse();
                Accounting.of(packet.get(), SENDER, NOON, REALMS).ifPresent(said -> assertThat(said.session().number()
                        .isEmpty()).isEqualTo(said.kind() == Accounting.Kind.ALL_OVER
                                || said.kind() == Accounting.Kind.OTHER));
                assertThat(Packet.read(SECRET.answer(packet.get()))).isPresent();
            }
        }
        assertThat(read).as("enough of them were packets").isGreaterThan(10_000);
    }

    /// Makes random bytes look like a packet: a length that fits, and attributes of kinds that are read here.
    private static void shape(byte[] bytes, Random random) {
        bytes[2] = (byte) (Math.min(bytes.length, Packet.LONGEST) >> 8);
        bytes[3] = (byte) Math.min(bytes.length, Packet.LONGEST);
        int end = Math.min(bytes.length, Packet.LONGEST);
        int[] types = {1, 4, 8, 31, 32, 40, 41, 44, 46, 80, 95, 97, 168, 33, 26};
        for (int at = 20; at < end;) {
            int left = end - at;
            int size = left < 8 ? left : 2 + random.nextInt(Math.min(left, 22) - 4);
            if (left - size == 1 || size < 2) {
                size = left;
            }
            bytes[at] = (byte) types[random.nextInt(types.length)];
            if (at + 1 < end) {
                bytes[at + 1] = (byte) size;
            }
            if (bytes[at] == 40 && size == 6) {
                Arrays.fill(bytes, at + 2, at + 5, (byte) 0);
                bytes[at + 5] = (byte) random.nextInt(9);
            }
            at += Math.max(size, 1);
        }
    }

    private static Optional<Accounting> said(Request request) {
        return Packet.read(request.signed(SECRET)).flatMap(packet -> Accounting.of(packet, SENDER, NOON, REALMS));
    }
}
