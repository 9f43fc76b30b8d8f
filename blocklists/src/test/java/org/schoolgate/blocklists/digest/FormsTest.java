package org.schoolgate.blocklists.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.blocklists.digest.Digesting.Form;
import org.schoolgate.blocklists.digest.Digesting.Kind;
import org.schoolgate.filters.request.Target;

/// The spellings of an address, held against the examples of the public specification (Safe Browsing, "URLs and Hashing").
class FormsTest {

    private static List<String> forms(String url, Form form) {
        return Forms.of(Target.Page.parse(url).orElseThrow(), form).stream().map(Forms.Spelling::text).toList();
    }

    @Test
    void aPageWithAQueryHasTheEightOfTheSpecification() {
        assertThat(forms("http://a.b.c/1/2.html?param=1", Form.PAGES)).containsExactly("a.b.c/1/2.html?param=1",
                "a.b.c/1/2.html", "a.b.c/1/", "a.b.c/", "b.c/1/2.html?param=1", "b.c/1/2.html", "b.c/1/", "b.c/");
    }

    @Test
    void ofALongHostTheWholeAndItsLastFiveLabelsCount() {
        assertThat(forms("http://a.b.c.d.e.f.g/1.html", Form.PAGES)).containsExactly("a.b.c.d.e.f.g/1.html",
                "a.b.c.d.e.f.g/", "c.d.e.f.g/1.html", "c.d.e.f.g/", "d.e.f.g/1.html", "d.e.f.g/", "e.f.g/1.html",
                "e.f.g/", "f.g/1.html", "f.g/");
    }

    @Test
    void anAddressOfAMachineHasNoShorterHost() {
        assertThat(forms("http://1.2.3.4/1/", Form.PAGES)).containsExactly("1.2.3.4/1/", "1.2.3.4/");
        assertThat(forms("http://[64:ff9b::102:304]/", Form.PAGES)).containsExactly("1.2.3.4/");
        assertThat(forms("http://[2001:db8:0::1]/", Form.PAGES)).containsExactly("[2001:db8::1]/");
    }

    @Test
    void theyAreThirtyAtMost() {
        List<String> all = forms("https://a.b.c.d.e.f.example/1/2/3/4/5/6/7.html?q", Form.PAGES);
        assertThat(all).hasSize(30).doesNotHaveDuplicates().contains("f.example/1/2/3/").doesNotContain(
                "f.example/1/2/3/4/");
    }

    @Test
    void theSchemeIsTheOneThatTheListHas() {
        assertThat(forms("https://b.example/1", Form.HTTP_PAGES)).containsExactly("http://b.example/1",
                "http://b.example/");
        assertThat(forms("http://b.example/", Form.HTTPS_PAGES)).containsExactly("https://b.example/");
    }

    @Test
    void ofHostsThereIsNothingBehindTheName() {
        assertThat(forms("https://www.b.example:8443/1?q", Form.HOSTS)).containsExactly("www.b.example", "b.example");
    }

    @Test
    void ofATunnelOnlyHostsShow() {
        Target tunnel = Target.Site.parse("www.b.example:443").orElseThrow();
        assertThat(Forms.of(tunnel, Form.PAGES)).extracting(Forms.Spelling::text).containsExactly("www.b.example/",
                "b.example/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"http://host/%25%32%35 host/%25", "http://host/%25%32%35%25%32%35 host/%25%25",
                "http://host/%2525252525252525 host/%25", "http://host/asdf%25%32%35asd host/asdf%25asd",
                "http://host/%257Ea%2521b%2540c%2523d%2524e%25f%255E00%252611%252A22%252833%252944_55%252B "
                        + "host/~a!b@c%23d$e%25f^00&11*22(33)44_55+",
                "http://www.google.com/q?r?s www.google.com/q?r?s", "http://evil.com/foo?bar; evil.com/foo?bar;",
                "http://www.google.com/blah/.. www.google.com/", "http://host.com//twoslashes?more//slashes "
                        + "host.com/twoslashes?more//slashes",
                "http://www.GOOgle.com/ www.google.com/", "http://3279880203/blah 195.127.0.11/blah",
                "http://www.gotaport.com:1234/ www.gotaport.com/", "http://host.com/ab%23cd host.com/ab%23cd",
                "http://195.127.0.11/uploads/%20%20%20%20/.verify/.eBay/ 195.127.0.11/uploads/%20%20%20%20/.verify/.eBay/",
                "http://host/a/%2e%2e/b/%252e/c host/b/c", "http://host/%80 host/%80"})
    void anAddressIsSpeltAsTheSpecificationSpellsIt(String url, String spelling) {
        assertThat(forms(url, Form.PAGES)).first().isEqualTo(spelling);
    }

    @Test
    void escapesInEscapesCostNoMoreThanTheirLength() {
        String deep = "http://host/%" + "25".repeat(500_000) + "41";
        long began = System.nanoTime();
        assertThat(forms(deep, Form.PAGES)).contains("host/A");
        assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
    }

    @Test
    void theDigestIsTheOneThatOthersMakeOfIt() {
        assertThat(HexFormat.of().formatHex(new Digesting(Kind.MD5, Form.PAGES).of("abc")))
                .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(HexFormat.of().formatHex(new Digesting(Kind.SHA1, Form.PAGES).of("abc")))
                .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(HexFormat.of().formatHex(new Digesting(Kind.SHA256, Form.PAGES).of("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Digesting.ALL).allSatisfy(each -> {
            assertThat(Digesting.parse(each.toString())).contains(each);
            assertThat(Digesting.read(each.mark())).contains(each);
        });
        assertThat(Digesting.parse(" SHA-256  of hosts ")).contains(new Digesting(Kind.SHA256, Form.HOSTS));
        assertThat(Digesting.parse("sha512 of hosts")).isEmpty();
    }
}
