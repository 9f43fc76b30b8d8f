package org.schoolgate.proxy.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.Principal;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// The gateway shows no site a certificate of its own, and remembers which connection was asked for one.
final class NoCertificate extends NoKeys {

    private final Cache<SSLEngine, Boolean> asked = Caffeine.newBuilder().weakKeys().build();

    boolean wasAsked(SSLEngine engine) {
        return asked.getIfPresent(engine) != null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
        asked.put(engine, true);
        return null;
    }
}
