package org.schoolgate.review.signin;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.review.store.Passkey;
import tools.jackson.databind.json.JsonMapper;

/// Checks what browsers say for passkeys (WebAuthn). It asks for no proof of a maker: any passkey will do. Safe for any
/// number of threads; one check costs about a millisecond.
///
/// The library answers what it does not like, or cannot read, with exceptions of several kinds. Here each of them is a no: what
/// a stranger sends is never a fault of ours.
final class PasskeyCheck {

    private static final List<PublicKeyCredentialParameters> KINDS = List.of(COSEAlgorithmIdentifier.ES256,
            COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256).stream()
            .map(kind -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, kind)).toList();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectConverter json = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(json);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(json);

    /// The kinds of keys that are taken, by their numbers, the best first.
    static List<Long> kinds() {
        return KINDS.stream().map(kind -> kind.getAlg().getValue()).toList();
    }

    /// A new passkey; empty where the browser's answer is not one to this challenge.
    ///
    /// @param answer what the browser gave, as JSON
    Optional<Passkey> made(PasskeyHome home, byte[] challenge, String answer, long account, String name, Instant now) {
        try {
            RegistrationData data = manager.verifyRegistrationResponseJSON(answer,
                    new RegistrationParameters(server(home, challenge), KINDS, false, true));
            AuthenticatorData<?> said = Objects.requireNonNull(data.getAttestationObject())
                    .getAuthenticatorData();
            AttestedCredentialData key = Objects.requireNonNull(said.getAttestedCredentialData());
            return Optional.of(new Passkey(text(key.getCredentialId()), account, name, text(credentials.convert(key)),
                    said.isFlagBE(), said.getSignCount(), now, Optional.empty()));
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    /// The name of the passkey that an answer is for; nothing else of it has been checked.
    Optional<String> named(String answer) {
        try {
            return Optional.of(JSON.readTree(answer).path("id").asString(""));
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    /// The passkey's counter after this use; empty where the answer is not its own, or not to this challenge.
    ///
    /// @param verified whether the device must have checked who holds it
    Optional<Long> used(PasskeyHome home, byte[] challenge, String answer, Passkey passkey, boolean verified) {
        try {
            AttestedCredentialData key = credentials.convert(Base64.getUrlDecoder().decode(passkey.credential()));
            AuthenticationData data = manager.verifyAuthenticationResponseJSON(answer,
                    new AuthenticationParameters(server(home, challenge),
                            new CredentialRecordImpl(new NoneAttestationStatement(), false, passkey.synced(), false,
                                    passkey.uses(), key, null, null, null, Set.of()),
                            null, verified, true));
            return Optional.of(Objects.requireNonNull(data.getAuthenticatorData()).getSignCount());
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    private static ServerProperty server(PasskeyHome home, byte[] challenge) {
        return ServerProperty.builder().origin(Origin.create(home.origin())).rpId(home.name())
                .challenge(new DefaultChallenge(challenge)).build();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
