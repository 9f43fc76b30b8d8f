package org.schoolgate.review.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Builds the query for one page of flagged accesses.
///
/// Whatever the filter, one index gives the numbers in order, so a page costs the same at a thousand rows and at a
/// million: by group and verdict the indexes of `flagged_access`, with a category those of `access_category`. A day is
/// the span of its numbers; the day itself is compared too, for the rare access whose clock was changed. With a grade, group
/// and verdict are compared within its index.
final class AccessQuery {

    private final StringBuilder where = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /// The numbers of one day: the lowest and the highest.
    record Span(long first, long last) {}

    private final RecordSeal seal;

    private AccessQuery(RecordSeal seal) {
        this.seal = seal;
    }

    /// What one query reads: the accesses of one group, or of all; of one device or person, or of all but some.
    record Part(Optional<String> group, Optional<Asker> asker, Set<Asker> without) {}

    /// @param part what of it; its group stands for the filter's
    /// @param span the numbers of the filter's day; empty where the filter names none
    /// @param limit how many rows at most
    static Sql page(AccessFilter filter, Part part, Optional<Span> span, Optional<Cursor> cursor, int limit,
            RecordSeal seal) {
        return new AccessQuery(seal).build(filter, part, span, cursor, limit);
    }

    private Sql build(AccessFilter filter, Part part, Optional<Span> span, Optional<Cursor> cursor, int limit) {
        boolean listed = filter.category().isPresent() && part.asker().isEmpty();
        String by = listed ? "c" : "a";
        if (part.asker().isPresent()) {
            of(filter, part, part.asker().get());
        } else {
            chosen(filter, part.group(), by);
        }
        part.without().forEach(asker -> and(column(asker) + " <> ?", seal.asker(asker)));
        boolean older = cursor.map(Cursor::isOlder).orElse(true);
        long low = span.map(Span::first).orElse(0L);
        long high = span.map(Span::last).orElse(Long.MAX_VALUE);
        if (cursor.isPresent() && older) {
            high = Math.min(high, cursor.get().number() - 1);
        } else if (cursor.isPresent()) {
            low = Math.max(low, cursor.get().number() + 1);
        }
        and(by + ".number >= ?", low);
        and(by + ".number <= ?", high);
        filter.day().ifPresent(day -> and("a.day = ?", day));
        values.add(limit);
        // CROSS JOIN keeps SQLite from turning the two tables round.
        String from = listed
                ? "access_category c CROSS JOIN flagged_access a WHERE a.number = c.number AND "
                : "flagged_access a WHERE ";
        return Sql.of("SELECT " + AccessRow.COLUMNS + " FROM " + from + where + " ORDER BY " + by + ".number "
                + (older ? "DESC" : "ASC") + " LIMIT ?", values.toArray());
    }

    private void chosen(AccessFilter filter, Optional<String> ofGroup, String by) {
        filter.category().ifPresent(category -> and("c.category = ?", category));
        if (filter.grade().isPresent()) {
            and(by + ".grade = ?", filter.grade().get());
            ofGroup.ifPresent(group -> and(compared(by + ".grp"), group));
            filter.verdict().ifPresent(verdict -> and(compared(by + ".verdict"), verdict));
        } else if (ofGroup.isPresent() && filter.verdict().isPresent()) {
            and(by + ".grp_verdict = ?", AccessRow.both(ofGroup.get(), filter.verdict().get()));
        } else {
            ofGroup.ifPresent(group -> and(by + ".grp = ?", group));
            filter.verdict().ifPresent(verdict -> and(by + ".verdict = ?", verdict));
        }
    }

    /// A device or a person has few accesses: they are read in order, and the rest is compared one by one.
    private void of(AccessFilter filter, Part part, Asker asker) {
        and(column(asker) + " = ?", seal.asker(asker));
        part.group().ifPresent(group -> and(compared("a.grp"), group));
        filter.grade().ifPresent(grade -> and(compared("a.grade"), grade));
        filter.verdict().ifPresent(verdict -> and(compared("a.verdict"), verdict));
        filter.category().ifPresent(category -> and(
                "EXISTS (SELECT 1 FROM access_category c WHERE c.category = ? AND c.number = a.number)", category));
    }

    private static String column(Asker asker) {
        return switch (asker) {
            case Asker.Device _ -> "a.client";
            case Asker.Named _ -> "a.asker";
        };
    }

    /// SQLite looks a cast up in no index. PostgreSQL drops one that changes nothing, and knows how many rows are of that kind;
    /// of a sum, such as `grp || ''`, it takes there to be next to none, and then reads and sorts them all.
    private static String compared(String column) {
        return "CAST(" + column + " AS TEXT) = ?";
    }

    private void and(String condition, Object value) {
        where.append(where.isEmpty() ? "" : " AND ").append(condition);
        values.add(value);
    }
}
