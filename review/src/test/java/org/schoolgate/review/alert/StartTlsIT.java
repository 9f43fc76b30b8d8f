package org.schoolgate.review.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.review.alert.MailSettings.Security;
import org.schoolgate.review.store.Channel;

/// With STARTTLS nothing is said in the open, to nobody but the server that was meant.
class StartTlsIT {

    private static final String BODY = "The body of a message.";

    @TempDir
    private Path folder;

    private TestCertificate certificate;
    private TestOutbox outbox;

    @BeforeEach
    void prepare() throws Exception {
        certificate = TestCertificate.of(folder, "localhost");
        outbox = new TestOutbox(folder, Channel.MAIL);
        outbox.add(BODY);
    }

    @AfterEach
    void stop() {
        outbox.close();
    }

    @Test
    void aMessageArrivesEncryptedAtAServerWithACertificateOfTheSchoolsOwn() throws Exception {
        try (StartTlsServer server = new StartTlsServer(certificate.server(), StartTlsServer.Manner.ENCRYPTS);
                Deliveries deliveries = outbox.start(channels("localhost", server.port(), certificate.trusted()))) {
            assertThat(deliveries).isNotNull();
            outbox.isEmptied();
            assertThat(server.encrypted).contains(BODY, "RCPT TO:<head@school.example>");
            assertThat(server.open).allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
        }
    }

    @ParameterizedTest
    @CsvSource({"DOES_NOT_OFFER_IT, localhost, true, STARTTLS is required",
        "OFFERS_AND_REFUSES, localhost, true, 454 not now",
        "ENCRYPTS, localhost, false, trusted here",
        "ENCRYPTS, 127.0.0.1, true, subject alternative names"})
    void whateverElseItDoesItGetsNothing(StartTlsServer.Manner manner, String host, boolean trusted, String why)
            throws Exception {
        SSLContext trust = trusted ? certificate.trusted() : Channels.trusting(List.of());
        try (StartTlsServer server = new StartTlsServer(certificate.server(), manner);
                Deliveries deliveries = outbox.start(channels(host, server.port(), trust))) {
            assertThat(deliveries).isNotNull();
            outbox.failsWith(why);
            assertThat(server.open).isNotEmpty()
                    .allMatch(line -> line.matches("EHLO .*|STARTTLS|QUIT|[^ -~]*"));
            assertThat(server.encrypted).isEmpty();
        }
    }

    private static Channels channels(String host, int port, SSLContext trust) {
        return new Channels(Optional.of(new MailSettings(host, port, Security.STARTTLS, Optional.empty(),
                Optional.empty(), "gateway@school.example")), Optional.empty(), Optional.empty(), trust);
    }
}
