package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An access point speaks to the running product, as its files say.
class AccountingIT {

    private static final Path RADCLIENT = Path.of("/usr/bin/radclient");
    private static final String START = """
        Acct-Status-Type = Start
        User-Name = "ann.marlbeck"
        Acct-Session-Id = "s-1"
        Framed-IP-Address = 10.20.3.4
        """;

    @TempDir
    private Path folder;

    @Test
    void whatItSaysIsTakenAndWhatOthersSayIsNotAndNoNameIsWrittenAnywhere() throws Exception {
        assumeTrue(Files.isExecutable(RADCLIENT), "no radclient at " + RADCLIENT);
        try (NameServer names = new NameServer()) {
            int port = freePort();
            Path etc = Product.configuration(folder.resolve("etc"), names);
            Path secret = Files.writeString(etc.resolve("radius.secret"), "what both of us know\n");
            Path wrong = Files.writeString(folder.resolve("wrong"), "what nobody else knows\n");
            Path settings = etc.resolve("schoolgate.yaml");
            Files.writeString(settings,
                    Files.readString(settings) + "identity:\n  radius:\n    listen: 127.0.0.1:" + port
                            + "\n    clients: [{address: 127.0.0.1, secret-file: radius.secret}]\n");
            try (Product product = Product.start(folder.resolve("var"), "--config", etc.toString())) {
                assertThat(says(port, secret)).contains("Received Accounting-Response");
                assertThat(says(port, wrong)).contains("No reply from server");
                assertThat(product.scrape("/metrics")).contains("schoolgate_radius_taken_total 1.0",
                        "schoolgate_radius_dropped_total 1.0", "schoolgate_presences 1.0");
                assertThat(product.output()).contains("A RADIUS packet from 127.0.0.1 got no answer", "another secret")
                        .doesNotContain("ann.marlbeck", "what both of us know");
                assertThat(Curl.end(List.of("grep", "-rlF", "ann.marlbeck", folder.resolve("var").toString()))
                        .exit()).as("no file names anyone").isEqualTo(1);
            }
        }
    }

    @Test
    void whereTheSettingsSaySoThereIsAPageToSignInOnAndInTheOpenOnlyTheWayToIt() throws Exception {
        try (NameServer names = new NameServer()) {
            Path etc = Product.configuration(folder.resolve("etc"), names);
            Path settings = etc.resolve("schoolgate.yaml");
            Files.writeString(settings, Files.readString(settings) + "identity: {page: true}\n");
            try (Product product = Product.start(folder.resolve("var"), "--config", etc.toString())) {
                assertThat(Curl.run("-x", "http://" + product.proxy(), "http://schoolgate.internal/sign-in").text())
                        .contains("https://schoolgate.internal/sign-in").doesNotContain("type=\"password\"");
                assertThat(Curl.run("-k", "-x", "http://" + product.proxy(), "https://schoolgate.internal/sign-in")
                        .text()).contains("type=\"password\"");
            }
        }
    }

    private String says(int port, Path secret) throws Exception {
        Path request = Files.writeString(folder.resolve("request"), START, StandardCharsets.UTF_8);
        return Curl.end(List.of(RADCLIENT.toString(), "-x", "-r", "1", "-t", "2", "-f", request.toString(),
                "-S", secret.toString(), "127.0.0.1:" + port, "acct")).text();
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
