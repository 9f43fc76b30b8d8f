package org.schoolgate.proxy.identity;

import java.util.Optional;

/// Says who asks, by what a request and its connection carry. Asked on event loops, before a request is judged: it never
/// blocks, and what takes time comes later.
public interface Identification {

    /// Nobody is known, and nobody is asked.
    Identification NONE = asking -> Answer.NOTHING;

    /// Who sends a request that says this of itself.
    Answer of(Asking asking);

    /// The header in which a balancer names people, in lower case. It never goes on to a site, whoever sent it. Empty where
    /// no balancer does.
    default Optional<String> header() {
        return Optional.empty();
    }
}
