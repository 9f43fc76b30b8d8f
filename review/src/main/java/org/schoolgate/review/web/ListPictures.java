package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.review.report.SmallNumbers;
import org.schoolgate.review.web.view.Columns;
import org.schoolgate.review.web.view.Columns.Column;

/// Draws numbers about lists side by side.
final class ListPictures {

    /// A column of which the number is not told, so that its height does not tell it either.
    private static final int UNTOLD = 4;

    private ListPictures() {}

    /// @param label short, for the picture
    /// @param name for the table
    record Bar(String label, String name, long count) {}

    /// Numbers that may be about few people: small ones are not told, nor those by which they could be worked out.
    static Columns few(String id, String caption, String what, List<Bar> bars) {
        return draw(id, caption, what, "Requests", bars,
                SmallNumbers.of(bars.stream().map(Bar::count).toList()).told());
    }

    /// Numbers of entries.
    static Columns whole(String id, String caption, String what, List<Bar> bars) {
        return draw(id, caption, what, "Entries", bars, bars.stream().map(bar -> Optional.of(bar.count())).toList());
    }

    private static Columns draw(String id, String caption, String what, String counted, List<Bar> bars,
            List<Optional<Long>> told) {
        long most = told.stream().mapToLong(one -> one.orElse(0L)).max().orElse(0);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            columns.add(told.get(i).map(count -> new Column(bar.label(), bar.name(), Wording.digits(count),
                    brief(count), height(count, most)))
                    .orElse(new Column(bar.label(), bar.name(), "not told", "not told", UNTOLD)));
        }
        return new Columns(id, caption, what, counted, columns);
    }

    private static int height(long count, long most) {
        return count == 0 ? 0 : (int) Math.max(2, Columns.HEIGHT * count / most);
    }

    /// "4.6 m", so that it fits over a column.
    static String brief(long count) {
        return count < 10_000
                ? Wording.digits(count)
                : count < 1_000_000 ? count / 1_000 + " k" : String.format(Locale.UK, "%.1f m", count / 1e6);
    }
}
