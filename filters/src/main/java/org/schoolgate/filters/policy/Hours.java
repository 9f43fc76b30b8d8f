package org.schoolgate.filters.policy;

import java.util.Locale;

/// What an hour is by a timetable: the school's, a group's or a person's own.
public enum Hours {
    /// Within the hours of a day that is worked, outside its breaks.
    WORKING,
    /// A break within them.
    BREAK,
    /// Before, between and after them, weekends and holidays.
    OUTSIDE,
    /// No timetable covers this date, or nobody has said what this person's hours are. It is never counted against anyone.
    UNKNOWN;

    /// As the policy file spells it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
