package org.schoolgate.proxy.use;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.schoolgate.filters.request.Client;

/// The questions that wait for an answer, each under a number that nobody guesses, for ten minutes and for one answer. Holds at
/// most some 16 MB of them; beyond that the oldest are put again. For any thread.
final class Tickets {

    static final Duration VALID = Duration.ofMinutes(10);

    /// In characters of the addresses, with what a ticket takes beside them.
    private static final long MOST = 8_000_000;
    private static final int BESIDE = 400;
    private static final int BYTES = 16;

    private final Cache<String, Ticket> tickets;
    private final SecureRandom random = new SecureRandom();

    Tickets(Ticker ticker) {
        tickets = Caffeine.newBuilder().maximumWeight(MOST)
                .weigher((String number, Ticket ticket) -> BESIDE + ticket.page().path().text().length())
                .expireAfterWrite(VALID).ticker(ticker).executor(Runnable::run).build();
    }

    /// The number under which a new ticket is kept: 22 letters and digits, 128 random bits.
    String keep(Ticket ticket) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String number = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        tickets.put(number, ticket);
        return number;
    }

    /// The ticket under a number, for whom it was drawn alone; it stays valid.
    Optional<Ticket> find(String number, Client client) {
        return Optional.ofNullable(tickets.getIfPresent(number)).filter(ticket -> ticket.isFor(client));
    }

    /// Takes a ticket. Only the first to take it gets true.
    boolean take(String number, Ticket ticket) {
        return tickets.asMap().remove(number, ticket);
    }
}
