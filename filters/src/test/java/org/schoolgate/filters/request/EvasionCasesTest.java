package org.schoolgate.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The known ways to spell an address so that a filter reads another one, by their numbers in the catalogue of evasion
/// cases. Each is one spelling of `blocked.test`, or of nothing. Here stands what shows in the reading of a URL; what
/// shows on the wire only is in the proxy's test of the same name.
class EvasionCasesTest {

    private static final HostName BLOCKED = new HostName("blocked.test");

    private static Optional<String> read(String url) {
        return Target.Page.parse(url).map(Target.Page::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLOCKED.TEST", "BLoCKed.TEST", "blocked.tesT", "Blocked.Test."})
    void e09MixedCaseIsOneName(String host) {
        assertThat(Host.parse(host)).contains(BLOCKED);
        assertThat(read("HTTP://" + host + "/")).contains("http://blocked.test/");
        assertThat(Target.Site.parse(host + ":443")).map(Target::host).contains(BLOCKED);
    }

    @Test
    void e10OneDotAtTheEndIsDroppedAndTwoAreRefused() {
        assertThat(Host.parse("blocked.test.")).contains(BLOCKED);
        assertThat(Host.parse("blocked.test..")).isEmpty();
        assertThat(Host.parse("blocked.test...")).isEmpty();
        assertThat(Host.parse("127.0.0.1.")).map(Host::text).contains("127.0.0.1");
        assertThat(Host.parse("127.0.0.1..")).isEmpty();
        assertThat(read("http://blocked.test../")).isEmpty();
        assertThat(Target.Site.parse("blocked.test..:443")).isEmpty();
    }

    @Test
    void e11TheHostStandsBehindTheLastAtSign() {
        assertThat(read("http://allowed.test@blocked.test/")).contains("http://blocked.test/");
        assertThat(read("http://allowed.test:80@blocked.test/")).contains("http://blocked.test/");
        assertThat(read("http://x@allowed.test@blocked.test/")).contains("http://blocked.test/");
        assertThat(read("http://blocked.test%40allowed.test/")).isEmpty();
        assertThat(read("http://allowed.test/@blocked.test")).contains("http://allowed.test/@blocked.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://allowed.test\\@blocked.test/", "http:\\\\blocked.test", "http:/\\blocked.test/",
                "http://allowed.test\\.blocked.test/", "http://allowed.test\\", "http://allowed.test/\\..\\blocked",
                "http://allowed.test/?\\", "http://allowed.test%5c@blocked.test%5c/"})
    void e12ABackslashIsRefused(String url) {
        assertThat(read(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%62locked.test", "%62%4c%6Fcked%2etest", "blocked%2Etest%2e", "%EF%BD%82locked.test"})
    void e13AnEscapedHostIsReadOnce(String host) {
        assertThat(Host.parse(host)).contains(BLOCKED);
        assertThat(read("http://" + host + "/")).contains("http://blocked.test/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%2562locked.test", "%25%36%32locked.test", "blocked%252etest", "\uFF05\uFF16\uFF12locked.test",
                "%EF%BC%8562locked.test", "%", "%6", "%zz", "blocked.test%", "%C3.test", "%ff.test"})
    void e14AHostEscapedTwiceOrBrokenIsRefused(String host) {
        assertThat(Host.parse(host)).isEmpty();
        assertThat(read("http://" + host + "/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3232235777, 192.168.1.1", "0, 0.0.0.0", "4294967295, 255.255.255.255", "2130706433., 127.0.0.1"})
    void e15AnIpv4AddressAsOneNumberIsThatAddress(String host, String address) {
        assertThat(Host.parse(host)).map(Host::text).contains(address);
    }

    @ParameterizedTest
    @CsvSource({"0300.0250.1.1, 192.168.1.1", "030052000401, 192.168.1.1", "0177.0.0.01, 127.0.0.1",
        "00000300.0250.0001.01, 192.168.1.1"})
    void e16AnIpv4AddressInOctalIsThatAddress(String host, String address) {
        assertThat(Host.parse(host)).map(Host::text).contains(address);
    }

    @ParameterizedTest
    @CsvSource({"0xC0A80101, 192.168.1.1", "0xC0.0xA8.1.1, 192.168.1.1", "0XC0.0250.0x101, 192.168.1.1",
        "0x7f.1, 127.0.0.1", "0x0000007f.0x0.0x0.0x1, 127.0.0.1"})
    void e17AnIpv4AddressInHexadecimalIsThatAddress(String host, String address) {
        assertThat(Host.parse(host)).map(Host::text).contains(address);
    }

    @ParameterizedTest
    @CsvSource({"127.1, 127.0.0.1", "10.1, 10.0.0.1", "127.0.1, 127.0.0.1", "192.168.257, 192.168.1.1",
        "1.256, 1.0.1.0"})
    void e18AShortIpv4AddressIsTheWholeOne(String host, String address) {
        assertThat(Host.parse(host)).map(Host::text).contains(address);
    }

    @Test
    void e19AnOddNumberIsAnAddressOrNothingAndNeverAName() {
        for (String nothing : List.of("256.1.1.1", "1.2.3.256", "1.2.3.4.5", "1.2.3.4.5.", "4294967296", "0x100000000",
                "09", "1.2.3.08", "a.1", "a.0x", "1..2", "blocked.test.0x7f", "99999999999999999999")) {
            assertThat(Host.parse(nothing)).as(nothing).isEmpty();
            assertThat(HostName.parse(nothing)).as(nothing).isEmpty();
        }
        assertThat(Host.parse("0x")).map(Host::text).contains("0.0.0.0");
        assertThat(Host.parse("0x.0x.0")).map(Host::text).contains("0.0.0.0");
        for (String name : List.of("1e9", "0xg", "1.2.3.4a", "1.2.3.4.test", "123.co")) {
            assertThat(Host.parse(name)).as(name).contains(new HostName(name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[::ffff:192.0.2.1]", "[::ffff:c000:201]", "[::FFFF:C000:0201]", "[0:0:0:0:0:ffff:192.0.2.1]",
                "[0000:0000:0000:0000:0000:ffff:c000:0201]"})
    void e20AnIpv4AddressMappedIntoIpv6IsThatAddress(String host) {
        assertThat(Host.parse(host)).isEqualTo(Host.parse("192.0.2.1"));
        assertThat(read("http://" + host + "/")).contains("http://192.0.2.1/");
    }

    @Test
    void e21AnIpv6AddressHasOneSpellingAndNoZone() {
        for (String one : List.of("[2001:db8::1]", "[2001:0DB8:0:0::1]", "[2001:DB8:0000:0000:0000:0000:0000:0001]",
                "[2001:db8::0:1]", "[2001:db8:0:0:0:0:0.0.0.1]")) {
            assertThat(Host.parse(one)).as(one).map(Host::text).contains("[2001:db8::1]");
        }
        for (String zone : List.of("[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1%lo]", "[::1%25lo]", "[::1%]")) {
            assertThat(Host.parse(zone)).as(zone).isEmpty();
            assertThat(read("http://" + zone + "/")).as(zone).isEmpty();
        }
    }

    /// Whoever judges an address asks it for the one within; the list index does.
    @ParameterizedTest
    @CsvSource({
        "64:ff9b::c000:201, 192.0.2.1", "64:ff9b::192.0.2.1, 192.0.2.1", "2002:c000:201::, 192.0.2.1",
        "2002:c000:201:1:2:3:4:5, 192.0.2.1", "2001:0:4136:e378:8000:63bf:3fff:fdfe, 192.0.2.1",
        "2001::3fff:fdfe, 192.0.2.1", "::192.0.2.1, 192.0.2.1", "::c000:201, 192.0.2.1"})
    void e22TheIpv4AddressWithinAnIpv6AddressIsThereToBeJudgedToo(String address, String within) {
        assertThat(IpAddress.parse(address).orElseThrow().embeddedV4()).isEqualTo(IpAddress.parse(within));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "::ffff:192.0.2.1", "::", "::1", "2001:db8::1", "2001:1::c000:201",
                "2003:c000:201::",
                "64:ff9b:1::c000:201", "64:ff9b::1:c000:201", "fe80::c000:201", "::1:c000:201"})
    void e22OtherAddressesHoldNone(String address) {
        assertThat(IpAddress.parse(address).orElseThrow().embeddedV4()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ｂlocked。test", "ｂｌｏｃｋｅｄ．ｔｅｓｔ", "blocked\u3002test", "blocked\uFF0Etest",
                "blocked\uFF61test", "blocked.test\u3002", "blocked%E3%80%82test", "bloc\u212Aed.test"})
    void e23WideLettersAndDotsAreTheNarrowOnes(String host) {
        assertThat(Host.parse(host)).contains(BLOCKED);
    }

    @Test
    void e24WhatCannotBeSeenInANameIsTakenOutOrRefused() {
        for (String one : List.of("bl\u00ADocked.test", "bl\u200Bocked.test", "\uFEFFblocked.test",
                "blocked\u2060.test", "bl%C2%ADocked.test")) {
            assertThat(Host.parse(one)).as(one).contains(BLOCKED);
        }
        for (String none : List.of("bl\u200Docked.test", "bl\u200Cocked.test", "bl\u202Eocked.test")) {
            assertThat(Host.parse(none)).as(none).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bücher.example", "BÜCHER.example", "bu\u0308cher.example", "xn--bcher-kva.example",
                "XN--BCHER-KVA.EXAMPLE", "%78n--bcher-kva.example", "b%C3%BCcher.example",
                "x\u00ADn--bcher-kva.example"})
    void e25ANameIsOneInItsScriptAndInPunycode(String host) {
        assertThat(Host.parse(host)).contains(new HostName("xn--bcher-kva.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"xn--blocked-.test", "xn--BLOCKED-.test", "xn--.test", "xn--a.test", "xn--999999999.test",
                "xn--u-ccb.test", "xn--ls8h=.test", "xn--bcher-KVA\u00DF.test", "xn--abc-.example",
                "%78n--blocked-.test", "a.xn--blocked-", "xn--xn--bcher-kva-.test"})
    void e26PunycodeThatStandsForNoNameIsRefused(String host) {
        assertThat(Host.parse(host)).isEmpty();
        assertThat(HostName.parse(host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bl\u043Ecked.test", "b1ocked.test", "bl0cked.test", "bl\u03BFcked.test", "b\u04CFocked.test",
                "blo\u0441ked.test", "b\u04CFo\u0441k\u0435d.test", "BL\u041ECKED.test"})
    void e27ANameThatLooksLikeAnotherIsItselfAndIsSeenToLookLikeIt(String host) {
        HostName other = HostName.parse(host).orElseThrow();
        assertThat(other).isNotEqualTo(BLOCKED);
        assertThat(other.looksLike(BLOCKED)).as(other.name()).isTrue();
        assertThat(BLOCKED.looksLike(other)).isTrue();
        assertThat(Skeleton.of(other)).isEqualTo(Skeleton.of(BLOCKED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"blocked.test", "block.test", "blocked.text", "www.blocked.test", "blöcked.test",
                "xn--.test"})
    void e27OtherNamesDoNotLookLikeIt(String host) {
        assertThat(HostName.parse(host).map(name -> name.looksLike(BLOCKED)).orElse(false)).isFalse();
    }

    /// Which ports a `CONNECT` may name is the proxy's to say; see there.
    @Test
    void e28TheHostIsTheSameAtEveryPort() {
        assertThat(Target.Page.parse("http://blocked.test:8080/")).map(Target::host).contains(BLOCKED);
        assertThat(Target.Site.parse("blocked.test:22")).map(Target::host).contains(BLOCKED);
        assertThat(Target.Site.parse("blocked.test:22")).map(Target::port).contains(22);
    }

    @Test
    void e29APortIsADecimalNumberOrNothing() {
        assertThat(read("https://blocked.test:0443/")).contains("https://blocked.test/");
        assertThat(read("http://blocked.test:/")).contains("http://blocked.test/");
        assertThat(Target.Site.parse("blocked.test:0443")).map(Target::port).contains(443);
        for (String port : List.of("65536", "+443", "-1", "0", "0x1bb", "443a", "4 43", "%34%34%33", "４４３",
                "18446744073709552059", "443:443")) {
            assertThat(read("http://blocked.test:" + port + "/")).as(port).isEmpty();
            assertThat(Target.Site.parse("blocked.test:" + port)).as(port).isEmpty();
        }
        assertThat(Target.Site.parse("blocked.test:")).isEmpty();
    }

    @Test
    void e49EscapesOfPlainLettersAreReadOnceAndADoubleOneIsLiteral() {
        for (String porn : List.of("/porn", "/%70orn", "/p%6Frn", "/p%6frn", "/%70%6f%72%6e")) {
            assertThat(UrlPath.parse(porn)).as(porn).map(UrlPath::text).contains("/porn");
        }
        assertThat(UrlPath.parse("/%2570orn")).map(UrlPath::text).contains("/%2570orn");
        assertThat(UrlPath.parse("/a%2fb")).map(UrlPath::text).contains("/a%2Fb");
        assertThat(UrlPath.parse("/a|b")).isEqualTo(UrlPath.parse("/a%7cb"));
    }

    @Test
    void e50DotSegmentsAreWalkedBeforeARuleLooks() {
        for (String blocked : List.of("/a/../blocked", "/./blocked", "/a/b/../../blocked", "/../../blocked",
                "/a/%2e%2e/blocked", "/a/.%2E/blocked", "/%2e/blocked", "/a/b/%2e%2e/%2e%2e/blocked")) {
            assertThat(UrlPath.parse(blocked)).as(blocked).map(UrlPath::text).contains("/blocked");
        }
        assertThat(UrlPath.parse("//blocked")).map(UrlPath::text).contains("//blocked");
        assertThat(UrlPath.parse("/a/..;x/blocked")).map(UrlPath::text).contains("/a/..;x/blocked");
        assertThat(UrlPath.parse("/a/..\\blocked")).isEmpty();
    }

    /// The rules that look at the words come later; here they are read.
    @ParameterizedTest
    @CsvSource({
        "q=how+to, how to", "q=how%20to, how to", "q=caf%C3%A9, café", "q=caf%E9, café", "q=caf%u00E9, café",
        "q=caf%25C3%25A9, café", "q=caf%25E9, café", "q=%2563af%25C3%25A9, café", "q=caf%2525C3, caf%25C3",
        "q=%D0%BF%D0%BE, по", "q=%u043f%u043E, по", "q=%252B, +"})
    void e51SearchWordsAreReadHoweverTheyAreEncoded(String query, String word) {
        QueryWords words = QueryWords.of(UrlPath.parse("/search?" + query + "&hl=en").orElseThrow());
        assertThat(words.parameters().getFirst().name()).isEqualTo("q");
        assertThat(words.parameters().getFirst().readings()).contains(word);
        assertThat(words.parameters().getLast()).isEqualTo(new QueryWords.Parameter("hl", List.of("en")));
    }

    @ParameterizedTest
    @ValueSource(ints = {8 << 10, 64 << 10, 1 << 20})
    void e52AVeryLongUrlIsReadToItsEnd(int length) {
        String filler = "/" + "a".repeat(length);
        assertThat(read("http://blocked.test" + filler + "/../x")).contains("http://blocked.test/x");
        assertThat(read("http://blocked.test/" + "b/../".repeat(length / 5) + "x")).contains("http://blocked.test/x");
        assertThat(read("http://blocked.test" + filler + "%70")).contains("http://blocked.test" + filler + "p");
        assertThat(read("http://blocked.test" + filler + "\\")).isEmpty();
        assertThat(read("http://blocked.test/?" + filler + "#")).isEmpty();
        assertThat(read("http://" + "a".repeat(length) + "@blocked.test/")).contains("http://blocked.test/");
        assertThat(read("http://" + "a.".repeat(length / 2) + "blocked.test/")).isEmpty();
        assertThat(read("http://blocked.test:" + "0".repeat(length) + "80/")).contains("http://blocked.test/");
    }
}
