package org.schoolgate.proxy.engine;

import java.time.Duration;
import java.util.Optional;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;

/// Where one device has gone lately: its last [#PAGES] pages of their own and the last [#REDIRECTS] redirects from one site
/// to another, as marks and times. Some 1 KB. For any thread.
final class Trail {

    static final int PAGES = 32;
    static final int REDIRECTS = 8;

    private final long[] sites = new long[PAGES];
    private final long[] openers = new long[PAGES];
    private final long[] times = new long[PAGES];
    private final boolean[] byHand = new boolean[PAGES];
    private int pages;
    private final long[] targets = new long[REDIRECTS];
    private final long[] sent = new long[REDIRECTS];
    private int redirects;

    /// The device goes to a page.
    ///
    /// @param site the mark of its site
    /// @param page its own mark
    /// @param opener the mark of the host that led there; 0 where none is said
    /// @param at milliseconds since 1970
    synchronized Circumstances goes(long site, long page, long opener, long at, Signals signals) {
        Circumstances around = new Circumstances(wasRedirected(page, at), newSites(site, at),
                sinceOther(site, opener, at), sinceSame(site, at));
        int place = pages++ % PAGES;
        sites[place] = site;
        openers[place] = opener;
        times[place] = at;
        byHand[place] = Ground.of(signals, around).grade().countsForAPerson();
        return around;
    }

    /// A site sends the device on to another page. A redirect within one site matters only where the device had come to that
    /// site by a redirect from another.
    synchronized void sends(long fromSite, long fromPage, long toSite, long toPage, long at) {
        if (fromSite != toSite || wasRedirected(fromPage, at)) {
            int place = redirects++ % REDIRECTS;
            targets[place] = toPage;
            sent[place] = at;
        }
    }

    private boolean wasRedirected(long page, long at) {
        for (int i = 0; i < Math.min(redirects, REDIRECTS); i++) {
            if (targets[i] == page && at - sent[i] <= Circumstances.SHORTLY.toMillis()) {
                return true;
            }
        }
        return false;
    }

    /// How many sites are new within ten seconds, the one that is gone to included.
    private int newSites(long site, long at) {
        int count = isNew(site, at) ? 1 : 0;
        for (int i = 0; i < known(); i++) {
            boolean shortly = at - times[i] <= Circumstances.SHORTLY.toMillis();
            count += shortly && sites[i] != site && firstOf(sites[i]) == i && isNew(sites[i], at) ? 1 : 0;
        }
        return count;
    }

    private int known() {
        return Math.min(pages, PAGES);
    }

    private int firstOf(long site) {
        int i = 0;
        while (sites[i] != site) {
            i++;
        }
        return i;
    }

    /// Whether the device had not gone to a site in the ten minutes before the last ten seconds.
    private boolean isNew(long site, long at) {
        for (int i = 0; i < known(); i++) {
            long ago = at - times[i];
            if (sites[i] == site && ago > Circumstances.SHORTLY.toMillis()
                    && ago <= Circumstances.FOLLOW_UP.toMillis()) {
                return false;
            }
        }
        return true;
    }

    /// How long before the same opener had last led to another site.
    private Optional<Duration> sinceOther(long site, long opener, long at) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < known(); i++) {
            if (sites[i] != site && openers[i] == opener) {
                shortest = Math.min(shortest, Math.max(0, at - times[i]));
            }
        }
        return within(shortest, Circumstances.SHORTLY);
    }

    /// How long before the device had last gone to this site by hand.
    private Optional<Duration> sinceSame(long site, long at) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < known(); i++) {
            long ago = at - times[i];
            if (byHand[i] && sites[i] == site && ago >= Circumstances.AT_ONCE.toMillis()) {
                shortest = Math.min(shortest, ago);
            }
        }
        return within(shortest, Circumstances.FOLLOW_UP);
    }

    private static Optional<Duration> within(long shortest, Duration most) {
        return shortest > most.toMillis() ? Optional.empty() : Optional.of(Duration.ofMillis(shortest));
    }
}
