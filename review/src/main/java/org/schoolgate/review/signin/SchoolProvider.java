package org.schoolgate.review.signin;

import java.net.URI;
import javax.net.ssl.SSLSocketFactory;

/// Where the school's own accounts are, by OpenID Connect.
///
/// @param called how pages call it, such as "Google"
/// @param issuer the provider, as its own tokens name it
/// @param clientId what the provider calls this site
/// @param secret what both know
/// @param trust whose certificates are taken
public record SchoolProvider(String called, URI issuer, String clientId, String secret, SSLSocketFactory trust) {

    /// Without the secret.
    @Override
    public String toString() {
        return "SchoolProvider[" + issuer + "]";
    }
}
