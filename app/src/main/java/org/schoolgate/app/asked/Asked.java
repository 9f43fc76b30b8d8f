package org.schoolgate.app.asked;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.ExchangeLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what is asked for, by site, group and hour; and passes exchanges on to the next log. A week is kept.
///
/// Of people only their number is told. Their marks are made with a key that nothing outlives, and stand in memory alone: what is
/// on disk are counts. What must leave no trace is not counted at all: sealed addresses, and so whatever a locked-allow
/// rule opens.
///
/// Safe on event loops: counting takes less than a microsecond, under locks that nobody holds for longer.
public final class Asked implements ExchangeLog {

    /// For so many days, today among them, counts are kept.
    public static final int DAYS = 7;

    private static final Logger LOG = LoggerFactory.getLogger(Asked.class);

    private final ExchangeLog next;
    private final DayFile files;
    private final Supplier<ZoneId> zone;
    private final InstantSource clock;
    private final long key;
    /// The newest first; replaced whole.
    private volatile List<Day> days;

    private Asked(ExchangeLog next, DayFile files, Supplier<ZoneId> zone, InstantSource clock, long key,
            List<Day> days) {
        this.next = next;
        this.files = files;
        this.zone = zone;
        this.clock = clock;
        this.key = key;
        this.days = days;
    }

    /// Goes on with the counts of the last week.
    ///
    /// @param data the data folder
    /// @param zone where the school is
    /// @param key anything that nobody can guess; with another one nobody is known again
    /// @param next who is told after the counting
    public static Asked open(Path data, Supplier<ZoneId> zone, InstantSource clock, long key, ExchangeLog next) {
        DayFile files = DayFile.in(data);
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone.get());
        return new Asked(next, files, zone, clock, key, files.week(today).stream().map(Day::of).toList());
    }

    /// The counts as they were last written down, for a command beside the gateway: nothing is added to them. Of people it is known only how
    /// many there were at least.
    public static Asked atRest(Path data, ZoneId zone, InstantSource clock) {
        return open(data, () -> zone, clock, 0, ExchangeLog.NONE);
    }

    @Override
    public void ended(Exchange exchange) {
        if (exchange.target().isPresent() && exchange.decision().isPresent()
                && !isCarrier(exchange)) {
            Decision decision = exchange.decision().get();
            if (!decision.addressSealed()) {
                ZonedDateTime at = exchange.at().atZone(zone.get());
                day(at.toLocalDate()).add(exchange.target().get().host().text(), decision.group().name(), at.getHour(),
                        mark(exchange.client()), !decision.categories().equals(CategorySet.NONE));
            }
        }
        next.ended(exchange);
    }

    @Override
    public void connected(int open) {
        next.connected(open);
    }

    /// Whether it is a connection that was looked into: what was asked for inside it is counted.
    private static boolean isCarrier(Exchange exchange) {
        return exchange.link().filter(link -> link.connection().equals(exchange.trace())).isPresent();
    }

    private Day day(LocalDate date) {
        for (Day day : days) {
            if (day.date().equals(date)) {
                return day;
            }
        }
        return turned(date);
    }

    /// Begins another day. Of a tunnel that has lasted longer than a week the oldest day is told.
    private synchronized Day turned(LocalDate date) {
        List<Day> before = days;
        if (!date.isAfter(before.getFirst().date())) {
            return before.stream().filter(day -> day.date().equals(date)).findFirst().orElse(before.getLast());
        }
        Day fresh = new Day(date);
        List<Day> all = new ArrayList<>(List.of(fresh));
        before.stream().filter(day -> day.date().isAfter(date.minusDays(DAYS))).forEach(all::add);
        days = List.copyOf(all);
        return fresh;
    }

    private int mark(Client client) {
        long bits = client.person().map(Person::account).map(account -> mixed(account.hashCode() ^ key))
                .orElseGet(() -> mixed(mixed(client.address().high() ^ key) ^ client.address().low()));
        return (int) (bits >>> 32);
    }

    /// Stafford's thirteenth mix of 64 bits.
    private static long mixed(long bits) {
        long once = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ once >>> 27) * 0x94d049bb133111ebL;
        return twice ^ twice >>> 31;
    }

    /// What was counted of the last week, of the hosts that are wanted: by day, the newest first. Looks through all of it.
    public List<OfDay> week(Predicate<String> hosts) {
        return week().stream().map(day -> new OfDay(day.date(), day.counted(hosts), day.left())).toList();
    }

    /// About how many different people are behind what was counted; at least so many where the gateway was started again meanwhile.
    ///
    /// @param which for each day, the counts that are meant
    int people(Map<LocalDate, Set<Place>> which) {
        Crowd all = new Crowd();
        int before = 0;
        for (Day day : days) {
            before = Math.max(before, day.people(all, which.getOrDefault(day.date(), Set.of())));
        }
        return Math.max(before, all.size());
    }

    /// Every host that was asked for within the week.
    public Set<String> hosts() {
        Set<String> all = new HashSet<>();
        week().forEach(day -> all.addAll(day.hosts()));
        return all;
    }

    private List<Day> week() {
        LocalDate first = LocalDate.ofInstant(clock.instant(), zone.get()).minusDays(DAYS - 1L);
        return days.stream().filter(day -> !day.date().isBefore(first)).toList();
    }

    /// What was counted on one day.
    ///
    /// @param left requests for sites that were not told apart any more
    public record OfDay(LocalDate date, List<Counted> all, long left) {

        public OfDay {
            all = List.copyOf(all);
        }
    }

    /// Writes down today's and yesterday's counts, and forgets what is older than a week. Waits for the disk.
    public void save() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone.get());
        turned(today);
        try {
            for (Day day : days) {
                if (!day.date().isBefore(today.minusDays(1))) {
                    files.write(day.written());
                }
            }
            files.forget(today.minusDays(DAYS - 1L));
        } catch (IOException unwritten) {
            LOG.warn("What was asked for could not be kept: {}", unwritten.toString());
        }
    }
}
