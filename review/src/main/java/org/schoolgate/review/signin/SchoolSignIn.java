package org.schoolgate.review.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.review.chain.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing in with an account of the school's own provider, by OpenID Connect: the code flow with PKCE, a state and a nonce,
/// each for one browser and once. Nothing but the provider's own word for the person is kept; whoever needs a name as well
/// asks for it.
///
/// Safe for any number of threads; a call may wait for the provider, some seconds at most.
public final class SchoolSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(SchoolSignIn.class);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final int MOST_ASKED = 1_000;
    private static final Duration HOLDS = Duration.ofMinutes(10);
    private static final Duration KNOWN = Duration.ofHours(12);
    private static final List<JWSAlgorithm> SIGNED_BY = List.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private final SchoolProvider provider;
    private final Scope scope;
    private final Waiting<Asked> asked;
    private final Waiting<OIDCProviderMetadata> metadata;

    /// What was asked of the provider.
    private record Asked(String whom, Nonce nonce, CodeVerifier verifier, URI back) {}

    /// Asks who it is and nothing else.
    public SchoolSignIn(SchoolProvider provider, InstantSource clock) {
        this(provider, clock, new Scope("openid"));
    }

    /// Asks for the names of the account, too.
    public static SchoolSignIn withNames(SchoolProvider provider, InstantSource clock) {
        return new SchoolSignIn(provider, clock, new Scope("openid", "email", "profile"));
    }

    private SchoolSignIn(SchoolProvider provider, InstantSource clock, Scope scope) {
        this.provider = provider;
        this.scope = scope;
        this.asked = new Waiting<>(MOST_ASKED, HOLDS, clock);
        this.metadata = new Waiting<>(1, KNOWN, clock);
    }

    /// How pages call the provider.
    public String called() {
        return provider.called();
    }

    /// Where to send a browser; empty where the provider does not answer.
    ///
    /// @param whom what binds the answer to this browser
    /// @param back where the provider is to send it afterwards
    public Optional<URI> begin(String whom, URI back) {
        Optional<OIDCProviderMetadata> known = known();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        State state = new State(32);
        Asked question = new Asked(Secrets.stored(whom), new Nonce(32), new CodeVerifier(), back);
        asked.put(state.getValue(), question);
        return Optional.of(new AuthenticationRequest.Builder(ResponseType.CODE, scope,
                new ClientID(provider.clientId()), back)
                .endpointURI(known.get().getAuthorizationEndpointURI())
                .state(state)
                .nonce(question.nonce())
                .codeChallenge(question.verifier(), CodeChallengeMethod.S256)
                .build().toURI());
    }

    /// Who the provider says it is, as a hash that stands for its own word; empty where the answer is not for this browser, was
    /// used before, or does not hold.
    ///
    /// @param whom as it was given to [#begin]
    public Optional<String> end(String whom, String state, String code) {
        return word(whom, state, code).map(SchoolWord::subject);
    }

    /// As [#end], with what else the provider says of the account.
    public Optional<SchoolWord> word(String whom, String state, String code) {
        Optional<Asked> question = asked.remove(state).filter(one -> one.whom().equals(Secrets.stored(whom)));
        Optional<OIDCProviderMetadata> known = known();
        if (question.isEmpty() || known.isEmpty() || code.isEmpty()) {
            return Optional.empty();
        }
        try {
            HTTPRequest request = new TokenRequest.Builder(known.get().getTokenEndpointURI(),
                    new ClientSecretBasic(new ClientID(provider.clientId()), new Secret(provider.secret())),
                    new AuthorizationCodeGrant(new AuthorizationCode(code), question.get().back(),
                            question.get().verifier()))
                    .build().toHTTPRequest();
            request.setConnectTimeout(PATIENCE_MILLIS);
            request.setReadTimeout(PATIENCE_MILLIS);
            request.setFollowRedirects(false);
            request.setSSLSocketFactory(provider.trust());
            TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
            if (!answer.indicatesSuccess()) {
                return Optional.empty();
            }
            JWT token = ((OIDCTokenResponse) answer).getOIDCTokens()
                    .getIDToken();
            return token == null ? Optional.empty() : Optional.of(checked(token, known.get(), question.get()));
        } catch (IOException | ParseException | BadJOSEException | JOSEException refused) {
            LOG.warn("an answer of the school's provider was not taken: {}", refused.getClass().getSimpleName());
            SignInLog.wrong("answer of the school's provider", Optional.empty());
            return Optional.empty();
        }
    }

    private SchoolWord checked(JWT token, OIDCProviderMetadata known, Asked question)
            throws BadJOSEException, JOSEException, IOException {
        JWSAlgorithm signedBy = SIGNED_BY.stream()
                .filter(one -> one.equals(token.getHeader().getAlgorithm())).findFirst()
                .orElseThrow(() -> new BadJOSEException("not signed as it must be"));
        IDTokenValidator validator = new IDTokenValidator(new Issuer(provider.issuer()),
                new ClientID(provider.clientId()), signedBy, known.getJWKSetURI().toURL(), retriever());
        IDTokenClaimsSet claims = validator.validate(token, question.nonce());
        String subject = Sha256
                .hex((provider.issuer() + "\n" + claims.getSubject().getValue()).getBytes(StandardCharsets.UTF_8));
        boolean proved = Boolean.TRUE.equals(claims.getClaim("email_verified"));
        return new SchoolWord(subject, proved ? text(claims, "email") : Optional.empty(),
                text(claims, "preferred_username"), text(claims, "hd"));
    }

    private static Optional<String> text(IDTokenClaimsSet claims, String name) {
        return Optional.ofNullable(claims.getClaim(name)).filter(String.class::isInstance).map(String.class::cast);
    }

    private Optional<OIDCProviderMetadata> known() {
        Optional<OIDCProviderMetadata> kept = metadata.get("");
        if (kept.isPresent()) {
            return kept;
        }
        try {
            OIDCProviderMetadata fresh = OIDCProviderMetadata.resolve(new Issuer(provider.issuer()), request -> {
                request.setConnectTimeout(PATIENCE_MILLIS);
                request.setReadTimeout(PATIENCE_MILLIS);
                request.setFollowRedirects(false);
                request.setSSLSocketFactory(provider.trust());
            });
            if (!isSafe(fresh.getAuthorizationEndpointURI()) || !isSafe(fresh.getTokenEndpointURI())
                    || !isSafe(fresh.getJWKSetURI())) {
                LOG.warn("the school's provider names an address that is not encrypted; it is not used");
                return Optional.empty();
            }
            metadata.put("", fresh);
            return Optional.of(fresh);
        } catch (IOException | GeneralException fault) {
            LOG.warn("the school's provider does not say how to sign in there: {}", fault.getMessage());
            return Optional.empty();
        }
    }

    /// Encrypted, or on the machine of a provider that is on this machine itself.
    private boolean isSafe(@Nullable URI address) {
        return address != null && ("https".equals(address.getScheme())
                || "http".equals(provider.issuer().getScheme())
                        && provider.issuer().getAuthority().equals(address.getAuthority()));
    }

    private DefaultResourceRetriever retriever() {
        return new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_ANSWER, true, provider.trust());
    }
}
