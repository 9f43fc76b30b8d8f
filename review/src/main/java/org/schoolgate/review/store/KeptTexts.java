package org.schoolgate.review.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.schoolgate.filters.decision.KeptText;

/// The texts that records name by their digest: each policy file and each set of lists by which something was recorded, once.
/// A text is written in the commit of the first record that names it, and goes with the last one. Any thread may call.
public final class KeptTexts {

    /// No text of ours is longer; what unpacks to more was put there by somebody else.
    private static final int LONGEST = 1 << 24;

    private static final String PUT = """
        INSERT INTO kept_text (sha256, body, last_day) VALUES (?, ?, ?)
        ON CONFLICT (sha256) DO UPDATE SET last_day =
        CASE WHEN excluded.last_day > kept_text.last_day THEN excluded.last_day ELSE kept_text.last_day END""";

    private final Database database;

    KeptTexts(Database database) {
        this.database = database;
    }

    /// The text that is kept under this name. Its own name is made anew of what is there: where the two differ, the text is not
    /// the one that the record means. What cannot be unpacked is a text of nothing.
    public Optional<KeptText> find(String sha256) {
        return database.read(connection -> Sql.of("SELECT body FROM kept_text WHERE sha256 = ?", sha256)
                .first(connection, row -> KeptText.of(unpacked(row.getString(1)))));
    }

    /// How many there are.
    public long count() {
        return database.read(connection -> Sql.of("SELECT COUNT(*) FROM kept_text")
                .first(connection, row -> row.getLong(1)).orElse(0L));
    }

    static void put(Connection connection, KeptText text, LocalDate day) throws SQLException {
        Sql.of(PUT, text.sha256(), packed(text.text()), day).run(connection);
    }

    /// Deletes the texts that only records of before `day` have named, once none of these is left.
    static void forgetBefore(Connection connection, LocalDate day) throws SQLException {
        // Numbers sort by time, so that one day's records are looked at, and not all.
        long beyond = Numbers.first(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        List<Long> left = Sql.of("SELECT number FROM flagged_access WHERE number < ? AND day < ? LIMIT 1", beyond, day)
                .list(connection, row -> row.getLong(1));
        if (left.isEmpty()) {
            Sql.of("DELETE FROM kept_text WHERE last_day < ?", day).run(connection);
        }
    }

    private static String packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String unpacked(String body) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(body)))) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException damaged) {
            return "";
        }
    }
}
