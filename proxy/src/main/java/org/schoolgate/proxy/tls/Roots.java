package org.schoolgate.proxy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The authorities that sites are trusted by: Mozilla's, as they were on one day.
///
/// They come with the program, in a file that `deploy/roots/refresh` makes anew. What this machine or its Java trusts does
/// not matter. The set grows old: see [#areOld].
public final class Roots {

    /// When a set is older than this, people are warned.
    public static final Duration FRESH_FOR = Duration.ofDays(90);

    private static final String UNTIL = "# until ";

    private final List<Root> roots;
    private final LocalDate date;
    private final String source;

    Roots(List<Root> roots, LocalDate date, String source) {
        this.roots = List.copyOf(roots);
        this.date = date;
        this.source = source;
    }

    /// The set that comes with the program.
    public static Roots mozilla() {
        Properties facts = new Properties();
        try {
            facts.load(new StringReader(String.join("\n", Resource.lines("roots.properties"))));
            return new Roots(read(Resource.lines("roots.pem")), LocalDate.parse(facts.getProperty("date")),
                    facts.getProperty("source"));
        } catch (IOException | CertificateException broken) {
            throw new IllegalStateException("the roots in the program's own jar cannot be read", broken);
        }
    }

    /// The day on which this was Mozilla's set.
    public LocalDate date() {
        return date;
    }

    /// Where it was taken from.
    public String source() {
        return source;
    }

    public int count() {
        return roots.size();
    }

    /// How old the set is.
    public Duration age(Instant now) {
        return Duration.between(date.atStartOfDay(ZoneOffset.UTC).toInstant(), now);
    }

    /// Whether the set is older than 90 days, so that the program wants an update.
    public boolean areOld(Instant now) {
        return age(now).compareTo(FRESH_FOR) > 0;
    }

    List<Root> all() {
        return roots;
    }

    private static List<Root> read(List<String> lines) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Root> read = new ArrayList<>();
        StringBuilder pem = new StringBuilder();
        Optional<Instant> until = Optional.empty();
        for (String line : lines) {
            if (line.startsWith(UNTIL)) {
                until = Optional.of(Instant.parse(line.substring(UNTIL.length())));
            } else if (!line.startsWith("#")) {
                pem.append(line).append('\n');
            }
            if (line.startsWith("-----END")) {
                byte[] bytes = pem.toString().getBytes(StandardCharsets.US_ASCII);
                read.add(new Root(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)), until));
                pem.setLength(0);
                until = Optional.empty();
            }
        }
        return read;
    }
}
