package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device that takes no certificate unless somebody says that it was not revoked, against the running product.
class RevocationListIT {

    private static final Pattern ADDRESS = Pattern.compile("URI:(http://schoolgate\\.internal/[0-9a-f]{40}\\.crl)");

    @TempDir
    private Path folder;

    @Test
    void aDeviceThatInsistsOnAnAnswerFindsItWhereTheLeafSays() throws Exception {
        try (TlsOrigin site = new TlsOrigin("www.open.test");
                NameServer names = new NameServer();
                Product product = inspecting(site, names)) {
            String here = "http://" + product.proxy();
            String host = "www.open.test:" + site.port();
            String root = folder.resolve("school-certificate.pem").toString();
            Curl.run("-o", root, here + "/school-certificate.pem");
            Path leaf = Files.writeString(folder.resolve("leaf.pem"), openssl(0, List.of(), "s_client", "-proxy",
                    product.proxy(), "-connect", host, "-servername", "www.open.test", "-CAfile", root));
            Matcher address = ADDRESS.matcher(openssl(0, List.of(), "x509", "-in", leaf.toString(), "-noout", "-ext",
                    "crlDistributionPoints"));
            assertThat(address.find()).isTrue();

            String der = folder.resolve("list.crl").toString();
            assertThat(Curl.run("-x", here, "-o", der, "-w", "%{http_code} %{content_type}", address.group(1)).text())
                    .isEqualTo("200 application/pkix-crl");
            String list = folder.resolve("list.pem").toString();
            assertThat(openssl(0, List.of(), "crl", "-inform", "der", "-in", der, "-out", list, "-verify", "-CAfile",
                    root, "-text")).isEmpty();
            assertThat(Files.readString(Path.of(list))).contains("No Revoked Certificates", "X509v3 CRL Number",
                    "X509v3 Authority Key Identifier");

            assertThat(openssl(2, List.of(), "verify", "-CAfile", root, "-crl_check", leaf.toString()))
                    .doesNotContain("OK");
            assertThat(openssl(0, List.of(), "verify", "-CAfile", root, "-crl_check", "-CRLfile", list,
                    leaf.toString())).contains(": OK");
            assertThat(openssl(0, List.of("env", "http_proxy=" + here), "verify", "-CAfile", root, "-crl_check",
                    "-crl_download", leaf.toString())).as("fetched by OpenSSL itself").contains(": OK");
            assertThat(Curl.run("-x", here, "--cacert", root, "--crlfile", list, "https://" + host + "/").text())
                    .contains("Hello over TLS");
        }
    }

    private Product inspecting(TlsOrigin site, NameServer names) throws Exception {
        Path etc = Product.configuration(folder.resolve("etc"), names, site.port());
        Path policy = etc.resolve("policy.yaml");
        Files.writeString(policy, Files.readString(policy).replace("[10.20.0.0/16]", "[10.20.0.0/16, 127.0.0.0/8]")
                + "  - {groups: [pupils], about: everything, look: inside}\n");
        Files.writeString(etc.resolve("root.pem"), site.root());
        Path settings = etc.resolve("schoolgate.yaml");
        Files.writeString(settings, Files.readString(settings) + "tls: {more-roots: [root.pem]}\n");
        return Product.start(folder.resolve("var"), "--config", etc.toString(), "--allow-destination", "127.0.0.0/8");
    }

    /// What `openssl` says.
    ///
    /// @param before what the command line begins with
    private static String openssl(int exit, List<String> before, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add("openssl");
        command.addAll(List.of(arguments));
        Curl.Result result = Curl.end(command);
        assertThat(result.exit()).as(command + result.errors()).isEqualTo(exit);
        return result.text();
    }
}
