package org.schoolgate.review.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The checks of the filter that people have written down. They only grow. Any thread may call.
public final class FilterChecks {

    private static final String COLUMNS = "SELECT id, account, at, day, device, people, tried, found, follows, corrects"
            + " FROM filter_check";

    private final Database database;

    FilterChecks(Database database) {
        this.database = database;
    }

    /// Keeps one, and gives its number.
    public long add(FilterCheck check) {
        long id = Numbers.random(check.at());
        return database.write(connection -> {
            Sql.of("INSERT INTO filter_check (id, account, at, day, device, people, tried, found, follows, corrects)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, check.account(), check.at(), check.day(),
                    check.device(), check.people(), check.tried(), check.found(), check.follows(), check.corrects())
                    .run(connection);
            return id;
        });
    }

    public Optional<FilterCheck> find(long id) {
        return database.read(connection -> Sql.of(COLUMNS + " WHERE id = ?", id).first(connection, FilterChecks::read));
    }

    /// The latest ones that were written down, latest first, those that were corrected among them.
    public List<FilterCheck> latest(int most) {
        return database.read(connection -> Sql.of(COLUMNS + " ORDER BY id DESC LIMIT ?", most)
                .list(connection, FilterChecks::read));
    }

    /// The checks that were made within some days, first to last, without those that were corrected.
    ///
    /// @param last the last day, within it
    public List<FilterCheck> standing(LocalDate first, LocalDate last, int most) {
        return database.read(connection -> Sql.of(COLUMNS + " WHERE day >= ? AND day <= ? AND NOT EXISTS (SELECT 1 FROM"
                + " filter_check later WHERE later.corrects = filter_check.id) ORDER BY day, id LIMIT ?", first, last,
                most).list(connection, FilterChecks::read));
    }

    private static FilterCheck read(ResultSet row) throws SQLException {
        long corrects = row.getLong("corrects");
        return new FilterCheck(row.getLong("id"), row.getLong("account"), Sql.instant(row, "at"), Sql.date(row, "day"),
                row.getString("device"), row.getString("people"), row.getString("tried"), row.getString("found"),
                row.getString("follows"), corrects == 0 ? Optional.empty() : Optional.of(corrects));
    }
}
