package org.schoolgate.app.config;

import java.time.ZoneId;
import java.util.Optional;

/// Where the days come from that the school's calendar says: from the file beside the policy, or from what was kept of it.
@FunctionalInterface
interface CalendarSource {

    /// The days that a calendar says, for what the policy's keys [CalendarFile#KEYS] say of it; empty where it cannot be read,
    /// which is noted.
    Optional<CalendarDays> days(Fields calendar, ZoneId zone);
}
