package org.schoolgate.review.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.schoolgate.review.signin.Visit;
import org.schoolgate.review.signin.Waiting;

/// What somebody had typed into a form when they were asked once more who they are, so that it is there again afterwards. In
/// memory alone, for a quarter of an hour, one form for each session. Safe for any number of threads.
final class Drafts {

    private static final int MOST = 100;
    private static final int MOST_FIELDS = 100;

    /// What pages say where it is there again.
    static final String ONCE_MORE = "You were asked who you are. What you had typed is there again: send it once more.";

    private final Waiting<Map<String, String>> kept;

    Drafts(InstantSource clock) {
        this.kept = new Waiting<>(MOST, Duration.ofMinutes(15), clock);
    }

    void keep(Exchange exchange) {
        Map<String, String> fields = new HashMap<>();
        exchange.http().formParamMap().keySet().stream().filter(name -> !name.equals("token")).limit(MOST_FIELDS)
                .forEach(name -> fields.put(name, exchange.form(name)));
        kept.put(session(exchange.visit()), Map.copyOf(fields));
    }

    /// What was typed, once; empty where nothing was.
    Map<String, String> take(Exchange exchange) {
        return kept.remove(session(exchange.visit())).orElse(Map.of());
    }

    private static String session(Visit visit) {
        return visit.session().idHash();
    }
}
