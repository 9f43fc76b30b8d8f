package org.schoolgate.app.config;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Role;

/// What `reports` in `policy.yaml` may say: who is told by a link that a report is ready.
final class AnnouncementsFile {

    private static final Key<Announcement.Of> OF = Key.required("of",
            Shapes.oneOf("a report", Stream.of(Announcement.Of.values()), Announcement.Of::text), "week",
            "day: the flagged accesses of the day before, each day. week: each Monday. term: on the Monday after its end,"
                    + " by the timetable. year: on the first Monday of September.");
    private static final Key<LocalTime> AT = Key.standard("at", Written.TIME, "07:30", "16:00",
            "When it is sent, in the school's time zone.");
    private static final Key<List<Role>> TO = Key.required("to",
            Shapes.list(
                    Shapes.oneOf("what somebody is at the school", Stream.of(Role.values()), AnnouncementsFile::text),
                    1, 9),
            "[head]",
            "What those are who are told. Each who signs in as that, and has an address for mail on their page"
                    + " below Readers, gets a link and nothing else.");

    /// One announcement.
    static final Keys KEYS = new Keys("an announcement", OF, AT, TO);

    private AnnouncementsFile() {}

    /// How files spell a role.
    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads the announcements; what is wrong is noted, and those are left out.
    static List<Announcement> read(List<Fields> described) {
        List<Announcement> announcements = new ArrayList<>();
        Map<Announcement.Of, Set<Role>> taken = new EnumMap<>(Announcement.Of.class);
        for (Fields fields : described) {
            Optional<Announcement.Of> of = fields.get(OF);
            List<Role> roles = fields.get(TO).orElse(List.of());
            if (of.isEmpty()) {
                continue;
            }
            Set<Role> before = taken.computeIfAbsent(of.get(), _ -> new TreeSet<>());
            roles.stream().filter(role -> !before.add(role)).findFirst().ifPresent(twice -> fields.place(TO)
                    .wrong(text(twice) + " is told of the " + of.get().text() + " already", "name each once"));
            boolean records = of.get() == Announcement.Of.DAY || of.get() == Announcement.Of.WEEK;
            roles.stream().filter(role -> records && !Rights.reads(role)).findFirst()
                    .ifPresent(role -> fields.place(TO).wrong("for " + text(role) + " there is no report of a "
                            + of.get().text(), "leave it out, or announce the term or the year"));
            announcements.add(new Announcement(of.get(), fields.or(AT),
                    roles.stream().map(Role::name).collect(Collectors.toSet())));
        }
        return announcements;
    }
}
