package org.schoolgate.app.asked;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sites that most is asked of in a school and that no list knows, by the counts as they were last written down.
///
/// @param data the data folder
/// @param zone where the school is
public record MostAsked(Path data, ZoneId zone, InstantSource clock) {

    /// So many at most.
    static final int MOST = 300;

    /// Sites for which fewer people than this have asked in a day are not the school's.
    private static final int PEOPLE = 5;

    /// Their names, the most asked of first. Reads a file for each day of a week.
    public List<String> names() {
        Map<String, Integer> requests = new HashMap<>();
        for (DayFile.Written day : DayFile.in(data).week(LocalDate.ofInstant(clock.instant(), zone))) {
            Map<String, Integer> people = new HashMap<>();
            day.all().forEach(one -> people.merge(one.host(), one.listed() ? 0 : one.people(), Integer::sum));
            day.all().stream().filter(one -> people.getOrDefault(one.host(), 0) >= PEOPLE)
                    .forEach(one -> requests.merge(one.host(), one.requests(), Integer::sum));
        }
        return requests.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST).map(Map.Entry::getKey).filter(host -> !host.startsWith("[")).toList();
    }
}
