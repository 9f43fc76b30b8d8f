package org.schoolgate.app.selftest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.schoolgate.app.selftest.Door.Result;
import org.schoolgate.filters.request.OwnNames;

/// The ways out that do not go through the gateway, and that the firewall and the school's name server must shut.
record PacketDoors(Way way, Outside outside) {

    private static final int WAIT = 3_000;
    private static final int DNS_OVER_TLS = 853;
    private static final String CANARY = "use-application-dns.net";

    private static final String FILES = "Load deploy/nftables/side-doors.nft, or its like on your firewall.";

    List<Door> all() {
        return List.of(
                new Door("round", "a connection to port 80 outside, past the proxy",
                        "the firewall refuses it, or the gateway takes it", this::round),
                new Door("quic", "QUIC (UDP 443)", "it is rejected at once, so that browsers use TCP", this::quic),
                new Door("dot", "encrypted DNS (TCP 853)", "it is rejected", this::dot),
                new Door("dns-udp", "another name server, by UDP 53", "it does not answer, or the school's answers",
                        () -> otherServer(true)),
                new Door("dns-tcp", "another name server, by TCP 53", "it does not answer, or the school's answers",
                        () -> otherServer(false)),
                new Door("canary", "the name " + CANARY + ", by which Firefox asks whether it may hide look-ups",
                        "there is no such name", () -> denied(CANARY)),
                new Door("relay", "the name mask.icloud.com of iCloud Private Relay", "there is no such name",
                        () -> denied("mask.icloud.com")),
                new Door("relay-h2", "the name mask-h2.icloud.com of iCloud Private Relay", "there is no such name",
                        () -> denied("mask-h2.icloud.com")),
                new Door("safe-search", "the name forcesafesearch.google.com, where Google is safe",
                        "it has an address", () -> known("forcesafesearch.google.com")),
                new Door("safe-youtube", "the name restrict.youtube.com, where YouTube is safe", "it has an address",
                        () -> known("restrict.youtube.com")));
    }

    private Result round() throws IOException {
        if (way instanceof Way.Direct) {
            return Result.notTried("there is no proxy to be passed by");
        }
        if (outside.address().isEmpty()) {
            return WebDoors.noOutside();
        }
        try (Talk talk = new Talk(Way.dial(outside.address().get(), 80), false)) {
            Said said = talk.get(OwnNames.test("pornography").name(), "/", "");
            return said.refusal().isPresent()
                    ? Result.shut("the gateway took it, and answered " + said.text())
                    : Result.leak("the machine outside answered itself",
                            "Let the firewall refuse ports 80 and 443 to devices, or hand them to the gateway.");
        } catch (ConnectException | NoRouteToHostException refused) {
            return Result.shut("refused: " + refused.getMessage());
        } catch (SocketTimeoutException dropped) {
            return Result.shut("no answer");
        }
    }

    /// A packet of a version that nobody speaks: whoever speaks QUIC answers with those that they do.
    private Result quic() throws IOException {
        if (outside.address().isEmpty()) {
            return WebDoors.noOutside();
        }
        byte[] packet = ByteBuffer.allocate(1_200).put((byte) 0xc0).putInt(0x1a2a3a4a).put((byte) 8).putLong(1)
                .put((byte) 8).putLong(2).array();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(WAIT);
            socket.connect(new InetSocketAddress(outside.address().get(), 443));
            socket.send(new DatagramPacket(packet, packet.length));
            socket.receive(new DatagramPacket(new byte[1_500], 1_500));
            return Result.leak("it was answered", FILES);
        } catch (PortUnreachableException | NoRouteToHostException rejected) {
            return Result.shut("rejected at once");
        } catch (SocketTimeoutException silent) {
            return Result.unclear("silence: it is dropped, or that machine speaks no QUIC",
                    "Rejecting is better than dropping: browsers wait for an answer. " + FILES);
        }
    }

    private Result dot() throws IOException {
        Optional<InetSocketAddress> server = outside.nameServer();
        if (server.isEmpty()) {
            return noNameServer();
        }
        try {
            Way.dial(server.get().getHostString(), DNS_OVER_TLS).close();
            return Result.leak("it was accepted", FILES);
        } catch (ConnectException | NoRouteToHostException rejected) {
            return Result.shut("rejected at once");
        } catch (SocketTimeoutException dropped) {
            return new Result(Outcome.NOTE, "no answer", "Rejecting is better than dropping. " + FILES);
        }
    }

    /// The school's own server, where the firewall turns the question round to it, knows no such name.
    private Result otherServer(boolean udp) throws IOException {
        Optional<InetSocketAddress> server = outside.nameServer();
        if (server.isEmpty()) {
            return noNameServer();
        }
        try {
            NameQuestion answer = udp
                    ? NameQuestion.byUdp(server.get(), CANARY)
                    : NameQuestion.byTcp(server.get(), CANARY);
            if (answer.isDenied()) {
                return Result.shut("answered as the school's name server should");
            }
            return answer.isAnswered()
                    ? Result.leak("it was answered as no server of the school's should",
                            "Load deploy/nftables/other-name-servers.nft, or its like on your firewall.")
                    : Result.unclear("answered with code " + answer.code(), "");
        } catch (ConnectException | NoRouteToHostException | PortUnreachableException rejected) {
            return Result.shut("rejected at once");
        } catch (SocketTimeoutException silent) {
            return Result.shut("no answer");
        }
    }

    private Result denied(String name) throws IOException {
        if (outside.resolver().isEmpty()) {
            return noResolver();
        }
        NameQuestion answer = NameQuestion.byUdp(outside.resolver().get(), name);
        if (answer.isDenied()) {
            return Result.shut("there is no such name");
        }
        return answer.isAnswered()
                ? Result.leak("it has an address", "Let the school's name server say that there is no such name.")
                : Result.unclear("the name server answered with code " + answer.code(), "");
    }

    private Result known(String name) throws IOException {
        if (outside.resolver().isEmpty()) {
            return noResolver();
        }
        return NameQuestion.byUdp(outside.resolver().get(), name).isAnswered()
                ? Result.shut("it has one")
                : Result.unclear("it has none here", "Where the gateway finds none either, that site stays closed.");
    }

    private static Result noNameServer() {
        return Result.notTried("name a name server that is not the school's: --name-server");
    }

    private static Result noResolver() {
        return Result.notTried("this machine's name server is not known: --resolver");
    }
}
