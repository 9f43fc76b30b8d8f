package org.schoolgate.proxy.identity.presence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.filters.request.IpAddress;

/// What stands hidden in a form of ours, so that only a page that we gave to the same address lately is taken. It is made with a
/// key that is drawn at each start, and is kept nowhere. For any thread.
final class FormToken {

    private static final Duration GOOD_FOR = Duration.ofMinutes(30);
    private static final String MAC = "HmacSHA256";
    private static final int LENGTH = 16 + 64;

    private final SecretKeySpec key;

    FormToken() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        key = new SecretKeySpec(bytes, MAC);
    }

    /// A token for a form that goes to an address now.
    String made(IpAddress address, Instant at) {
        String time = HexFormat.of().toHexDigits(at.toEpochMilli());
        return time + HexFormat.of().formatHex(mac(address, time));
    }

    /// Whether a token was made for the address lately.
    boolean isGood(String token, IpAddress address, Instant at) {
        if (token.length() != LENGTH || !token.matches("[0-9a-f]+")) {
            return false;
        }
        String time = token.substring(0, 16);
        long age = at.toEpochMilli() - HexFormat.fromHexDigitsToLong(time);
        return MessageDigest.isEqual(mac(address, time), HexFormat.of().parseHex(token, 16, LENGTH))
                && age >= 0 && age <= GOOD_FOR.toMillis();
    }

    private byte[] mac(IpAddress address, String time) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array());
            return mac.doFinal(time.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
