package org.schoolgate.filters.policy;

import java.util.Locale;

/// What an hour is at this school.
public enum Hours {
    /// The school day of a term day or an INSET day, outside its breaks.
    WORKING,
    /// A break within the school day.
    BREAK,
    /// Before and after school, weekends and holidays.
    OUTSIDE,
    /// No timetable covers this date. It is never counted against anyone.
    UNKNOWN;

    /// As the policy file spells it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
