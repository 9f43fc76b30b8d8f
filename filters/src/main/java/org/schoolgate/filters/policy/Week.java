package org.schoolgate.filters.policy;

import java.time.DayOfWeek;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Timetable.Times;

/// The hours of each weekday. What begins in the evening and ends in the morning belongs to the day on which it begins.
///
/// @param hours the parts of each weekday that are worked; a weekday without any is free
public record Week(Map<DayOfWeek, List<Times>> hours) {

    /// A week in which nobody works.
    public static final Week FREE = new Week(Map.of());

    public Week {
        Map<DayOfWeek, List<Times>> worked = new EnumMap<>(DayOfWeek.class);
        hours.forEach((day, times) -> {
            if (!times.isEmpty()) {
                worked.put(day, List.copyOf(times));
            }
        });
        hours = Map.copyOf(worked);
    }

    /// The same hours on each of these days.
    public static Week of(Collection<DayOfWeek> days, List<Times> times) {
        return new Week(days.stream().distinct().collect(Collectors.toMap(day -> day, _ -> times)));
    }

    /// The weekdays on which there are hours.
    public Set<DayOfWeek> days() {
        return hours.keySet();
    }

    /// The hours that begin on this weekday.
    public List<Times> on(DayOfWeek day) {
        return hours.getOrDefault(day, List.of());
    }
}
