package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.signin.SchoolProvider;
import javax.net.ssl.SSLContext;
import org.schoolgate.review.alert.MailSettings;
import org.schoolgate.review.alert.SyslogSettings;
import org.schoolgate.review.alert.WebhookSettings;

/// How messages leave, from the settings and the files that they name.
final class MessageChannels {

    /// The shortest secret of a webhook.
    private static final int SHORTEST = 16;

    private MessageChannels() {}

    /// @throws IOException where a file cannot be used; the message says which, and what to do
    static Channels of(GatewaySettings settings) throws IOException {
        return new Channels(mail(settings.channels().mail()), webhook(settings.channels().webhook()),
                settings.channels().syslog().map(MessageChannels::syslog), trust(settings));
    }

    /// Where the school has its own accounts.
    ///
    /// @throws IOException where a file cannot be used
    static Optional<SchoolProvider> provider(GatewaySettings settings) throws IOException {
        if (settings.provider().isEmpty()) {
            return Optional.empty();
        }
        GatewaySettings.Provider provider = settings.provider().get();
        return Optional.of(new SchoolProvider(provider.called(), provider.issuer(), provider.clientId(),
                StorePlace.password(provider.secretFile()), trust(settings).getSocketFactory()));
    }

    /// Whose certificates the school's own servers may show: those of public authorities, and of the school's.
    ///
    /// @throws IOException where a file cannot be used
    static SSLContext trust(GatewaySettings settings) throws IOException {
        List<X509Certificate> more = new ArrayList<>();
        for (Path file : settings.tls().moreRoots()) {
            more.addAll(TlsLegs.read(file));
        }
        return Channels.trusting(more);
    }

    private static Optional<MailSettings> mail(Optional<GatewaySettings.Mail> settings) throws IOException {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        GatewaySettings.Mail mail = settings.get();
        Optional<String> password = mail.passwordFile().isPresent()
                ? Optional.of(StorePlace.password(mail.passwordFile().get()))
                : Optional.empty();
        return Optional.of(new MailSettings(mail.host(), mail.port(), switch (mail.security()) {
            case STARTTLS -> MailSettings.Security.STARTTLS;
            case TLS -> MailSettings.Security.TLS;
            case NONE -> MailSettings.Security.NONE;
        }, mail.user(), password, mail.from()));
    }

    private static Optional<WebhookSettings> webhook(Optional<GatewaySettings.Webhook> settings) throws IOException {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Path file = settings.get().secretFile();
        String secret = StorePlace.password(file);
        if (secret.length() < SHORTEST) {
            throw new IOException(file + " holds a secret of fewer than " + SHORTEST + " characters, which can be"
                    + " guessed; make one with: openssl rand -hex 32");
        }
        return Optional.of(new WebhookSettings(settings.get().url(), secret));
    }

    private static SyslogSettings syslog(GatewaySettings.Syslog settings) {
        return new SyslogSettings(settings.host(), settings.port(), switch (settings.protocol()) {
            case TLS -> SyslogSettings.Protocol.TLS;
            case TCP -> SyslogSettings.Protocol.TCP;
            case UDP -> SyslogSettings.Protocol.UDP;
        });
    }
}
