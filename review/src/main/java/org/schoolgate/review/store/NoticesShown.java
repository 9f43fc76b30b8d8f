package org.schoolgate.review.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who was shown which version of the school's notice on monitoring. Any thread may call; each call is one look at the disk
/// or one commit to it.
public final class NoticesShown {

    private final Database database;
    private final RecordSeal seal;

    NoticesShown(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// Keeps them; of one who was shown a version twice, as by two gateways, the first stays.
    public void add(List<NoticeShown> shown) {
        database.write(connection -> {
            for (NoticeShown one : shown) {
                Sql.of("INSERT INTO notice_shown (asker, version, at) VALUES (?, ?, ?) ON CONFLICT (asker, version)"
                        + " DO NOTHING", seal.asker(one.asker()), one.version(), one.at()).run(connection);
            }
            return shown.size();
        });
    }

    /// Forgets the devices that were shown it before a moment; addresses of devices come and go. People stay. A person is
    /// spelled longer than any device.
    public void forgetDevices(Instant before) {
        database.write(connection -> Sql.of("DELETE FROM notice_shown WHERE LENGTH(asker) < 100 AND at < ?", before)
                .run(connection));
    }

    /// The latest ones of all versions, the latest first.
    public List<NoticeShown> latest(int most) {
        return database
                .read(connection -> Sql.of("SELECT asker, version, at FROM notice_shown ORDER BY at DESC LIMIT ?",
                        most).list(connection,
                                row -> new NoticeShown(seal.asker(row.getString("asker")),
                                        row.getString("version"), Sql.instant(row, "at"))));
    }

    /// The same of one version.
    public List<NoticeShown> of(String version, int most) {
        return database.read(connection -> Sql
                .of("SELECT asker, version, at FROM notice_shown WHERE version = ? ORDER BY at DESC LIMIT ?", version,
                        most)
                .list(connection, row -> new NoticeShown(seal.asker(row.getString("asker")),
                        row.getString("version"), Sql.instant(row, "at"))));
    }

    /// How many people and devices were shown each version, the version that was shown first first.
    public Map<String, Long> counted() {
        Map<String, Long> counts = new LinkedHashMap<>();
        database.read(connection -> Sql
                .of("SELECT version, COUNT(*), MIN(at) FROM notice_shown GROUP BY version ORDER BY 3 LIMIT 100")
                .list(connection, row -> Map.entry(row.getString(1), row.getLong(2))))
                .forEach(each -> counts.put(each.getKey(), each.getValue()));
        return counts;
    }
}
