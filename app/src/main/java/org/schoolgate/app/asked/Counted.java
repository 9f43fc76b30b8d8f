package org.schoolgate.app.asked;

import java.util.List;

/// How often one group asked for one site on one day.
///
/// @param host the canonical name or address
/// @param group the group's name
/// @param listed whether any list knew it when it was asked for last
/// @param people about how many different people and devices; at least so many where the gateway was started again in between
/// @param byHour requests in each of the day's 24 hours, by the school's clock
public record Counted(String host, String group, boolean listed, int people, List<Integer> byHour) {

    static final int HOURS = 24;

    public Counted {
        byHour = List.copyOf(byHour);
        if (byHour.size() != HOURS) {
            throw new IllegalArgumentException("a day has " + HOURS + " hours, not " + byHour.size());
        }
    }

    /// Requests of the whole day.
    public int requests() {
        return byHour.stream().mapToInt(Integer::intValue).sum();
    }
}
