package org.schoolgate.app.pinned;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.ExchangeLog;

/// Counts the devices that refuse the gateway's certificate, for each group and site; and passes exchanges on to the next log.
///
/// One device proves nothing: whoever wants to escape inspection can refuse on purpose. Where [#DEVICES] of one group have
/// refused for one site within [#KEPT], IT is told, and decides. Only sites that open count, and none of a category that
/// is ruled out. Of devices only marks are kept. At most [#MOST] sites are remembered, those refused last.
///
/// Safe on event loops: a refusal takes microseconds under a lock that nobody holds for long.
public final class Pinned implements ExchangeLog {

    /// So many devices must have refused.
    public static final int DEVICES = 3;

    /// For so long a refusal counts.
    public static final Duration KEPT = Duration.ofDays(7);

    static final int MOST = 2_000;

    /// More than these are not told apart; enough have refused then.
    private static final int MOST_DEVICES = 8;

    private final Predicate<Decision> mayPass;
    private final ToLongFunction<IpAddress> mark;
    private final ExchangeLog next;
    private final Map<Place, Refused> places = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Refused> eldest) {
            return size() > MOST;
        }
    };
    private boolean changed;

    /// @param group the group's name
    private record Place(String group, String site) {}

    /// @param mayPass whether what was decided so is no category that is ruled out
    /// @param mark what stands for a device; see [DeviceMarks]
    /// @param known what was counted before, as [#refused] gave it
    /// @param next who is told after the counting
    public Pinned(Predicate<Decision> mayPass, ToLongFunction<IpAddress> mark, List<Refused> known, ExchangeLog next) {
        this.mayPass = mayPass;
        this.mark = mark;
        this.next = next;
        known.forEach(one -> places.put(new Place(one.group(), one.site()), one));
    }

    @Override
    public void ended(Exchange exchange) {
        if (exchange.isLeafRefused() && exchange.target().isPresent() && exchange.decision().isPresent()
                && exchange.target().get().host() instanceof HostName site) {
            Decision decision = exchange.decision().get();
            if (decision.verdict().opens() && !decision.addressSealed() && mayPass.test(decision)) {
                note(decision.group().name(), site.name(), mark.applyAsLong(exchange.client().address()),
                        exchange.at());
            }
        }
        next.ended(exchange);
    }

    @Override
    public void connected(int open) {
        next.connected(open);
    }

    private synchronized void note(String group, String site, long device, Instant at) {
        places.compute(new Place(group, site),
                (place, before) -> (before == null ? Refused.none(group, site, at) : before.since(at.minus(KEPT)))
                        .by(device, at, MOST_DEVICES));
        changed = true;
    }

    /// All that was counted and still counts, the latest first.
    public synchronized List<Refused> refused(Instant now) {
        return places.values().stream().map(one -> one.since(now.minus(KEPT)))
                .filter(one -> !one.devices().isEmpty())
                .sorted(Comparator.comparing(Refused::last).reversed()).toList();
    }

    /// Whether something has come since this was asked last.
    public synchronized boolean hasChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }
}
