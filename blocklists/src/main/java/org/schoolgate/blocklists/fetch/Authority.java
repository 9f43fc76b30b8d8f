package org.schoolgate.blocklists.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Who signs the certificates of one source's servers, beside the authorities that Java trusts: one certificate or several in a file
/// (PEM). It holds for that source alone.
final class Authority {

    private static final int LONGEST = 1 << 20;
    private static final String INSTEAD = "write the authority's certificate into it, from -----BEGIN CERTIFICATE----- on";

    /// How Java says that no certificate in a chain is from an authority that is trusted.
    private static final List<String> UNKNOWN = List.of("valid certification path", "any of the trust anchors");

    private Authority() {}

    /// Trusts the authorities of a file, and those that Java trusts.
    ///
    /// @throws FetchException where there is no such file, or no certificate in it
    static SSLContext trusting(Path file) throws FetchException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            List<Certificate> all = new ArrayList<>(read(file));
            all.addAll(known());
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("authority-" + i, all.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("certificates that were read cannot be trusted", impossible);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws FetchException {
        byte[] text;
        try {
            text = Files.size(file) > LONGEST ? new byte[0] : Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new FetchException("the file with the authority, " + file + ", cannot be read", unreadable);
        }
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text));
            if (!all.isEmpty()) {
                return all;
            }
        } catch (CertificateException wrong) {
            throw new FetchException(file + " holds no certificate that can be read; " + INSTEAD, wrong);
        }
        throw new FetchException(file + " holds no certificate; " + INSTEAD);
    }

    private static List<X509Certificate> known() throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager trust) {
                all.addAll(List.of(trust.getAcceptedIssuers()));
            }
        }
        return all;
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /// Why a server was not trusted, and the way out.
    static String words(SSLException distrust, Optional<Path> authority) {
        String why = String.valueOf(distrust.getMessage());
        for (Throwable cause = distrust; cause != null; cause = cause.getCause()) {
            why = cause.getMessage() == null ? why : cause.getMessage();
        }
        if (UNKNOWN.stream().anyMatch(why::contains)) {
            return authority
                    .map(file -> "its certificate comes neither from a public authority nor from the one in " + file
                            + "; is it the right file, and does the server send all certificates between?")
                    .orElse("its certificate comes from nobody who is trusted here; where the server is the school's own, name the"
                            + " file with its authority's certificate: authority FILE");
        }
        return why;
    }
}
