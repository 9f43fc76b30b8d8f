package org.schoolgate.app.asked;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What was asked for on one day. Safe for any number of threads.
final class Day {

    /// So many sites are told apart in a day, each for each group. That is some 10 MB, and more than any school was seen to ask for.
    static final int MOST = 50_000;

    private final LocalDate date;
    private final ConcurrentHashMap<Place, Tally> places = new ConcurrentHashMap<>();
    private final LongAdder left = new LongAdder();

    Day(LocalDate date) {
        this.date = date;
    }

    /// Goes on with what was written down.
    static Day of(DayFile.Written written) {
        Day day = new Day(written.date());
        day.left.add(written.left());
        written.all().forEach(counted -> {
            Tally tally = new Tally(counted.people());
            tally.resume(counted);
            day.places.put(new Place(counted.host(), counted.group()), tally);
        });
        return day;
    }

    LocalDate date() {
        return date;
    }

    void add(String host, String group, int hour, int mark, boolean listed) {
        Place place = new Place(host, group);
        Tally tally = places.get(place);
        if (tally == null) {
            if (places.size() >= MOST) {
                left.increment();
                return;
            }
            tally = places.computeIfAbsent(place, fresh -> new Tally(0));
        }
        tally.add(hour, mark, listed);
    }

    /// All that was counted, of the hosts that are wanted.
    List<Counted> counted(Predicate<String> hosts) {
        List<Counted> all = new ArrayList<>();
        places.forEach((place, tally) -> {
            if (hosts.test(place.host())) {
                all.add(tally.counted(place.host(), place.group()));
            }
        });
        return all;
    }

    /// Takes the people behind these places into `all`, and gives how many there were at least before the last start.
    int people(Crowd all, Set<Place> which) {
        int before = 0;
        for (Place place : which) {
            Tally tally = places.get(place);
            if (tally != null) {
                tally.addPeopleTo(all);
                before = Math.max(before, tally.before());
            }
        }
        return before;
    }

    /// Every host that was asked for.
    Set<String> hosts() {
        return places.keySet().stream().map(Place::host).collect(Collectors.toSet());
    }

    /// Requests for sites that were not told apart any more.
    long left() {
        return left.sum();
    }

    DayFile.Written written() {
        return new DayFile.Written(date, left(), counted(host -> true));
    }
}
