package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.policy.School;
import org.schoolgate.proxy.Marlbeck;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class OwnPagesTest {

    private static final List<SchoolCertificate> BOTH = Marlbeck.OWN_SITE.certificates();

    private final Pages pages = pages(Marlbeck.SCHOOL, Marlbeck.OWN_SITE);

    @Test
    void thePageTellsWhatTheSchoolCanSeeAndWhatItNeverLooksInto() {
        Answer page = pages.own("GET", "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("Content-Security-Policy")).startsWith("default-src 'none'")
                .doesNotContain("script");
        assertThat(text(page)).contains("some connections are looked into now", "Never looked into",
                "Banking; Health; Helplines", "do not install this").doesNotContain("<script");
        assertThat(text(pages(Marlbeck.SCHOOL, new OwnSite(BOTH, Optional.empty(), false, List.of())).own("GET", "/")))
                .contains("no connection is looked into now").doesNotContain("Never looked into");
    }

    @Test
    void whileAuthoritiesChangeBothAreThere() {
        assertThat(text(pages.own("GET", "/"))).contains("The certificate in use", "The next certificate");
        for (SchoolCertificate one : BOTH) {
            for (int from = 0; from < one.fingerprint().length(); from += 12) {
                assertThat(text(pages.own("GET", "/"))).contains(one.fingerprint().substring(from, from + 11));
            }
        }
        assertThat(pages.own("GET", "/school-certificate.cer").body()).isEqualTo(BOTH.getFirst().der());
        assertThat(pages.own("GET", "/school-certificate-2.cer").body()).isEqualTo(BOTH.getLast().der());
        assertThat(pages.own("GET", "/school-certificate-3.cer").status()).isEqualTo(404);
    }

    @Test
    void theDownloadsAreReadBackAsTheyWere() throws Exception {
        Answer der = pages.own("GET", "/school-certificate.cer");
        Answer pem = pages.own("GET", "/school-certificate.pem");
        assertThat(der.contentType()).isEqualTo("application/x-x509-ca-cert");
        for (Answer one : List.of(der, pem)) {
            assertThat(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(one.body())).getEncoded())
                    .isEqualTo(BOTH.getFirst().der());
        }
    }

    @Test
    void theProfileIsTheSameEachTimeAndCarriesEveryCertificate() throws Exception {
        School hostile = new School("<Marl & beck>", Marlbeck.SCHOOL.zone(), Marlbeck.SCHOOL.startPage(),
                Marlbeck.SCHOOL.head(), Marlbeck.SCHOOL.safeguardingLead(), Marlbeck.SCHOOL.reviewSite());
        Pages other = pages(hostile, Marlbeck.OWN_SITE);
        Answer profile = other.own("GET", "/school-certificate.mobileconfig");
        assertThat(profile.contentType()).isEqualTo("application/x-apple-aspen-config");
        assertThat(other.own("GET", "/school-certificate.mobileconfig").body()).isEqualTo(profile.body());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document xml = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text(profile))));
        NodeList data = xml.getElementsByTagName("data");
        assertThat(data.getLength()).isEqualTo(2);
        assertThat(data.item(1).getTextContent())
                .isEqualTo(java.util.Base64.getEncoder().encodeToString(BOTH.getLast().der()));
        assertThat(text(profile)).contains("com.apple.security.root", "&lt;Marl &amp; beck");
    }

    @Test
    void withoutACertificateThePageSaysThatNothingIsNeeded() {
        Pages bare = pages(Marlbeck.SCHOOL, new OwnSite(List.of(), Optional.empty(), false, List.of()));
        assertThat(text(bare.own("GET", "/"))).contains("This gateway has no certificate");
        for (String file : List.of("/school-certificate.cer", "/school-certificate.mobileconfig")) {
            assertThat(bare.own("GET", file).status()).isEqualTo(404);
        }
    }

    @Test
    void theListOfRevokedCertificatesIsWhereLeavesSayThatItIs() {
        RevocationFile list = Marlbeck.OWN_SITE.revoked().orElseThrow();
        Answer answer = pages.own("GET", list.path());
        assertThat(answer.contentType()).isEqualTo("application/pkix-crl");
        assertThat(answer.body()).isEqualTo(list.der());
        assertThat(pages.own("GET", "/0a1c.crl").status()).isEqualTo(404);
        assertThat(pages(Marlbeck.SCHOOL, new OwnSite(BOTH, Optional.empty(), false, List.of()))
                .own("GET", list.path()).status()).isEqualTo(404);
    }

    @Test
    void itIsOnlyForReading() {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "BREW")) {
            Answer refused = pages.own(method, "/");
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.headers()).containsAllEntriesOf(Map.of("Allow", "GET, HEAD"));
        }
        assertThat(pages.own("HEAD", "/").status()).isEqualTo(200);
    }

    private static Pages pages(School school, OwnSite site) {
        return new WrittenPages(() -> school, () -> Marlbeck.CATEGORIES, () -> site, InstantSource.fixed(Marlbeck.AT));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
