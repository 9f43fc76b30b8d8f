package org.schoolgate.proxy.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Who has shown by a password who they are, and looks at what is kept of them: each page of theirs has a number that nobody guesses,
/// which is good once, from the same address, and within ten minutes, and brings them to the next page. An hour after the password it
/// is over. In memory alone; holds at most [#MOST], beyond which the oldest have to type their password again. For any thread.
final class Turns {

    static final int MOST = 2_000;
    static final Duration VALID = Duration.ofMinutes(10);
    static final Duration LONGEST = Duration.ofHours(1);

    private static final int BYTES = 16;

    private final Cache<String, Held> held = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(VALID)
            .executor(Runnable::run).build();
    private final SecureRandom random = new SecureRandom();

    /// Somebody who looks.
    ///
    /// @param from their address
    /// @param since when they typed their password
    record Turn(Person person, IpAddress from, Instant since) {}

    private record Held(Turn turn, Instant at) {

        boolean isGood(IpAddress from, Instant now) {
            return turn.from().equals(from) && !now.isBefore(at) && now.isBefore(at.plus(VALID))
                    && now.isBefore(turn.since().plus(LONGEST));
        }
    }

    /// The number by which their next page is asked for: 22 letters and digits, 128 random bits.
    String keep(Turn turn, Instant now) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String number = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        held.put(number, new Held(turn, now));
        return number;
    }

    /// Takes the turn under a number; whoever brings the number again, or from elsewhere, gets nothing.
    Optional<Turn> take(String number, IpAddress from, Instant now) {
        Held one = held.getIfPresent(number);
        return one != null && one.isGood(from, now) && held.asMap().remove(number, one)
                ? Optional.of(one.turn())
                : Optional.empty();
    }

    /// How many there are.
    long size() {
        held.cleanUp();
        return held.estimatedSize();
    }
}
