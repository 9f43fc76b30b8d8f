package org.schoolgate.review.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Marks browsers that have signed in to an account, so that they can be told from strangers who guess at it. The mark
/// opens nothing. Its key lives as long as the process does. Safe for any number of threads.
public final class KnownBrowsers {

    private final SecretKeySpec key;

    /// @param secret what nobody else knows, such as [Secrets#token()]
    public KnownBrowsers(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// What a browser is given to keep after a sign-in: the same for every browser of one account.
    ///
    /// @param account the account's number; names can be given away again
    public String mark(long account) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] sum = mac.doFinal(Long.toString(account).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    /// Whether a browser brings the mark of this account.
    public boolean isKnown(String mark, long account) {
        return MessageDigest.isEqual(mark.getBytes(StandardCharsets.UTF_8),
                mark(account).getBytes(StandardCharsets.UTF_8));
    }
}
