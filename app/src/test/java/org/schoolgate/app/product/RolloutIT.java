package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.proxy.tls.Authorities;

/// The school's certificate as whoever installs it gets it from the running gateway, read by the tools that they use.
class RolloutIT {

    @TempDir
    private Path folder;

    @Test
    void theCertificateIsThereForEverySystemAndBothAreWhileAuthoritiesChange() throws Exception {
        try (NameServer names = new NameServer();
                Product product = Product.start(folder.resolve("var"), "--config",
                        Product.configuration(folder.resolve("etc"), names).toString())) {
            String here = "http://" + product.proxy();
            String page = Curl.run(here + "/").text();
            assertThat(page).contains("<h1>The school’s certificate</h1>", "Banking",
                    "some connections are looked into now");
            assertThat(Curl.run("-x", here, "http://schoolgate.internal/").text()).isEqualTo(page);
            assertThat(Curl.run("-I", here + "/").text()).startsWith("HTTP/1.1 200").doesNotContain("<h1>");
            assertThat(Curl.run("-o", "/dev/null", "-w", "%{http_code}", "-d", "x=1", here + "/").text())
                    .isEqualTo("405");

            Path pem = load(here, "school-certificate.pem", "application/x-pem-file");
            Path der = load(here, "school-certificate.cer", "application/x-x509-ca-cert");
            Path profile = load(here, "school-certificate.mobileconfig", "application/x-apple-aspen-config");
            String fingerprint = run("openssl", "x509", "-in", pem.toString(), "-noout", "-fingerprint", "-sha256")
                    .strip().replaceFirst(".*=", "");
            for (int from = 0; from < fingerprint.length(); from += 12) {
                assertThat(page).contains("<span>" + fingerprint.substring(from, from + 11) + "</span>");
            }
            assertThat(run("openssl", "x509", "-inform", "der", "-in", der.toString(), "-noout", "-fingerprint",
                    "-sha256")).contains(fingerprint);
            assertThat(run(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-printcert", "-file",
                    der.toString())).contains(fingerprint);
            assertThat(Files.readString(profile)).contains("com.apple.security.root").doesNotContain("PRIVATE KEY");
            assertThat(Files.readString(pem)).doesNotContain("PRIVATE KEY");

            new Authorities(folder.resolve("var/ca"), InstantSource.system()).prepare(Optional.empty(), List.of());
            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .until(() -> Curl.run(here + "/").text().contains("The next certificate"));
            assertThat(run("openssl", "x509", "-in",
                    load(here, "school-certificate-2.pem", "application/x-pem-file").toString(), "-noout", "-subject"))
                    .contains("Schoolgate authority");
            assertThat(product.scrape("/metrics")).containsPattern("schoolgate_authority_left_days 18[0-9]{2}")
                    .contains("schoolgate_roots_age_days", "schoolgate_leaves_minted_total");
        }
    }

    private Path load(String here, String file, String type) throws Exception {
        Path to = folder.resolve(file);
        assertThat(Curl.run("-o", to.toString(), "-w", "%{http_code} %{content_type}", here + "/" + file).text())
                .isEqualTo("200 " + type);
        return to;
    }

    private static String run(String... command) throws Exception {
        Curl.Result result = Curl.end(List.of(command));
        assertThat(result.exit()).as(result.errors()).isZero();
        return result.text();
    }
}
