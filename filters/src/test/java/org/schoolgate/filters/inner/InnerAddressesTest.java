package org.schoolgate.filters.inner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.Rounds;
import org.schoolgate.filters.request.Target;

class InnerAddressesTest {

    private static final InnerAddresses INNER = Shipped.inner();

    private static Target target(String text) {
        return text.contains("://")
                ? Target.Page.parse(text).orElseThrow()
                : Target.Site.parse(text).orElseThrow();
    }

    private static List<String> in(String text) {
        InnerAddresses.Found found = INNER.in(target(text));
        assertThat(found.whole()).as(text).isTrue();
        return found.addresses().stream().map(Target::text).toList();
    }

    /// Each stands in the address on the left; the last of them is the one that was hidden deepest.
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            textBlock = """
                https://blocked-test.translate.goog/a?b=c&_x_tr_sl=de&_x_tr_tl=en https://blocked.test/a?b=c
                https://blocked-test.translate.goog/?_x_tr_sch=http http://blocked.test/
                https://www-a--b-test.translate.goog/x https://www.a-b.test/x
                https://0-mnchen--3ya-test.translate.goog/?_x_tr_enc=0 https://xn--mnchen-3ya.test/
                https://1-blocked-test.translate.goog/?_x_tr_enc=1 https://blocked.test/
                https://test.translate.goog/?_x_tr_hp=www-blocked- https://www.blocked.test/
                blocked-test.translate.goog:443 blocked.test:443
                blocked-test.cdn.ampproject.org:443 blocked.test:443
                https://translate.google.com/translate?sl=auto&u=http%3A%2F%2Fblocked.test%2Fa http://blocked.test/a
                https://translate.google.co.uk/translate?u=blocked.test https://blocked.test/
                http://translate.google.com/translate?u=blocked.test/a http://blocked.test/a
                https://translate.yandex.ru/translate?url=https%3A%2F%2Fblocked.test https://blocked.test/
                https://www.microsofttranslator.com/bv.aspx?from=&to=en&a=http%3A%2F%2Fblocked.test http://blocked.test/
                https://www.bing.com/ck/a?!&p=1&u=a1aHR0cHM6Ly9ibG9ja2VkLnRlc3QvYQ&ntb=1 https://blocked.test/a
                https://webcache.googleusercontent.com/search?q=cache:abcDEF123:http://blocked.test/a+words http://blocked.test/a
                https://webcache.googleusercontent.com/search?q=cache:blocked.test https://blocked.test/
                https://web.archive.org/web/2020/http://blocked.test/a http://blocked.test/a
                https://web.archive.org/web/20200101000000id_/https://blocked.test/ https://blocked.test/
                https://web.archive.org/web/2020/blocked.test/a https://blocked.test/a
                https://web.archive.org/web/2020/http:/blocked.test/a http://blocked.test/a
                https://archive.ph/http://blocked.test/ http://blocked.test/
                https://archive.ph/newest/blocked.test/ https://blocked.test/
                https://archive.ph/submit/?url=http%3A%2F%2Fblocked.test http://blocked.test/
                https://a-test.cdn.ampproject.org/c/s/blocked.test/a https://blocked.test/a
                https://a-test.cdn.ampproject.org/v/blocked.test/a http://blocked.test/a
                https://www.google.co.uk/amp/s/blocked.test/a https://blocked.test/a
                https://www.google.com/url?q=https://blocked.test/&sa=D https://blocked.test/
                https://www.google.com/imgres?imgurl=https%3A%2F%2Fblocked.test%2Fa.png https://blocked.test/a.png
                https://duckduckgo.com/l/?uddg=https%3A%2F%2Fblocked.test%2F&rut=1 https://blocked.test/
                https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2fblocked.test%2f/RK=2/RS=x https://blocked.test/
                https://12ft.io/blocked.test https://blocked.test/
                https://r.jina.ai/https://blocked.test/a?b=c https://blocked.test/a?b=c
                """)
    void aSiteThatIsKnownToShowOthersIsReadAsItWritesThem(String written, String inner) {
        assertThat(in(written)).contains(inner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"url=http://blocked.test/", "u=http%3A%2F%2Fblocked.test%2F", "URL=HTTP://BLOCKED.TEST/",
                "u=http%253A%252F%252Fblocked.test%252F", "x=1;u=http://blocked.test/", "u=+http://blocked.test/",
                "u=%20http://blocked.test/", "u=//blocked.test/", "u=http:/blocked.test/", "u=http:blocked.test",
                "u=http%3A%5C%5Cblocked.test%5C", "u=h%74tp://blocked.test/", "u=http://a@blocked.test/",
                "u=http://%62locked.test/", "u=http%3A%2F%2Fbl%C2%ADocked.test%2F", "%75=http://blocked.test/",
                "u=aHR0cDovL2Jsb2NrZWQudGVzdC8", "u=aHR0cDovL2Jsb2NrZWQudGVzdC8%3D", "u=aHR0cDovL2Jsb2NrZWQudGVzdC8=",
                "u=SFRUUDovL0JMT0NLRUQuVEVTVC8", "u=687474703a2f2f626c6f636b65642e746573742f",
                "u=687474703A2F2F626C6F636B65642E746573742F", "u=uggc://oybpxrq.grfg/", "u=uggc%3N%2S%2Soybpxrq.grfg",
                "u=hvtrs8%2F-bnoakgd%2Ctgsv%2F", "u=dWdnYzovL295YnB4cnEuZ3JmZy8",
                "u=YUhSMGNEb3ZMMkpzYjJOclpXUXVkR1Z6ZEM4",
                "u=Njg3NDc0NzAzYTJmMmY2MjZjNmY2MzZiNjU2NDJlNzQ2NTczNzQyZg", "u=JTY4dHRwOi8vYmxvY2tlZC50ZXN0Lw",
                "q=nUE0pQbiY2Wfo2AeMJDhqTImqP8"})
    void anAddressInAParameterIsFoundHoweverItIsWritten(String query) {
        for (String page : List.of("/browse.php", "/index.php", "/")) {
            assertThat(in("http://proxy.test" + page + "?b=4&" + query)).as(query)
                    .anyMatch(address -> address.matches("https?://blocked\\.test/"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/http://blocked.test/", "/https://blocked.test/", "/http:/blocked.test/",
                "/proxy/http%3A%2F%2Fblocked.test%2F", "/x_http://blocked.test/",
                "/uv/service/hvtrs8%2F-bnoakgd%2Ctgsv%2F",
                "/go/aHR0cDovL2Jsb2NrZWQudGVzdC8", "/go/aHR0cDovL2Jsb2NrZWQudGVzdC8/x",
                "/h/687474703a2f2f626c6f636b65642e746573742f", "/cgi-bin/nph-proxy.cgi/000000A/http/blocked.test/",
                "/v3/__https://blocked.test/__;!!abc", "/a/uggc:%2F%2Foybpxrq.grfg%2F",
                "/RU=http%3a%2f%2fblocked.test/RK=2"})
    void anAddressInAPathIsFoundHoweverItIsWritten(String path) {
        assertThat(in("http://proxy.test" + path)).as(path)
                .anyMatch(found -> found.matches("https?://blocked\\.test/.*"));
    }

    @Test
    void addressesWithinEachOtherAreAllFound() {
        assertThat(in("https://web.archive.org/web/2020/https://translate.google.com/translate?u=http://blocked.test/"))
                .containsExactly("https://translate.google.com/translate?u=http://blocked.test/",
                        "http://blocked.test/");
        assertThat(in("https://translate-google-com.translate.goog/translate?u=http%3A%2F%2Fblocked.test"))
                .contains("http://blocked.test/");
    }

    /// What was met on the way through one value says nothing about another.
    @Test
    void oneValueHidesNoOther() {
        String last = "http%253A%252F%252Fblocked.test%252F";
        String first = last;
        for (int i = 0; i < Readings.DEEPEST - 1; i++) {
            first = java.util.HexFormat.of().formatHex(first.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertThat(in("http://proxy.test/?u=" + first + "&u=" + last)).containsExactly("http://blocked.test/");
    }

    @Test
    void whatIsPackedTooDeepOrTooManyIsNotTakenForRead() {
        String deep = "http://blocked.test/";
        for (int i = 0; i < InnerAddresses.DEEPEST + 1; i++) {
            deep = "http://p" + i + ".test/" + deep;
        }
        assertThat(INNER.in(target(deep)).whole()).isFalse();
        String many = IntStream.range(0, InnerAddresses.MOST + 1).mapToObj(i -> "u=http://p" + i + ".test/")
                .collect(Collectors.joining("&", "http://proxy.test/?", ""));
        InnerAddresses.Found found = INNER.in(target(many));
        assertThat(found.whole()).isFalse();
        assertThat(found.addresses()).hasSize(InnerAddresses.MOST);
        String fewer = many.substring(0, many.lastIndexOf('&'));
        assertThat(INNER.in(target(fewer)).whole()).isTrue();
    }

    /// Made of pieces that mean something to one of the readings.
    @Test
    void whateverStandsThereIsReadWithoutAFault() {
        String[] pieces = {"http", "HTTPS", ":", "//", "%", "%3A", "%2f", "%zz", "aHR0c", "uggc", "68747470", "hvtr",
            "?", "&",
            "=", ";", "u", "url", "q=", "+", "/", "blocked.test", "-", "--", ".", "@", "[", "]", "::1", "0-", "xn--",
            "_x_tr_hp=",
            "_x_tr_sch=http", "cache:", "nph-x/", "~", "*", "s/", "web/", "9"};
        String[] hosts = {"p.test", "a-b.translate.goog", "0-x.translate.goog", "web.archive.org", "www.google.com",
            "webcache.googleusercontent.com", "x-test.cdn.ampproject.org", "www.bing.com", "12ft.io", "192.0.2.1"};
        Rounds.play(5_000, random -> {
            StringBuilder path = new StringBuilder("/");
            for (int i = random.nextInt(24); i > 0; i--) {
                path.append(Rounds.oneOf(random, pieces));
            }
            Target.Page.parse("http://" + Rounds.oneOf(random, hosts) + path).ifPresent(page -> {
                InnerAddresses.Found found = INNER.in(page);
                assertThat(found.addresses()).doesNotContain(page).hasSizeLessThanOrEqualTo(InnerAddresses.MOST);
                found.addresses().forEach(inner -> assertThat(target(inner.text())).isEqualTo(inner));
            });
        });
    }

    @Test
    void aLongAddressIsReadInNoTime() {
        String tail = "&u=http://blocked.test/";
        for (String piece : List.of("u=aHR0&", "u=%2568&", "x=%&", "u=%41%41&", ";u=6874", "q=nUE0")) {
            String url = "http://proxy.test/?" + piece.repeat(32_000 / piece.length());
            InnerAddresses.Found found = INNER.in(target(url + tail));
            assertThat(
                    !found.whole() || found.addresses().stream().anyMatch(a -> a.text().equals("http://blocked.test/")))
                    .as(piece).isTrue();
        }
    }

    /// What people type, and what sites write that leads nowhere.
    @ParameterizedTest
    @ValueSource(
            strings = {"https://www.google.co.uk/search?q=http://blocked.test/",
                "https://www.bing.com/search?q=blocked.test",
                "https://duckduckgo.com/?q=http%3A%2F%2Fblocked.test",
                "https://www.youtube.com/results?search_query=https://b.test",
                "https://a.test/?q=node.js", "https://a.test/?q=chemistry+homework", "https://a.test/http/index.html",
                "https://a.test/?referrer=https://blocked.test/", "https://a.test/docs/https-explained",
                "https://a.test/",
                "https://a.test/?u=abcdefghijkl", "https://a.test/?target=_blank", "https://a.test/?page=12&to=30",
                "https://a.test/hvtr", "translate.goog:443", "https://translate.goog/", "foo.translate.goog:443",
                "https://a.test/?u=http://", "https://a.test/?u=http://[oops/",
                "https://translate.google.com/?sl=en&text=blocked.test",
                "https://a.test/?q=caf%C3%A9", "https://a.test/?id=6874747070", "a.test:443", "192.0.2.1:443"})
    void whatLeadsNowhereIsLeftAlone(String address) {
        assertThat(in(address)).isEmpty();
    }

    @Test
    void whereNothingIsInsideNothingIsAllocated() {
        List<Target> plain = List.of(target("www.school.example:443"), target("translate.goog.example:443"),
                target("192.0.2.1:443"), target("https://www.school.example/"),
                target("https://news.example/world/2026/nov/25/a-long-headline-about-https-and-http?page=2&ref=home"),
                target("https://shop.example/search?q=red+shoes&size=42&sort=price_asc&utm_source=newsletter"));
        ask(plain, 50_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        int found = ask(plain, 200_000);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(found).isZero();
        assertThat(bytes).isLessThan(1_024);
    }

    private static int ask(List<Target> targets, int count) {
        int found = 0;
        Target[] asked = targets.toArray(new Target[0]);
        for (int i = 0; i < count; i++) {
            found += INNER.in(asked[i % asked.length]).addresses().size();
        }
        return found;
    }
}
