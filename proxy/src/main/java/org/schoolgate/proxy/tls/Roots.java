package org.schoolgate.proxy.tls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// The authorities that sites are trusted by: Mozilla's, as they were on one day.
///
/// They come with the program, as a file that `deploy/roots` makes anew; what the machine or its Java trusts is of no
/// matter. Roots grow old: see [#areOld].
///
/// @param date the day of the set
/// @param source where it was taken from
public record Roots(List<X509Certificate> certificates, LocalDate date, String source) {

    /// After this, people are warned.
    public static final Duration FRESH_FOR = Duration.ofDays(90);

    public Roots {
        certificates = List.copyOf(certificates);
    }

    /// The set that comes with the program.
    public static Roots mozilla() {
        try (InputStream about = resource("roots.properties"); InputStream pem = resource("roots.pem")) {
            Properties facts = new Properties();
            facts.load(about);
            return new Roots(read(pem), LocalDate.parse(facts.getProperty("date")), facts.getProperty("source"));
        } catch (IOException | CertificateException broken) {
            throw new IllegalStateException("the roots in the program's own jar cannot be read", broken);
        }
    }

    /// How old the set is.
    public Duration age(Instant now) {
        return Duration.between(date.atStartOfDay(ZoneOffset.UTC).toInstant(), now);
    }

    /// Whether the set is older than 90 days, so that the program wants an update.
    public boolean areOld(Instant now) {
        return age(now).compareTo(FRESH_FOR) > 0;
    }

    private static List<X509Certificate> read(InputStream pem) throws CertificateException {
        List<X509Certificate> read = new ArrayList<>();
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            read.add((X509Certificate) certificate);
        }
        return read;
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = Roots.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException(name + " is missing");
        }
        return new BufferedInputStream(found);
    }
}
