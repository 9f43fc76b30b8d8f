package org.schoolgate.app.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.schoolgate.filters.decision.KeptText;

/// A policy as it is kept for whoever makes one of its decisions again: the text of `policy.yaml` and, where that names a
/// calendar, the days that the calendar said, as the calendar itself is not kept.
///
/// @param policy the text of `policy.yaml`
/// @param days what the calendar said; empty where there is none
record PolicyText(String policy, Optional<CalendarDays> days) {

    /// Stands between the two; no policy has this line of its own.
    static final String LINE = "# Schoolgate: what the calendar said when this policy was read";

    /// The two in one.
    KeptText kept() {
        return KeptText.of(days.map(said -> policy + "\n" + LINE + "\n" + said.text()).orElse(policy));
    }

    /// Reads what [#kept] wrote.
    static PolicyText read(KeptText kept) {
        int place = kept.text().lastIndexOf("\n" + LINE + "\n");
        if (place < 0) {
            return new PolicyText(kept.text(), Optional.empty());
        }
        String days = kept.text().substring(place + LINE.length() + 2);
        return new PolicyText(kept.text().substring(0, place),
                Document.parse(days.getBytes(StandardCharsets.UTF_8), new Notes("what the calendar said"))
                        .flatMap(CalendarDays::read));
    }

    /// Says what the calendar of then said.
    CalendarSource calendar() {
        return (calendar, _) -> {
            if (days.isEmpty()) {
                calendar.at().wrong("what the calendar said is not kept with this policy", "");
            }
            return days;
        };
    }
}
