package org.schoolgate.proxy.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnersName;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

/// What has been seen of each device lately, so that a grade can tell a click from a redirect, and one page from a burst.
///
/// Only pages of their own and redirects leave a trace here, whether they are recorded or not; for all else this is one
/// comparison. No names are kept, only marks that mean nothing after the next start. Remembers at most [#MOST] devices
/// for ten minutes, some 22 MB; beyond that an access may look like the first of its device. For any thread.
final class Trails {

    static final int MOST = 20_000;

    private static final long PRIME = 0x100000001b3L;

    private final Cache<IpAddress, Trail> trails;
    private final long seed = ThreadLocalRandom.current().nextLong();

    Trails(Ticker ticker) {
        trails = Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Circumstances.FOLLOW_UP).ticker(ticker)
                .executor(Runnable::run).build();
    }

    /// A device asks for something. What was seen around it; it is on its trail from now on.
    Circumstances around(Request request, Signals signals) {
        if (!(request.target() instanceof Target.Page page) || !isOfItsOwn(signals)) {
            return Circumstances.NONE;
        }
        return trails.get(request.client().address(), device -> new Trail()).goes(site(page.host()), mark(page),
                signals.refererHost().map(host -> mark(seed, host, 0, host.length())).orElse(0L),
                request.at().toEpochMilli(), signals);
    }

    /// A site has answered a device's exchange with a redirect. What is sent on within a page is left out.
    ///
    /// @param location as the site wrote it
    void redirected(Passage passage, IpAddress device, String location, Instant at) {
        if (passage.target instanceof Target.Page from
                && passage.signals.fetchDest().map("document"::equals).orElse(true)) {
            to(from, location).ifPresent(to -> trails.get(device, any -> new Trail())
                    .sends(site(from.host()), mark(from), site(to.host()), mark(to), at.toEpochMilli()));
        }
    }

    private static boolean isOfItsOwn(Signals signals) {
        return signals.fetchDest().isPresent() && signals.fetchDest().get().equals("document")
                && signals.purpose().isEmpty();
    }

    /// Where a redirect leads.
    private static Optional<Target.Page> to(Target.Page from, String location) {
        String url = escaped(location);
        String path = from.path().path();
        if (url.startsWith("//")) {
            return Target.Page.parse(from.scheme().text() + ":" + url);
        } else if (url.startsWith("/")) {
            return Target.Page.parse(from.scheme().text() + "://" + from.authority() + url);
        } else if (url.contains("://")) {
            return Target.Page.parse(url);
        }
        return Target.Page.parse(from.scheme().text() + "://" + from.authority()
                + path.substring(0, path.lastIndexOf('/') + 1) + url);
    }

    /// As a browser sends it on: without its fragment, and what no URL may carry escaped.
    private static String escaped(String location) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < location.length() && location.charAt(i) != '#'; i++) {
            char c = location.charAt(i);
            if (c == '\\') {
                out.append('/');
            } else if (c <= ' ' || c > '~') {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private long site(Host host) {
        return mark(seed, host.text(), OwnersName.start(host), host.text().length());
    }

    /// Of a page without its query, which a site's safe mode may change on the way.
    private long mark(Target.Page page) {
        String path = page.path().text();
        int query = path.indexOf('?');
        String host = page.host().text();
        return mark(mark(seed, host, 0, host.length()) + page.port(), path, 0, query < 0 ? path.length() : query);
    }

    private static long mark(long start, String text, int from, int to) {
        long mark = start;
        for (int i = from; i < to; i++) {
            mark = (mark ^ text.charAt(i)) * PRIME;
        }
        return mark;
    }
}
