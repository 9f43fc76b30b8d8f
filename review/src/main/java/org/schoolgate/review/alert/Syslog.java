package org.schoolgate.review.alert;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Outbox;

/// Hands messages to a log server: RFC 5424, each on a connection of its own with its length before it (RFC 6587), which is
/// closed after it. A log server says nothing in return, so a message counts as taken once the server has closed the connection
/// too, or has kept it open for ten seconds without complaint. Shorter would lose messages to a busy server: what it has not yet
/// read is gone when the connection breaks. A call takes half a minute at most.
final class Syslog implements Carrier {

    /// The facility "log audit".
    private static final int FACILITY = 13;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final int CLOSE_MILLIS = 10_000;

    private final SyslogSettings settings;
    private final SSLSocketFactory trust;
    private final InstantSource clock;

    Syslog(SyslogSettings settings, SSLSocketFactory trust, InstantSource clock) {
        this.settings = settings;
        this.trust = trust;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.SYSLOG;
    }

    @Override
    public void carry(Outbox.Waiting waiting) throws IOException {
        byte[] line = line(waiting).getBytes(StandardCharsets.UTF_8);
        InetSocketAddress server = new InetSocketAddress(settings.host(), settings.port());
        if (server.isUnresolved()) {
            throw new UnknownHostException("the name of the log server is not known");
        }
        if (settings.protocol() == SyslogSettings.Protocol.UDP) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(line, line.length, server));
            }
            return;
        }
        try (Socket plain = new Socket()) {
            plain.connect(server, CONNECT_MILLIS);
            plain.setSoTimeout(HANDSHAKE_MILLIS);
            if (settings.protocol() == SyslogSettings.Protocol.TCP) {
                hand(plain, line);
            } else {
                try (SSLSocket encrypted = encrypted(plain)) {
                    hand(encrypted, line);
                }
            }
        }
    }

    private SSLSocket encrypted(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) trust.createSocket(plain, settings.host(), settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[]{"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void hand(Socket socket, byte[] line) throws IOException {
        byte[] length = (line.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + line.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(line, 0, frame, length.length, line.length);
        socket.getOutputStream().write(frame);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
        socket.setSoTimeout(CLOSE_MILLIS);
        try {
            if (socket.getInputStream().read() >= 0) {
                throw new IOException("what listens there is no log server: it answers");
            }
        } catch (SocketTimeoutException open) {
            // It keeps the connection open and does not complain.
        }
    }

    /// `<PRI>1 TIME HOST APP PROCID MSGID DATA MSG`.
    private String line(Outbox.Waiting waiting) {
        int level = switch (Severity.valueOf(waiting.message().subject())) {
            case NOTICE -> 5;
            case CONCERN -> 4;
            case URGENT -> 1;
        };
        return "<" + (FACILITY * 8 + level) + ">1 " + clock.instant().truncatedTo(ChronoUnit.MILLIS)
                + " - schoolgate - alert - " + waiting.message().body();
    }
}
