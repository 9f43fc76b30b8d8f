package org.schoolgate.review.alert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A server's certificate that nobody but a test knows, made by OpenSSL.
///
/// @param key its key, in PEM
/// @param chain itself, in PEM
record TestCertificate(Path key, Path chain) {

    private static final String PASSWORD = "changeit";

    static TestCertificate of(Path folder, String host) throws IOException, InterruptedException {
        TestCertificate made = new TestCertificate(folder.resolve(host + ".key"), folder.resolve(host + ".pem"));
        openssl(List.of("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=" + host,
                "-addext",
                "subjectAltName=DNS:" + host, "-keyout", made.key.toString(), "-out", made.chain.toString()));
        return made;
    }

    private static void openssl(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    X509Certificate certificate() throws Exception {
        try (InputStream in = Files.newInputStream(chain)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /// What a server speaks with.
    SSLContext server() throws Exception {
        Path store = chain.resolveSibling(chain.getFileName() + ".p12");
        openssl(List.of("pkcs12", "-export", "-inkey", key.toString(), "-in", chain.toString(), "-out",
                store.toString(), "-passout", "pass:" + PASSWORD));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /// What a client speaks with that trusts it.
    SSLContext trusted() throws Exception {
        return Channels.trusting(List.of(certificate()));
    }
}
