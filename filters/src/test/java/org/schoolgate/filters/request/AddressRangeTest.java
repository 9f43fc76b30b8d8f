package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.Rounds;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.0.0, 10.20.255.255, 10.19.255.255, 10.21.0.0",
        "192.0.2.7, 192.0.2.7, 192.0.2.7, 192.0.2.6, 192.0.2.8",
        "192.0.2.128/25, 192.0.2.128, 192.0.2.255, 192.0.2.127, 192.0.3.0",
        "fd00::/8, fd00::, fdff:ffff::1, fcff::1, fe00::",
        "2001:db8::/64, 2001:db8::, 2001:db8::ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db8:0:1::",
        "2001:db8::/65, 2001:db8::, 2001:db8::7fff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db8::8000:0:0:0",
        "::ffff:10.0.0.0/104, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0"})
    void aRangeHoldsItsEndsAndNotTheirNeighbours(String range, String first, String last, String before, String after) {
        AddressRange read = AddressRange.parse(range).orElseThrow();
        assertThat(read.contains(address(first))).isTrue();
        assertThat(read.contains(address(last))).isTrue();
        assertThat(read.contains(address(before))).isFalse();
        assertThat(read.contains(address(after))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.20.0.0/16", "0.0.0.0/0", "10.1.2.3/32", "fd00::/8", "::/0", "::1/128", "2001:db8::/33"})
    void aRangeIsWrittenAsItIsRead(String text) {
        assertThat(AddressRange.parse(text)).get().hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.1/8",
                "10.0/16", "::/129",
                "fd00::1/8", "[fd00::]/8", "10.0.0.0/ 8", "10.0.0.0/99999999999", "school.example/8",
                "10.0.0.0-10.0.0.9"})
    void aSlipInARangeIsNotGuessedAt(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void everyIpv4AddressIsInTheRangeOfAllAndNoIpv6AddressIsInThatOfIpv4() {
        assertThat(AddressRange.parse("::/0").orElseThrow().contains(address("10.0.0.1"))).isTrue();
        assertThat(AddressRange.parse("0.0.0.0/0").orElseThrow().contains(address("::1"))).isFalse();
    }

    @Test
    void bitsAfterThePrefixMustBeZero() {
        IpAddress network = address("10.0.0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(network, 104));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(network, 129));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(network, -1));
    }

    @Test
    void containsAgreesWithTheBitsCountedOneByOne() {
        Rounds.play(20_000, random -> {
            int prefix = random.nextInt(129);
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            BigInteger all = new BigInteger(1, bytes);
            BigInteger network = all.shiftRight(128 - prefix).shiftLeft(128 - prefix);
            AddressRange range = new AddressRange(address(network), prefix);
            int bit = random.nextInt(128);
            BigInteger other = random.nextBoolean() ? all.flipBit(bit) : all;
            assertThat(range.contains(address(other)))
                    .isEqualTo(other.shiftRight(128 - prefix).equals(network.shiftRight(128 - prefix)));
        });
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static IpAddress address(BigInteger number) {
        return new IpAddress(number.shiftRight(64).longValue(), number.longValue());
    }
}
