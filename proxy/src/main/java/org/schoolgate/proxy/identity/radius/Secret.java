package org.schoolgate.proxy.identity.radius;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What an access point and the gateway both know, and by which each knows the other's packets (RFC 2866, 3; RFC 2869, 5.14;
/// the order of the two as in RFC 5176, 3.4). MD5 is what the protocol has; so the secret should be long, and the way between
/// them one that nobody else is on.
public final class Secret {

    /// Shorter ones are found out from one packet that somebody has seen.
    public static final int SHORTEST = 16;

    private static final int MESSAGE_AUTHENTICATOR = 80;
    private static final int PROXY_STATE = 33;
    private static final String MAC = "HmacMD5";

    private final byte[] bytes;

    /// @throws IllegalArgumentException where it is too short
    public Secret(String text) {
        bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException("the secret has fewer than " + SHORTEST + " characters");
        }
    }

    /// Whether a request was made by somebody who knows the secret.
    boolean isOf(Packet request) {
        List<Packet.Attribute> marks = request.all(MESSAGE_AUTHENTICATOR);
        if (marks.size() > 1 || marks.size() == 1 && marks.getFirst().length() != Packet.AUTHENTICATOR_LENGTH) {
            return false;
        }
        byte[] blank = request.bytes().clone();
        Arrays.fill(blank, Packet.AUTHENTICATOR, Packet.AUTHENTICATOR + Packet.AUTHENTICATOR_LENGTH, (byte) 0);
        if (!MessageDigest.isEqual(request.authenticator(), digest(blank))) {
            return false;
        }
        if (marks.isEmpty()) {
            return true;
        }
        byte[] mark = request.value(marks.getFirst());
        Arrays.fill(blank, marks.getFirst().at(), marks.getFirst().at() + mark.length, (byte) 0);
        return MessageDigest.isEqual(mark, mac(blank));
    }

    /// The answer that a request was taken: what a proxy between has put into it goes back as it was. It carries no
    /// Message-Authenticator: no standard says over what, servers differ, and the answer's own authenticator proves it.
    byte[] answer(Packet request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Packet.ACCOUNTING_RESPONSE);
        out.write(request.identifier());
        out.writeBytes(new byte[2]);
        out.writeBytes(request.authenticator());
        for (Packet.Attribute state : request.all(PROXY_STATE)) {
            out.write(PROXY_STATE);
            out.write(2 + state.length());
            out.write(request.bytes(), state.at(), state.length());
        }
        byte[] answer = out.toByteArray();
        ByteBuffer.wrap(answer).putShort(2, (short) answer.length);
        System.arraycopy(digest(answer), 0, answer, Packet.AUTHENTICATOR, Packet.AUTHENTICATOR_LENGTH);
        return answer;
    }

    /// The MD5 of a packet and the secret.
    byte[] digest(byte[] packet) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(packet);
            return md5.digest(bytes);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private byte[] mac(byte[] packet) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes, MAC));
            return mac.doFinal(packet);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// Leaves it out.
    @Override
    public String toString() {
        return "Secret[…]";
    }
}
