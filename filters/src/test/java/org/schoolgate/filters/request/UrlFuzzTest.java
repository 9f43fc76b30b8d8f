package org.schoolgate.filters.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/// Any text at all, as a URL, a host and port, a host, and a query: reading it never fails, and whatever is read is
/// canonical.
class UrlFuzzTest {

    @FuzzTest(maxDuration = "60s")
    @DictionaryEntries({"http://", "https://", "ws://", "[::", "::ffff:", "64:ff9b::", "0x", "xn--", "..", "/../",
        "%2e", "%25",
        "%u00", "\u3002", "\u00ad", "\u200d", "@", ":443"})
    void whateverIsReadIsCanonical(byte[] input) {
        String text = new String(input, UTF_8);
        Target.Page.parse(text).ifPresent(UrlFuzzTest::check);
        Target.Page.parse("http://" + text).ifPresent(UrlFuzzTest::check);
        Target.Site.parse(text).ifPresent(site -> {
            check(site.host());
            same(Target.Site.parse(site.text()), site);
        });
        Host.parse(text).ifPresent(UrlFuzzTest::check);
        QueryWords.of(text);
    }

    private static void check(Target.Page page) {
        check(page.host());
        same(Target.Page.parse(page.text()), page);
        same(UrlPath.parse(page.path().text()), page.path());
        require(page.text().chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\' && c != '#'), page);
        require(page.authority().indexOf('@') < 0, page);
        QueryWords.of(page.path());
    }

    private static void check(Host host) {
        same(Host.parse(host.text()), host);
        switch (host) {
            case IpAddress address -> {
                same(IpAddress.parse(address.toString()), address);
                address.embeddedV4().ifPresent(within -> require(within.isV4(), address));
            }
            case HostName name -> {
                same(HostName.parse(name.name()), name);
                require(name.name().matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*"), name);
                require(name.equals(new HostName(name.name())) && name.length() <= 253, name);
                for (int at = 0; at <= name.length() - 8; at++) {
                    require(name.word(at) == word(name.name(), at), name);
                }
                String endings = "." + name.name();
                for (int ending = 0; ending < name.length();) {
                    int next = name.endingAfter(ending);
                    int dot = endings.lastIndexOf('.', name.length() - ending - 1);
                    require(next == name.length() - dot, name);
                    require(next >= 64 || (name.endings() << next & Long.MIN_VALUE) != 0, name);
                    ending = next;
                }
            }
        }
    }

    /// As [HostName#word] says, one character after the other.
    private static long word(String name, int from) {
        long word = 0;
        for (int i = 7; i >= 0; i--) {
            word = word << 8 | name.charAt(from + i);
        }
        return word;
    }

    private static <T> void same(Optional<? extends T> again, T first) {
        require(again.isPresent() && again.get().equals(first), first);
    }

    private static void require(boolean holds, Object read) {
        if (!holds) {
            throw new AssertionError("not canonical: " + read);
        }
    }
}
