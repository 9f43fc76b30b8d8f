package org.schoolgate.review.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.review.alert.SyslogSettings.Protocol;
import org.schoolgate.review.store.Channel;

/// Messages reach rsyslog as they were meant, in the open and encrypted, and none is lost while it is down.
class SyslogIT {

    private static final String CEF = "CEF:0|Schoolgate|Schoolgate|1|x|A flagged access|9|cs1=Ysgol Gŵyr cs2=a\\=b #";

    @TempDir
    private Path folder;

    private TestCertificate certificate;
    private TestOutbox outbox;
    private int port;
    private Optional<Process> rsyslog = Optional.empty();

    @BeforeEach
    void prepare() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        certificate = TestCertificate.of(folder, "localhost");
        outbox = new TestOutbox(folder, Channel.SYSLOG);
    }

    @AfterEach
    void stop() throws Exception {
        if (rsyslog.isPresent()) {
            rsyslog.get().destroy();
            assertThat(rsyslog.get().waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        outbox.close();
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = {"TLS", "TCP"})
    void everyLineReachesRsyslog(Protocol protocol) throws Exception {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outbox.add(CEF + i);
            wanted.add("<105>1 schoolgate alert " + CEF + i);
        }
        try (Deliveries deliveries = outbox.start(channels("localhost", protocol, certificate.trusted()))) {
            assertThat(deliveries).isNotNull();
            outbox.failsWith("refused");
            Path received = start(protocol);
            outbox.isEmptied();
            await().atMost(TestOutbox.SOON).ignoreExceptions()
                    .untilAsserted(() -> assertThat(Files.readAllLines(received)).describedAs(this::said)
                            .containsExactlyInAnyOrderElementsOf(wanted));
        }
    }

    @Test
    void whoIsNotTheOneThatWasMeantGetsNothing() throws Exception {
        Path received = start(Protocol.TLS);
        outbox.add(CEF);
        try (Deliveries stranger = outbox.start(channels("localhost", Protocol.TLS, Channels.trusting(List.of())))) {
            assertThat(stranger).isNotNull();
            outbox.failsWith("trusted here");
        }
        try (Deliveries misnamed = outbox.start(channels("127.0.0.1", Protocol.TLS, certificate.trusted()))) {
            assertThat(misnamed).isNotNull();
            outbox.failsWith("subject alternative names");
        }
        assertThat(received).doesNotExist();
    }

    @Test
    void aLineIsOneDatagramOnlyWhereItIsAskedFor() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(10_000);
            port = server.getLocalPort();
            outbox.add(CEF);
            try (Deliveries deliveries = outbox.start(channels("127.0.0.1", Protocol.UDP, certificate.trusted()))) {
                assertThat(deliveries).isNotNull();
                DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
                server.receive(packet);
                assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                        .matches("<105>1 2026-11-17T\\d\\d:\\d\\d:00Z - schoolgate - alert - "
                                + java.util.regex.Pattern.quote(CEF));
                outbox.isEmptied();
            }
        }
    }

    private String said() {
        try {
            return "rsyslog says: " + Files.readString(folder.resolve("rsyslog.out"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    private Channels channels(String host, Protocol protocol, SSLContext trust) {
        return new Channels(Optional.empty(), Optional.empty(), Optional.of(new SyslogSettings(host, port, protocol)),
                trust);
    }

    /// Starts rsyslog; gives where it writes what it receives. It asks no name server for anybody's name, its own included: where
    /// none answers, that holds every line up for as long as the asking takes.
    private Path start(Protocol protocol) throws Exception {
        Path received = folder.resolve("received.log");
        Path configuration = Files.writeString(folder.resolve("rsyslog.conf"), """
            global(net.enableDNS="off" localHostname="log" workDirectory="%s"
                defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="%s"
                defaultNetstreamDriverCertFile="%s" defaultNetstreamDriverKeyFile="%s")
            module(load="imtcp" streamDriver.name="%s" streamDriver.mode="%d" streamDriver.authMode="anon")
            input(type="imtcp" address="127.0.0.1" port="%d")
            template(name="line" type="string"
                string="<%%pri%%>%%protocol-version%% %%app-name%% %%msgid%% %%msg%%\\n")
            action(type="omfile" file="%s" template="line")
            """.formatted(folder, certificate.chain(), certificate.chain(), certificate.key(),
                protocol == Protocol.TLS ? "ossl" : "ptcp", protocol == Protocol.TLS ? 1 : 0, port, received));
        rsyslog = Optional.of(new ProcessBuilder("rsyslogd", "-n", "-f", configuration.toString(), "-i",
                folder.resolve("rsyslog.pid").toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("rsyslog.out").toFile()).start());
        await().atMost(TestOutbox.SOON).ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
        return received;
    }
}
