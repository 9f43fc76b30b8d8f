package org.schoolgate.filters.evidence;

import java.time.Duration;
import java.util.Optional;

/// What the gateway saw of the same device around a request, and nobody can see later. Kept beside the [Signals], so that
/// another reader can work out the same grade.
///
/// It is known of pages of their own alone; of everything else, and of a tunnel, it is [#NONE]. "Another site" and "the
/// same site" go by the name that an owner registered, see [org.schoolgate.filters.request.OwnersName].
///
/// @param redirected whether another site had redirected the browser to this very page, at most ten seconds before
/// @param newSites how many sites the device went to within ten seconds, this one included, that it had not gone to in the
///                 ten minutes before; 0 where none was new
/// @param sinceOther how long before the same page, by its host, had led it to another site; empty beyond ten seconds. What
///                   names no page that led to it counts as led by one and the same
/// @param sinceSame how long before it had gone to the same site by hand; empty beyond ten minutes. What came less than a
///                  second before does not count, as one click can ask twice
public record Circumstances(
        boolean redirected,
        int newSites,
        Optional<Duration> sinceOther,
        Optional<Duration> sinceSame) {

    /// How far back bursts and redirects reach.
    public static final Duration SHORTLY = Duration.ofSeconds(10);

    /// How far apart two pages of one site may be so that one follows up the other.
    public static final Duration FOLLOW_UP = Duration.ofMinutes(10);

    /// What lies closer together than this, one click may have done.
    public static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// More new sites than this within ten seconds are a burst.
    public static final int MOST_NEW_SITES = 5;

    /// Nothing is known.
    public static final Circumstances NONE = new Circumstances(false, 0, Optional.empty(), Optional.empty());
}
