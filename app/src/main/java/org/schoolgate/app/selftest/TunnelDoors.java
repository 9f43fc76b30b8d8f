package org.schoolgate.app.selftest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.schoolgate.app.selftest.Door.Result;
import org.schoolgate.filters.request.OwnNames;

/// The ways out that are tried within tunnels and encrypted connections.
///
/// @param way how the web is reached
record TunnelDoors(Way way, Outside outside) {

    private static final String CLOSED = OwnNames.test("pornography").name();
    private static final String FRONT = "cloudflare-ech.com";
    private static final List<Integer> PORTS = List.of(22, 25, 53, 853, 1194, 3389);

    /// The first bytes of TLS records, and what the gateway's alerts say.
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int ACCESS_DENIED = 49;

    private static final byte[] OUR_NAME = "Schoolgate".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_READ = 64 * 1024;

    List<Door> all() {
        List<Door> doors = new ArrayList<>();
        for (String slug : WebDoors.CLOSED) {
            String host = OwnNames.test(slug).name();
            doors.add(new Door("https-" + slug, "a site in the category '" + slug + "', encrypted",
                    "the gateway closes it, with a page or an alert", () -> closes(host)));
        }
        doors.add(new Door("fronting", "a tunnel to an open site, in which a closed one is named",
                "the gateway refuses it", this::fronts));
        for (int port : PORTS) {
            doors.add(new Door("port-" + port, "a tunnel to port " + port, "the gateway refuses the port",
                    () -> refusesPort(port)));
        }
        doors.add(new Door("no-name", "an encrypted connection that names no site",
                "it is refused, or goes to the site that the tunnel was asked for", this::nameless));
        doors.add(new Door("hidden-name", "a name hidden by Encrypted Client Hello behind " + FRONT,
                "it does not go on, so that the browser asks again in the open", this::hides));
        doors.add(new Door("tunnel-in-tunnel", "another proxy's CONNECT within a tunnel",
                "the gateway refuses it", () -> carries("CONNECT " + CLOSED + ":443 HTTP/1.1\r\nHost: " + CLOSED
                        + ":443\r\n\r\n")));
        doors.add(new Door("ssh-in-tunnel", "SSH within a tunnel to port 443", "the gateway refuses it",
                () -> carries("SSH-2.0-selftest\r\n")));
        return doors;
    }

    private Result closes(String host) throws IOException {
        try (Talk talk = switch (way) {
            case Way.Proxy(var address) -> new Talk(Way.dial(address.getHostString(), address.getPort()), true);
            case Way.Direct(Optional<String> to) when to.isPresent() -> new Talk(Way.dial(to.get(), 443), false);
            case Way.Direct _ -> null;
        }) {
            if (talk == null) {
                return WebDoors.noOutside();
            }
            if (way instanceof Way.Proxy) {
                Said said = talk.connect(host + ":443");
                if (said.status() != 200) {
                    return WebDoors.judged(said, host, way);
                }
            }
            return closesInside(talk, host);
        }
    }

    private Result closesInside(Talk talk, String host) throws IOException {
        try {
            talk.encrypt(host);
        } catch (SSLException refused) {
            return way instanceof Way.Proxy || String.valueOf(refused.getMessage()).contains("access_denied")
                    ? Result.shut("refused as it began")
                    : Result.unclear("it was refused, but perhaps not by the gateway", "");
        } catch (SocketTimeoutException silent) {
            throw silent;
        } catch (IOException cut) {
            return Result.shut("cut off as it began");
        }
        Said said = talk.get(host, "/", "Sec-Fetch-Dest: document\r\n");
        return said.isClosed()
                ? Result.shut("closed by the gateway, on a page")
                : Result.leak("an encrypted connection was opened, and answered with " + said.text(),
                        "See that this device's traffic goes through the gateway, and why: schoolgate explain https://"
                                + host + "/ --client ADDRESS");
    }

    private Result fronts() throws IOException {
        Optional<Talk> tunnel = openTunnel();
        if (tunnel.isEmpty()) {
            return noOpenSite();
        }
        try (Talk talk = tunnel.get()) {
            return closesInside(talk, CLOSED);
        }
    }

    private Result refusesPort(int port) throws IOException {
        if (!(way instanceof Way.Proxy)) {
            return Result.notTried("this is for the proxy alone");
        }
        try (Talk talk = way.http().orElseThrow()) {
            Said said = talk.connect(OwnNames.UNLISTED.name() + ":" + port);
            if (said.isClosed()) {
                return Result.shut("refused by the gateway");
            }
            return said.isOpened()
                    ? Result.leak("the gateway carries it",
                            "Take " + port + " out of proxy.connect-ports in schoolgate.yaml.")
                    : Result.unclear(said.text(), "");
        }
    }

    private Result nameless() throws IOException {
        if (way instanceof Way.Direct(Optional<String> to)) {
            if (to.isEmpty()) {
                return WebDoors.noOutside();
            }
            try (Talk talk = new Talk(Way.dial(to.get(), 443), false)) {
                talk.send(Hello.of(Optional.empty()));
                return talk.read() == HANDSHAKE
                        ? Result.leak("it was carried", "See proxy.unnamed-destinations in schoolgate.yaml, and that "
                                + "this device's traffic is intercepted.")
                        : Result.shut("it was refused");
            }
        }
        Optional<Talk> tunnel = openTunnel();
        if (tunnel.isEmpty()) {
            return noOpenSite();
        }
        try (Talk talk = tunnel.get()) {
            talk.send(Hello.of(Optional.empty()));
            return talk.read() == HANDSHAKE
                    ? new Result(Outcome.NOTE,
                            "it went to the site that the tunnel was asked for, and was judged as that",
                            "")
                    : Result.shut("it was refused");
        }
    }

    private Result hides() throws IOException {
        Optional<Talk> tunnel = way instanceof Way.Direct(Optional<String> to) && to.isPresent()
                ? Optional.of(new Talk(Way.dial(to.get(), 443), false))
                : openTunnel();
        if (tunnel.isEmpty()) {
            return way instanceof Way.Direct ? WebDoors.noOutside() : noOpenSite();
        }
        try (Talk talk = tunnel.get()) {
            talk.send(Hello.hiding(FRONT));
            return switch (talk.read()) {
                case ALERT, -1 -> Result.shut("it was refused");
                case HANDSHAKE -> isOurs(talk)
                        ? Result.shut("the gateway answered in the site's place")
                        : Result.leak("it went on", "Keep " + FRONT
                                + " in tls.hidden-name-fronts in schoolgate.yaml.");
                default -> Result.unclear("something else than TLS answered", "");
            };
        }
    }

    private Result carries(String first) throws IOException {
        Optional<Talk> tunnel = openTunnel();
        if (tunnel.isEmpty()) {
            return noOpenSite();
        }
        try (Talk talk = tunnel.get()) {
            talk.send(first.getBytes(StandardCharsets.US_ASCII));
            return switch (talk.read()) {
                case -1 -> Result.shut("it was cut off");
                case ALERT -> isDenial(talk.read(6))
                        ? Result.shut("it was refused")
                        : Result.leak("the site has seen it, and refused it", "The gateway should have; report it.");
                default -> Result.leak("it was carried", "The gateway should refuse it; report it.");
            };
        } catch (SocketTimeoutException silent) {
            return Result.unclear("nothing came back", "");
        }
    }

    /// @param rest of an alert, behind its first byte
    private static boolean isDenial(byte[] rest) {
        return rest.length == 6 && rest[5] == ACCESS_DENIED;
    }

    /// A tunnel to a site that the policy opens; empty where there is none.
    ///
    /// @throws IOException where it does not open
    private Optional<Talk> openTunnel() throws IOException {
        if (!(way instanceof Way.Proxy) || outside.openSite().isEmpty()) {
            return Optional.empty();
        }
        Talk talk = way.http().orElseThrow();
        Said said = talk.connect(outside.openSite().get().text());
        if (said.status() != 200) {
            talk.close();
            throw new IOException(outside.openSite().get().text() + " should open, and was answered with "
                    + said.text());
        }
        return Optional.of(talk);
    }

    private Result noOpenSite() {
        return Result.notTried(way instanceof Way.Direct
                ? "this is for the proxy alone"
                : "name a site that the policy opens: --open-site");
    }

    /// Whether the certificate that comes in the open is one of the gateway's.
    private static boolean isOurs(Talk talk) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try {
            for (int type = HANDSHAKE; type == HANDSHAKE && seen.size() < MOST_READ; type = talk.read()) {
                byte[] head = talk.read(4);
                seen.write(talk.read((head[2] & 0xff) << 8 | head[3] & 0xff));
                if (seen.toString(StandardCharsets.ISO_8859_1).contains(
                        new String(OUR_NAME, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        } catch (SocketTimeoutException end) {
            return false;
        }
        return false;
    }
}
