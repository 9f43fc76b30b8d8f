package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One SQL statement and what is put into its question marks.
///
/// Words become columns here and only here: an [Instant] milliseconds since 1970, a [LocalDate] its ISO text, an enum
/// its name in lower case, a truth 1 or 0, an empty [Optional] `NULL`.
final class Sql {

    private final String text;
    private final @Nullable Object[] values;

    private Sql(String text, @Nullable Object[] values) {
        this.text = text;
        this.values = values;
    }

    /// Reads one row.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static Sql of(String text, @Nullable Object... values) {
        return new Sql(text, values);
    }

    /// The statement that tells by which indexes SQLite would answer this one.
    Sql explained() {
        return new Sql("EXPLAIN QUERY PLAN " + text, values);
    }

    <T> List<T> list(Connection connection, Row<T> row) throws SQLException {
        try (PreparedStatement statement = prepare(connection); ResultSet rows = statement.executeQuery()) {
            List<T> out = new ArrayList<>();
            while (rows.next()) {
                out.add(row.read(rows));
            }
            return out;
        }
    }

    <T> Optional<T> first(Connection connection, Row<T> row) throws SQLException {
        return list(connection, row).stream().findFirst();
    }

    /// Gives how many rows were changed.
    int run(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, column(values[i]));
        }
    }

    /// The spelling of an enum in the store.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E read(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static LocalDate date(ResultSet row, String column) throws SQLException {
        return LocalDate.parse(row.getString(column));
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException bad) {
            statement.close();
            throw bad;
        }
    }

    /// What stands in the column for a word of ours.
    static @Nullable Object column(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> column(optional.orElse(null));
            case Instant instant -> instant.toEpochMilli();
            case LocalDate date -> date.toString();
            case Enum<?> word -> word(word);
            case Boolean truth -> truth ? 1 : 0;
            default -> value;
        };
    }
}
