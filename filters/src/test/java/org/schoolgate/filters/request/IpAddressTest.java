package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.Rounds;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "3232235777, 192.168.1.1", "0300.0250.1.1, 192.168.1.1", "0xC0A80101, 192.168.1.1",
        "0xC0.0xA8.1.1, 192.168.1.1", "0XC0.168.0x101, 192.168.1.1", "192.168.257, 192.168.1.1",
        "192.11010305, 192.168.1.1",
        "030052000401, 192.168.1.1", "192.168.1.1., 192.168.1.1", "192.168.1.0x, 192.168.1.0", "127.1, 127.0.0.1",
        "10.1, 10.0.0.1", "0, 0.0.0.0", "0x, 0.0.0.0", "0x0, 0.0.0.0", "4294967295, 255.255.255.255",
        "0xffffffff, 255.255.255.255", "1.2.3, 1.2.0.3", "１２７.1, 127.0.0.1", "127。0。0。1, 127.0.0.1",
        "%31%32%37.1, 127.0.0.1", "0000000000000000000000000000177.0.0.1, 127.0.0.1"})
    void everySpellingOfAnIpv4AddressIsThatAddress(String spelling, String address) {
        assertThat(Host.parse(spelling)).map(Host::text).contains(address);
        assertThat(HostName.parse(spelling)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256.1.1.1", "1.2.3.256", "1.2.3.4.5", "4294967296", "0x100000000", "1.16777216", "1.2.65536", "09",
                "1.2.3.08",
                "1.2.3.4..", "a.1", "a.0x1", "example.0", "1..2", "00x1.5", "99999999999999999999999",
                "0x1.0x1ffffffffffffff"})
    void aNameThatEndsInANumberAndIsNoAddressIsNothing(String text) {
        assertThat(Host.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "[::1], [::1]", "[0:0:0:0:0:0:0:1], [::1]", "[2001:DB8::A], [2001:db8::a]",
        "[2001:0db8:0000:0000:0001:0000:0000:0001], [2001:db8::1:0:0:1]",
        "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1]",
        "[2001:db8::1:1:1:1:1], [2001:db8:0:1:1:1:1:1]", "[2001:0:0:1:0:0:0:1], [2001:0:0:1::1]", "[::], [::]",
        "[1::], [1::]", "[fe80::1:0:0], [fe80::1:0:0]", "[::ffff:192.0.2.1], 192.0.2.1", "[::ffff:c000:201], 192.0.2.1",
        "[0:0:0:0:0:FFFF:C000:0201], 192.0.2.1", "[64:ff9b::192.0.2.1], [64:ff9b::c000:201]",
        "[::1.2.3.4], [::102:304]",
        "[1:2:3:4:5:6:7::], [1:2:3:4:5:6:7:0]", "[::2:3:4:5:6:7:8], [0:2:3:4:5:6:7:8]"})
    void anIpv6AddressIsWrittenAsRfc5952Says(String spelling, String canonical) {
        assertThat(Host.parse(spelling)).map(Host::text).contains(canonical);
        assertThat(Host.parse(canonical)).isEqualTo(Host.parse(spelling));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]", "[", "]", "[::1", "::1]", "::1", "[:::]", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1::2::3]",
                "[:1]",
                "[1:]",
                "[1:2:3:4:5:6:7:8::]", "[12345::]", "[g::]", "[::1%eth0]", "[::1%25eth0]", "[fe80::1%lo]", "[::1%]",
                "[::256.1.1.1]",
                "[::1.2.3]", "[::01.2.3.4]", "[1.2.3.4]", "[1.2.3.4::]", "[::1.2.3.4:5]", "[1:2:3:4:5:6:7:1.2.3.4]",
                "[ ::1]",
                "[::1]x",
                "[[::1]]", "%5B::1%5D", "[::\uFF11]"})
    void whatIsAlmostAnIpv6AddressIsNothing(String text) {
        assertThat(Host.parse(text)).isEmpty();
    }

    @Test
    void bothSpellingsOfAnIpv4MachineAreOneValue() {
        IpAddress plain = IpAddress.parse("192.0.2.1").orElseThrow();
        assertThat(IpAddress.parse("::ffff:192.0.2.1")).contains(plain);
        assertThat(IpAddress.parse("::FFFF:c000:0201")).contains(plain);
        assertThat(plain.isV4()).isTrue();
        assertThat(plain.bytes()).containsExactly(192, 0, 2, 1);
        assertThat(IpAddress.parse("::192.0.2.1")).get().matches(compatible -> !compatible.isV4());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.1", "0x7f.0.0.1", "01.2.3.4", "1.2.3.4.", "1.2.3", "1.2.3.4.5", "", "1.2.3.", ".1.2.3",
                "1.2.3.1000",
                "١.2.3.4", " 1.2.3.4", "1.2.3.-4", "1.2.3.+4", "00.0.0.0"})
    void inAFileAnIpv4AddressIsFourPlainNumbers(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void anAddressHasFourOrSixteenBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.ofBytes(new byte[5]))
                .withMessageContaining("5");
    }

    @Test
    void readingAndWritingAgreeWithTheJdk() {
        Rounds.play(20_000, random -> {
            byte[] bytes = bytes(random);
            IpAddress address = IpAddress.ofBytes(bytes);
            String jdk = byAddress(bytes).getHostAddress();
            assertThat(IpAddress.parse(jdk)).as(jdk).contains(address);
            assertThat(IpAddress.parse(address.toString())).contains(address);
            assertThat(Host.parse(address.text())).contains(address);
            assertThat(byAddress(address.bytes())).isEqualTo(byAddress(bytes));
            assertThat(InetAddress.ofLiteral(address.toString())).isEqualTo(byAddress(bytes));
        });
    }

    @Test
    void nothingShorterOrInUpperCaseSaysTheSame() {
        Rounds.play(20_000, random -> {
            IpAddress address = IpAddress.ofBytes(bytes(random));
            if (!address.isV4()) {
                assertThat(address.toString()).isEqualTo(rfc5952(address));
            }
        });
    }

    /// The plain way: of all runs of zeros try each, keep the shortest text, of equal ones the first.
    private static String rfc5952(IpAddress address) {
        String[] groups = new String[8];
        byte[] bytes = address.bytes();
        for (int i = 0; i < 8; i++) {
            groups[i] = Integer.toHexString((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff);
        }
        String best = String.join(":", groups);
        int bestRun = 1;
        for (int from = 0; from < 8; from++) {
            for (int to = from; to <= 8; to++) {
                boolean zeros = true;
                for (int i = from; i < to; i++) {
                    zeros &= "0".equals(groups[i]);
                }
                if (zeros && to - from > bestRun) {
                    bestRun = to - from;
                    best = String.join(":", Arrays.copyOfRange(groups, 0, from)) + "::"
                            + String.join(":", Arrays.copyOfRange(groups, to, 8));
                }
            }
        }
        return best;
    }

    /// 4 or 16 bytes, many of them zero.
    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? 4 : 16];
        random.nextBytes(bytes);
        int pairs = bytes.length / 2;
        for (int i = 0; i < pairs; i++) {
            if (random.nextInt(5) < 3) {
                bytes[2 * i] = 0;
                bytes[2 * i + 1] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 0);
            }
        }
        return bytes;
    }

    private static InetAddress byAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
