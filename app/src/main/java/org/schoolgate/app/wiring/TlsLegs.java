package org.schoolgate.app.wiring;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.BackgroundThreads;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.tls.Leaves;
import org.schoolgate.proxy.tls.NoneRevoked;
import org.schoolgate.proxy.tls.Revocation;
import org.schoolgate.proxy.tls.Roots;
import org.schoolgate.proxy.tls.SiteTls;
import org.schoolgate.proxy.tls.Trust;

/// What the gateway needs to look into encrypted connections: the school's own authority, which is made at the first start,
/// and the roots that sites rest on.
///
/// @param authority the school's own
/// @param inspecting what the gateway itself wants
/// @param roots the roots that sites rest on
/// @param revocation who knows of sites' revoked certificates
/// @param list the authority's own list of revoked certificates
record TlsLegs(Authority authority, Inspecting inspecting, Roots roots, Revocation revocation, NoneRevoked list) {

    /// @param folder where the authority is kept
    /// @throws IOException where a file cannot be used; the message says which, and what to do
    static TlsLegs open(Path folder, GatewaySettings.Tls settings, InstantSource clock, Parts parts)
            throws IOException {
        Authority authority = Authority.open(folder, Authority.passphrase(System.getenv()), clock);
        List<X509Certificate> more = new ArrayList<>();
        for (Path file : settings.moreRoots()) {
            more.addAll(read(file));
        }
        ExecutorService minting = Executors.newFixedThreadPool(
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                BackgroundThreads.named("minting-"));
        parts.add(minting::shutdownNow);
        Revocation revocation = parts.add(new Revocation(Revocation.Mode.SOFT, Revocation::isPublic, clock));
        Roots roots = Roots.mozilla();
        SiteTls sites = parts.add(new SiteTls(new Trust(roots, more, revocation, clock), clock));
        return new TlsLegs(authority, new Inspecting(parts.add(new Leaves(authority, clock, minting)), sites), roots,
                revocation,
                new NoneRevoked(authority, clock));
    }

    /// The certificates of a file.
    static List<X509Certificate> read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            List<X509Certificate> read = new ArrayList<>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) certificate);
            }
            if (read.isEmpty()) {
                throw new IOException(file + " holds no certificate; it should hold one or more in PEM");
            }
            return read;
        } catch (CertificateException broken) {
            throw new IOException(file + " is not a file of certificates in PEM: " + broken.getMessage(), broken);
        }
    }
}
