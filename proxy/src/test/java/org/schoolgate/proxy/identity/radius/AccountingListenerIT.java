package org.schoolgate.proxy.identity.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.presence.PresenceRules;
import org.schoolgate.proxy.identity.presence.Presences;

/// Access points tell who has come and gone; `radclient` of FreeRADIUS speaks for them.
class AccountingListenerIT {

    private static final Path RADCLIENT = Path.of("/usr/bin/radclient");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String SECRET = "a secret of the school";
    private static final IpAddress TABLET = IpAddress.parse("10.20.3.4").orElseThrow();
    private static final IpAddress TABLET_SIX = IpAddress.parse("2001:db8:20::34").orElseThrow();

    private final Presences presences = new Presences(PresenceRules.STANDARD);
    private AccountingListener listener;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(RADCLIENT), "no radclient at " + RADCLIENT);
        listener = AccountingListener.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(new AccessPoint(AddressRange.parse("127.0.0.1").orElseThrow(), new Secret(SECRET)),
                        new AccessPoint(AddressRange.parse("127.0.0.3").orElseThrow(),
                                new Secret("another one's secret"))),
                new Realms(List.of("school.example")), presences, InstantSource.fixed(NOON));
    }

    @AfterEach
    void stop() {
        if (listener != null) {
            listener.close();
        }
    }

    @Test
    void whoComesIsNamedAndWhoGoesIsNot() throws Exception {
        assertThat(sends(SECRET, start("ann@school.example"))).contains("Received Accounting-Response");
        assertThat(presences.of(TABLET, NOON)).isInstanceOfSatisfying(Identity.Known.class, known -> {
            assertThat(known.person()).isEqualTo(new Person("ann"));
            assertThat(known.source()).isEqualTo(Identity.Source.RADIUS);
        });
        assertThat(presences.of(TABLET_SIX, NOON)).isInstanceOf(Identity.Known.class);
        assertThat(sends(SECRET, of("Interim-Update", "ann@school.example"))).contains("Received Accounting-Response");
        assertThat(presences.of(TABLET, NOON)).isInstanceOf(Identity.Known.class);
        assertThat(sends(SECRET, of("Stop", "ann@school.example"))).contains("Received Accounting-Response");
        assertThat(presences.of(TABLET, NOON)).isEqualTo(Identity.UNKNOWN);
        assertThat(presences.of(TABLET_SIX, NOON)).isEqualTo(Identity.UNKNOWN);
        assertThat(listener.counts().taken()).isEqualTo(3);
        assertThat(listener.counts().dropped()).isZero();
    }

    @Test
    void aMessageAuthenticatorIsCheckedAndAProxysStateGivenBack() throws Exception {
        assertThat(sends(SECRET, start("ann") + "Message-Authenticator = 0x00\nProxy-State = 0x0102\n"))
                .contains("Received Accounting-Response").satisfies(printed -> assertThat(
                        printed.substring(printed.indexOf("Received"))).contains("Proxy-State = 0x0102"));
        assertThat(presences.of(TABLET, NOON)).isInstanceOf(Identity.Known.class);
    }

    @Test
    void whoHasAnotherSecretIsNotHeard() throws Exception {
        assertThat(sends("a secret of somebody else", start("ann"))).contains("No reply from server");
        assertThat(presences.of(TABLET, NOON)).isEqualTo(Identity.UNKNOWN);
        assertThat(listener.counts().forged()).isEqualTo(1);
        assertThat(listener.counts().taken()).isZero();
    }

    @Test
    void whoIsNotListedIsNotHeard() throws Exception {
        assertThat(sends(SECRET, start("ann") + "Packet-Src-IP-Address = 127.0.0.2\n"))
                .contains("No reply from server");
        assertThat(presences.of(TABLET, NOON)).isEqualTo(Identity.UNKNOWN);
        assertThat(listener.counts().unlisted()).isEqualTo(1);
    }

    @Test
    void oneAccessPointsSecretDoesNotOpenAnothersAddress() throws Exception {
        assertThat(sends(SECRET, start("ann") + "Packet-Src-IP-Address = 127.0.0.3\n"))
                .contains("No reply from server");
        assertThat(listener.counts().forged()).isEqualTo(1);
    }

    @Test
    void peopleOfOtherSchoolsAreNobodyHere() throws Exception {
        assertThat(sends(SECRET, start("ann@other.example"))).contains("Received Accounting-Response");
        assertThat(presences.of(TABLET, NOON)).isEqualTo(Identity.UNKNOWN);
        assertThat(presences.size()).as("the device is there all the same").isEqualTo(2);
    }

    @Test
    void anAccessPointThatStartsAnewHasNobody() throws Exception {
        sends(SECRET, start("ann"));
        assertThat(sends(SECRET, "Acct-Status-Type = Accounting-On\nNAS-Identifier = \"ap-5\"\n"))
                .contains("Received Accounting-Response");
        assertThat(presences.of(TABLET, NOON)).as("it was another one").isInstanceOf(Identity.Known.class);
        sends(SECRET, "Acct-Status-Type = Accounting-On\nNAS-Identifier = \"ap-4\"\n");
        assertThat(presences.of(TABLET, NOON)).isEqualTo(Identity.UNKNOWN);
    }

    @Test
    void whatComesTwiceIsAnsweredTwiceAndTakenOnce() throws Exception {
        byte[] start = new Request(1).text(1, "ann").text(44, "s1").address(8, "10.20.3.4").signed(new Secret(SECRET));
        byte[] stop = new Request(2).text(1, "ann").text(44, "s1").signed(new Secret(SECRET));
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] first = asks(socket, start);
            assertThat(first[0]).isEqualTo((byte) 5);
            asks(socket, stop);
            assertThat(presences.of(TABLET, NOON)).isEqualTo(Identity.UNKNOWN);
            assertThat(asks(socket, start)).isEqualTo(first);
            assertThat(presences.of(TABLET, NOON)).isEqualTo(Identity.UNKNOWN);
        }
        assertThat(listener.counts().taken()).isEqualTo(2);
        assertThat(listener.counts().repeated()).isEqualTo(1);
    }

    @Test
    void whatIsNoAccountingRequestGetsNoAnswerAndHurtsNobody() throws Exception {
        byte[] good = new Request(1).text(44, "s1").signed(new Secret(SECRET));
        byte[] access = good.clone();
        access[0] = 1;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (byte[] bad : List.of(new byte[1], new byte[4_096], access, Arrays.copyOf(good, good.length - 1))) {
                socket.send(new DatagramPacket(bad, bad.length, listener.address()));
            }
            assertThat(asks(socket, good)[0]).as("the first answer is to the first good one").isEqualTo((byte) 5);
        }
        assertThat(listener.counts().malformed()).isEqualTo(4);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> AccountingListener.start(listener.address(), List.of(), new Realms(List.of()),
                presences, InstantSource.system()).close()).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be heard on 127.0.0.1:" + listener.address().getPort())
                .hasMessageContaining("another port");
    }

    private static byte[] asks(DatagramSocket socket, byte[] request, InetSocketAddress to) throws IOException {
        socket.setSoTimeout(5_000);
        socket.send(new DatagramPacket(request, request.length, to));
        DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
        try {
            socket.receive(answer);
        } catch (SocketTimeoutException none) {
            return new byte[1];
        }
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    private byte[] asks(DatagramSocket socket, byte[] request) throws IOException {
        return asks(socket, request, listener.address());
    }

    private static String start(String name) {
        return of("Start", name);
    }

    private static String of(String kind, String name) {
        return "Acct-Status-Type = " + kind + "\nUser-Name = \"" + name + "\"\nAcct-Session-Id = \"s-1\"\n"
                + "NAS-Identifier = \"ap-4\"\nCalling-Station-Id = \"AA-BB-CC-DD-EE-01\"\n"
                + "Framed-IP-Address = 10.20.3.4\nFramed-IPv6-Address = 2001:db8:20::34\n";
    }

    /// What `radclient` prints when it sends one request, once.
    private String sends(String secret, String attributes) throws IOException, InterruptedException {
        Path request = Files.writeString(folder.resolve("request"), attributes, StandardCharsets.UTF_8);
        Path key = Files.writeString(folder.resolve("secret"), secret + "\n", StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(RADCLIENT.toString(), "-x", "-r", "1", "-t", "2", "-f",
                request.toString(), "-S", key.toString(), "127.0.0.1:" + listener.address().getPort(), "acct")
                .redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return printed;
    }
}
