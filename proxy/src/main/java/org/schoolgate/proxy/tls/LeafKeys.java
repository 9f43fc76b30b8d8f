package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// Tells JSSE which leaf an engine shows: the one whose alias stands where the name of the peer would.
///
/// A leaf is found by the identity of its alias, and forgotten when no context and no engine holds that alias any more. So a
/// leaf that has left the cache still serves the connections that were begun with it.
///
/// A ticket for one leaf is good for no other: JSSE takes a session up only where the engine's chain is the very one that it
/// was made with.
final class LeafKeys extends NoKeys {

    private final PrivateKey key;
    private final Cache<String, X509Certificate[]> chains = Caffeine.newBuilder().weakKeys().build();

    LeafKeys(PrivateKey key) {
        this.key = key;
    }

    /// Takes a leaf in and gives its alias; hold on to that object.
    String add(X509Certificate leaf) {
        String alias = leaf.getSerialNumber().toString(Character.MAX_RADIX);
        chains.put(alias, new X509Certificate[]{leaf});
        return alias;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return keyType.equals("EC") ? engine.getPeerHost() : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return chains.getIfPresent(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
