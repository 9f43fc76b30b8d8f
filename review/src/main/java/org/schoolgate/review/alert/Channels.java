package org.schoolgate.review.alert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.schoolgate.review.store.Channel;

/// The ways by which messages leave. By a channel that is empty none does: they wait.
///
/// @param trust makes encrypted connections, and checks whom they lead to
public record Channels(Optional<MailSettings> mail, Optional<WebhookSettings> webhook, Optional<SyslogSettings> syslog,
        SSLContext trust) {

    /// No way at all.
    public static Channels none() {
        return new Channels(Optional.empty(), Optional.empty(), Optional.empty(), trusting(List.of()));
    }

    /// Whether messages leave by a channel.
    public boolean has(Channel channel) {
        return switch (channel) {
            case MAIL -> mail.isPresent();
            case WEBHOOK -> webhook.isPresent();
            case SYSLOG -> syslog.isPresent();
        };
    }

    /// Trusts whom this machine's Java trusts, and more.
    ///
    /// @param more authorities of the school's own
    public static SSLContext trusting(List<X509Certificate> more) {
        try {
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager ours) {
                    add(known, List.of(ours.getAcceptedIssuers()));
                }
            }
            add(known, more);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(known), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("this machine's Java has no authorities to trust", broken);
        }
    }

    private static TrustManager[] managers(@org.jspecify.annotations.Nullable KeyStore known)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        return factory.getTrustManagers();
    }

    private static void add(KeyStore known, List<X509Certificate> certificates) throws GeneralSecurityException {
        for (X509Certificate certificate : certificates) {
            known.setCertificateEntry("authority-" + known.size(), certificate);
        }
    }

    List<Carrier> carriers(InstantSource clock) {
        List<Carrier> all = new ArrayList<>();
        mail.ifPresent(settings -> all.add(new Mail(settings, trust.getSocketFactory(), clock)));
        webhook.ifPresent(settings -> all.add(new Webhook(settings, trust, clock)));
        syslog.ifPresent(settings -> all.add(new Syslog(settings, trust.getSocketFactory(), clock)));
        return all;
    }
}
