package org.schoolgate.review.alert;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Outbox;

/// Hands one message to the mail server. One thread calls; a call takes as long as the server does, two minutes at most.
final class Mail implements Carrier {

    private static final String TIMEOUT_MILLIS = "20000";
    private static final String DOMAIN = "@schoolgate.internal";

    private final MailSettings settings;
    private final InstantSource clock;
    private final Session session;

    /// @param trust makes encrypted connections, and checks whom they lead to
    Mail(MailSettings settings, SSLSocketFactory trust, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.from", settings.from());
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.socketFactory", trust);
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.security() == MailSettings.Security.TLS));
        boolean startTls = settings.security() == MailSettings.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        this.session = Session.getInstance(properties);
    }

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    @Override
    public void carry(Outbox.Waiting waiting) throws IOException {
        try {
            send(waiting);
        } catch (MessagingException refused) {
            throw new IOException(refused);
        }
    }

    private void send(Outbox.Waiting waiting) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // The same however often it is tried, so that a mailbox can tell a message that came twice.
                setHeader("Message-ID", "<" + waiting.id() + DOMAIN + ">");
            }
        };
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipient(RecipientType.TO, new InternetAddress(waiting.message().recipient()));
        message.setSubject(waiting.message().subject(), StandardCharsets.UTF_8.name());
        message.setText(waiting.message().body(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(settings.user().orElse(null), settings.password().orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
