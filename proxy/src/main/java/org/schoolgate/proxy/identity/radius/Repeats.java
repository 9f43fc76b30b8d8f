package org.schoolgate.proxy.identity.radius;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// What was answered lately: an access point that has not heard an answer sends the same packet again, and gets the same answer.
///
/// Remembers at most [#MOST] answers, some 2 MB, each for half a minute.
final class Repeats {

    static final int MOST = 5_000;

    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Cache<Sent, byte[]> answers = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT)
            .executor(Runnable::run).build();

    /// Two packets of one authenticator are of one content, as it is made from all of it.
    private record Sent(InetSocketAddress from, int identifier, long high, long low) {

        static Sent of(InetSocketAddress from, Packet packet) {
            ByteBuffer bytes = ByteBuffer.wrap(packet.bytes(), Packet.AUTHENTICATOR, Packet.AUTHENTICATOR_LENGTH);
            return new Sent(from, packet.identifier(), bytes.getLong(), bytes.getLong());
        }
    }

    /// What was answered to this very packet; empty where it has not come before.
    Optional<byte[]> answer(InetSocketAddress from, Packet packet) {
        return Optional.ofNullable(answers.getIfPresent(Sent.of(from, packet)));
    }

    /// Keeps an answer, and gives it back.
    byte[] answered(InetSocketAddress from, Packet packet, byte[] answer) {
        answers.put(Sent.of(from, packet), answer);
        return answer;
    }
}
