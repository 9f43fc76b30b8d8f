package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.proxy.tls.Authority;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The school's own authority, from the command line.
class CaCommandIT {

    @TempDir
    private Path folder;

    private Curl.Result ca(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "ca";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--data";
        all[arguments.length + 2] = folder.toString();
        return Product.command(all);
    }

    private Authority authority() throws Exception {
        return Authority.open(folder.resolve("ca"), Optional.empty(), InstantSource.system());
    }

    private static X509Certificate read(byte[] bytes) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes));
    }

    @Test
    void beforeTheFirstStartItSaysThatThereIsNone() throws Exception {
        for (String[] command : new String[][]{{"show"}, {"export"}, {"rotate"}}) {
            Curl.Result answer = ca(command);
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.text()).contains("no authority yet").contains("--data");
        }
        assertThat(Files.exists(folder.resolve("ca"))).isFalse();
    }

    @Test
    void itIsShownAndExportedWithoutItsKey() throws Exception {
        Authority authority = authority();
        Curl.Result shown = ca("show");
        assertThat(shown.exit()).isZero();
        assertThat(shown.text()).contains("In force").contains(authority.fingerprint());
        JsonNode json = JsonMapper.shared().readTree(ca("show", "--json").text()).get("authorities").get(0);
        assertThat(json.get("standing").asString()).isEqualTo("in-force");
        assertThat(json.get("fingerprint").asString()).isEqualTo(authority.fingerprint());
        Curl.Result pem = ca("export");
        assertThat(pem.text()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(read(pem.text().getBytes(StandardCharsets.US_ASCII))).isEqualTo(authority.certificate());
        Path der = folder.resolve("school.cer");
        assertThat(ca("export", "--der", "--to", der.toString()).text()).contains(authority.fingerprint());
        assertThat(Files.readAllBytes(der)).isEqualTo(authority.certificate().getEncoded());
        assertThat(ca("export", "--der").exit()).isEqualTo(2);
        assertThat(JsonMapper.shared().readTree(ca("export", "--json").text()).get("pem").asString())
                .isEqualTo(pem.text());
        for (Curl.Result answer : new Curl.Result[]{shown, pem, ca("show", "--json"), ca("export", "--json")}) {
            assertThat(answer.text()).doesNotContain("PRIVATE");
        }
    }

    @Test
    void theNextOneIsMadeAndSwitchedTo() throws Exception {
        Authority first = authority();
        Curl.Result made = ca("rotate", "--never", "marlbeck.example");
        assertThat(made.exit()).as(made.text()).isZero();
        assertThat(authority().certificate()).isEqualTo(first.certificate());
        X509Certificate next = read(ca("export", "--next").text().getBytes(StandardCharsets.US_ASCII));
        assertThat(next.getCriticalExtensionOIDs()).contains("2.5.29.30");
        assertThat(ca("rotate").text()).contains("made already");
        assertThat(ca("rotate", "--never", "not a name").exit()).isEqualTo(2);
        assertThat(ca("rotate", "--switch").exit()).isZero();
        assertThat(authority().certificate()).isEqualTo(next);
        JsonNode all = JsonMapper.shared().readTree(ca("show", "--json").text()).get("authorities");
        assertThat(all).extracting(one -> one.get("standing").asString()).containsExactly("in-force", "old");
        assertThat(all.get(1).get("fingerprint").asString()).isEqualTo(first.fingerprint());
        assertThat(ca("rotate", "--switch").exit()).isEqualTo(1);
    }
}
