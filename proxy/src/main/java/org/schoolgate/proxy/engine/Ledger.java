package org.schoolgate.proxy.engine;

import java.time.Duration;
import java.util.Optional;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.ExchangeLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log of each exchange of one connection, with the bytes that went since the one before.
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final ExchangeLog log;
    private final Front front;
    private long in;
    private long out;

    Ledger(ExchangeLog log, Front front) {
        this.log = log;
        this.front = front;
    }

    /// Called once for each exchange, when it is over.
    void close(Passage ended, boolean complete) {
        long bytesIn = front.in() - in;
        long bytesOut = front.out() - out;
        in = front.in();
        out = front.out();
        try {
            log.ended(new Exchange(ended.at, Duration.ofNanos(System.nanoTime() - ended.started), ended.trace,
                    ended.client,
                    ended.method.equals(Passage.UNREAD) ? "" : ended.method.name(), Optional.ofNullable(ended.target),
                    Optional.ofNullable(ended.decision), ended.status, bytesIn, bytesOut,
                    Optional.ofNullable(ended.upstream).flatMap(upstream -> Optional.ofNullable(upstream.address())),
                    ended.contentType, ended.fault, complete,
                    Optional.ofNullable(ended.link)));
        } catch (RuntimeException broken) {
            LOG.error("An exchange could not be logged (trace {})", ended.trace, broken);
        }
    }
}
