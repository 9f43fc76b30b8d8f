package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.Person;

/// What people see of the flagged accesses that are theirs, and what they write beside them. Any thread may call.
///
/// Theirs is what they alone can have asked for; never what came from a device without it being known who held it. Held back is
/// what has a sealed address, and what is in a case of which the person has not been told, while that is open or on hold.
/// Nothing here says whether anything is.
public final class OwnAccesses {

    /// In characters, as people count them.
    public static final int LONGEST = 400;

    /// How many annotations there may be beside one access.
    public static final int MOST_OF_ACCESS = 10;

    /// How many annotations one person may write in a day.
    public static final int MOST_OF_DAY = 50;

    private static final int LARGEST_PAGE = 100;

    private static final String SHOWN = " AND a.asker = ? AND a.sealed = 0 AND NOT EXISTS (SELECT 1"
            + " FROM incident_access g JOIN case_incident l ON l.incident = g.incident"
            + " JOIN case_file c ON c.id = l.case_file WHERE g.access = a.number AND c.told_at IS NULL"
            + " AND c.destroyed_at IS NULL AND (c.is_open = 1 OR c.hold IS NOT NULL))";

    private final Database database;
    private final RecordSeal seal;
    private final Annotations annotations;

    OwnAccesses(Database database, RecordSeal seal, Annotations annotations) {
        this.database = database;
        this.seal = seal;
        this.annotations = annotations;
    }

    /// What somebody is shown at a time.
    ///
    /// @param older the number below which the next page lies; empty where this is the last
    public record Page(List<Own> accesses, Optional<Long> older) {}

    /// One access, and what stands beside it, first to last.
    public record Own(RecordedAccess access, List<Annotation> annotations) {}

    /// What became of an annotation.
    public enum Kept {
        /// It is kept.
        KEPT,
        /// There is no such access of theirs, or none that they are shown.
        NONE,
        /// There are as many beside this access as there may be.
        FULL,
        /// They have written as many today as they may.
        ENOUGH_TODAY
    }

    /// Reads one page, newest first.
    ///
    /// @param below the number below which all of the page lies; [Long#MAX_VALUE] for the first page
    /// @param size how many at most, 1 to 100
    public Page page(Person person, long below, int size) {
        if (size < 1 || size > LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " accesses, not " + size);
        }
        List<RecordedAccess> found = database.read(connection -> Sql.of("SELECT " + AccessRow.COLUMNS
                + " FROM flagged_access a WHERE a.number < ?" + SHOWN + " ORDER BY a.number DESC LIMIT ?", below,
                asker(person), size + 1).list(connection, AccessRow.reader(seal)));
        List<RecordedAccess> shown = found.subList(0, Math.min(size, found.size()));
        Map<Long, List<Annotation>> beside = annotations.of(shown.stream().map(RecordedAccess::number).toList())
                .stream().collect(Collectors.groupingBy(Annotation::access));
        return new Page(shown.stream()
                .map(access -> new Own(access, beside.getOrDefault(access.number(), List.of()))).toList(),
                found.size() > size ? Optional.of(shown.getLast().number()) : Optional.empty());
    }

    /// Keeps what a person wrote beside an access of theirs. It is never changed, and goes with the access.
    ///
    /// @param day of `at` in the school's time zone
    /// @param words plain text in one line
    public Kept annotate(Person person, long access, Instant at, LocalDate day, String words) {
        if (words.isBlank() || words.codePointCount(0, words.length()) > LONGEST) {
            throw new IllegalArgumentException("an annotation has 1 to " + LONGEST + " characters");
        }
        return database.write(connection -> {
            // It writes first, so that nobody else counts meanwhile.
            Sql.of("UPDATE annotating SET turns = turns + 1 WHERE id = 1").run(connection);
            if (Sql.of("SELECT a.number FROM flagged_access a WHERE a.number = ?" + SHOWN, access, asker(person))
                    .first(connection, row -> row.getLong(1)).isEmpty()) {
                return Kept.NONE;
            }
            if (count(connection, "access = ?", access) >= MOST_OF_ACCESS) {
                return Kept.FULL;
            }
            if (count(connection, "asker = ? AND day = ?", asker(person), day) >= MOST_OF_DAY) {
                return Kept.ENOUGH_TODAY;
            }
            long id = Numbers.random(at);
            Sql.of("INSERT INTO annotation (id, access, asker, at, day, words) VALUES (?, ?, ?, ?, ?, ?)", id, access,
                    asker(person), at, day, seal.seal(Annotations.called(id), words)).run(connection);
            return Kept.KEPT;
        });
    }

    private static long count(Connection connection, String which, Object... values) throws SQLException {
        return Sql.of("SELECT COUNT(*) FROM annotation WHERE " + which, values)
                .first(connection, row -> row.getLong(1)).orElse(0L);
    }

    private String asker(Person person) {
        return seal.asker(new Asker.Named(person));
    }
}
