package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Licensed lists that their members get as digests: nginx serves them over https, with a certificate of the school's own authority, and
/// a running gateway fetches them and closes what they name.
class DigestListIT {

    private static final Pattern REFERENCE = Pattern.compile("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");

    @TempDir
    Path folder;
    private Process nginx;
    private int port;

    @BeforeEach
    void aPublisher() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                "/CN=School authority", "-keyout", in("root.key"), "-out", in("root.pem"));
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=mirror",
                "-keyout",
                in("key.pem"), "-out", in("csr.pem"));
        Files.writeString(folder.resolve("ext"), "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
        openssl("x509", "-req", "-in", in("csr.pem"), "-CA", in("root.pem"), "-CAkey", in("root.key"),
                "-CAcreateserial",
                "-days", "2", "-extfile", in("ext"), "-out", in("cert.pem"));
        Files.createDirectories(folder.resolve("www"));
        Path settings = Files.writeString(folder.resolve("nginx.conf"), """
            daemon off; user root; worker_processes 1; error_log %1$s/error.log; pid %1$s/pid;
            events { worker_connections 64; }
            http {
              client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
              uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5; access_log off;
              server { listen 127.0.0.1:%2$d ssl; ssl_certificate %1$s/cert.pem; ssl_certificate_key %1$s/key.pem;
                       root %1$s/www; }
            }
            """.formatted(folder, port));
        nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile()).start();
    }

    @AfterEach
    void isGone() throws Exception {
        nginx.destroy();
        nginx.waitFor();
    }

    @Test
    void whatAListHasADigestOfIsClosedAndItsNeighbourStaysOpen() throws Exception {
        String worst = sha256("www.listed.test/worst/");
        Files.writeString(folder.resolve("www/illegal"), "# digests: sha256 of pages\n" + worst + "\n");
        Files.writeString(folder.resolve("www/extremism"), sha256("calls.test/").toUpperCase(Locale.ROOT)
                + "\n");
        Path data = folder.resolve("var");
        try (Origin origin = new Origin();
                NameServer names = new NameServer();
                Product product = Product.start(data, "--config",
                        Product.configuration(folder.resolve("etc"), names).toString(), "--allow-destination",
                        "127.0.0.0/8")) {
            String closed = "http://www.listed.test:" + origin.port() + "/worst/of/all?id=1";
            String open = "http://www.listed.test:" + origin.port() + "/better/";
            String calls = "http://www.calls.test:" + origin.port() + "/page";
            assertThat(List.of(status(product, closed), status(product, open), status(product, calls)))
                    .containsOnly("200");
            assertThat(command(data, "lists", "sources", "add", "illegal", "--from", address("illegal"), "--set",
                    "inside=127.0.0.0/8", "--set", "authority=" + in("root.pem")).exit()).isZero();
            assertThat(command(data, "lists", "sources", "add", "extremism", "--from", address("extremism"), "--set",
                    "inside=127.0.0.0/8", "--set", "authority=" + in("root.pem"), "--set",
                    "digests=sha256 of pages").text()).contains("every 12 h");
            await().atMost(Duration.ofSeconds(60)).until(
                    () -> status(product, closed).equals("403") && status(product, calls).equals("403"));
            assertThat(status(product, open)).isEqualTo("200");
            assertThat(status(product, closed.replace("/of/all", "/unseen"))).isEqualTo("403");
            assertThat(command(data, "lists", "status").text()).contains("illegal", "extremism")
                    .doesNotContain("not in place");

            JsonNode why = explained(data, "http://www.listed.test/worst/of/all");
            assertThat(why.get("verdict").asString()).isEqualTo("block");
            assertThat(why.get("entry").get("entry").asString()).isEqualTo("by digest");
            assertThat(why.get("entry").get("list").asString()).isEqualTo("illegal");
            assertThat(command(data, "lists", "why", "http://www.listed.test/worst/").text())
                    .contains("No list that may be shown names it.");
            assertThat(command(data, "lists", "why", "http://www.calls.test/page").text())
                    .contains("What is shown to nobody is in extremism: extremism, version");
            JsonNode tunnel = explained(data, "calls.test:443");
            assertThat(tunnel.get("verdict").asString()).as("a listed host is closed by its name alone")
                    .isEqualTo("block");
            assertThat(explained(data, "www.listed.test:443").get("verdict").asString())
                    .as("of a tunnel no path shows").isEqualTo("allow");

            String page = Curl.run("-x", "http://" + product.proxy(), calls).text();
            Matcher reference = REFERENCE.matcher(page);
            assertThat(reference.find()).isTrue();
            Curl.Result again = command(data, "evidence", "replay", reference.group());
            assertThat(again.text()).contains("a list named it by a digest");
            assertThat(again.exit()).isZero();
            assertThat(everything(data.resolve("log")) + product.output()).doesNotContain(worst, worst.substring(0, 12),
                    "unseen");
            assertThat(everything(data.resolve("store"))).doesNotContain("unseen", worst);
        }
    }

    @Test
    void theCommandSaysOfWhichSpellingsAListIsAsked() throws Exception {
        assertThat(Product.command("lists", "digests", "http://b.example/1?x=2").text().lines())
                .containsExactly(sha256("b.example/1?x=2") + "  b.example/1?x=2",
                        sha256("b.example/1") + "  b.example/1",
                        sha256("b.example/") + "  b.example/");
        assertThat(Product.command("lists", "digests", "b.example", "--of", "crc of hosts").text())
                .contains("'crc of hosts' says nothing about digests; write one of md5, sha1, sha256");
    }

    private JsonNode explained(Path data, String target) throws Exception {
        return JsonMapper.shared().readTree(command(data, "explain", target, "--json").text());
    }

    private String address(String name) {
        return "https://127.0.0.1:" + port + "/" + name;
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void openssl(String... what) throws Exception {
        Curl.Result done = Curl.end(Stream.concat(Stream.of("openssl"), Stream.of(what)).toList());
        assertThat(done.exit()).as(done.errors()).isZero();
    }

    private static String everything(Path folder) throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private Curl.Result command(Path data, String... what) throws Exception {
        return Product.command(Stream.concat(Stream.of(what),
                Stream.of("--config", in("etc"), "--data", data.toString())).toArray(String[]::new));
    }

    private static String status(Product product, String page) throws Exception {
        return Curl.run("-x", "http://" + product.proxy(), "-o", "/dev/null", "-w", "%{http_code}", page).text();
    }
}
