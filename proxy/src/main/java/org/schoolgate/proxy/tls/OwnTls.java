package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;

/// TLS of a site of the gateway's own, the review site. Its certificate is renewed while it serves, and connections that have
/// begun go on. Any thread may call; a look at what it is now costs nothing, but once a minute.
public final class OwnTls {

    private final Supplier<Shown> now;
    private final SSLContext context;

    private OwnTls(Supplier<Shown> now) {
        this.now = now;
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{new Current(now)}, new TrustManager[0], Keys.RANDOM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }

    /// With a certificate by the school's authority, which its devices trust already: for these names and addresses, and made
    /// anew when they change or half of its life is over.
    public static OwnTls by(Authority authority, Supplier<Set<Host>> names, InstantSource clock) {
        return new OwnTls(new MintedForUs(authority, names, clock));
    }

    /// With a certificate that the school got elsewhere. When its files change, they are read again; where they cannot be used
    /// then, the one before stays, and the log says why.
    ///
    /// @param chain a file (PEM): the site's own certificate first, then those between it and its root
    /// @param key a file (PEM): its private key, without a passphrase
    /// @throws IOException where they cannot be used; the message says which, and what to do
    public static OwnTls of(Path chain, Path key, InstantSource clock) throws IOException {
        return new OwnTls(new KeptInFiles(chain, key, clock));
    }

    /// What a server serves with.
    public SSLContext context() {
        return context;
    }

    /// When the certificate that is shown now ends.
    public Instant ends() {
        return now.get().ends();
    }

    /// Shows what is there now. The one before is kept for handshakes that have begun with it.
    private static final class Current extends NoKeys {

        private final Supplier<Shown> now;
        private volatile @Nullable Shown before;
        private volatile @Nullable Shown latest;

        Current(Supplier<Shown> now) {
            this.now = now;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            Shown shown = now.get();
            if (!shown.key().getAlgorithm().equals(type)) {
                return null;
            }
            if (!shown.equals(latest)) {
                before = latest;
                latest = shown;
            }
            return shown.alias();
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            Shown shown = find(alias);
            return shown == null ? null : shown.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            Shown shown = find(alias);
            return shown == null ? null : shown.key();
        }

        private @Nullable Shown find(String alias) {
            Shown one = latest;
            Shown other = before;
            return one != null && one.alias().equals(alias)
                    ? one
                    : other != null && other.alias().equals(alias) ? other : null;
        }
    }
}
