package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.review.chain.Entry;
import org.schoolgate.review.chain.Sha256;
import tools.jackson.databind.node.JsonNodeFactory;

/// Writes down what people do with cases, and the entry of the chain beside each, within the transaction of what was done.
final class CaseActs {

    private static final String COLUMNS = "id, case_file, account, at, kind, words, salt";

    private final Chain chain;

    CaseActs(Chain chain) {
        this.chain = chain;
    }

    /// What was done and the words to it.
    record Done(CaseAct.Kind kind, String words) {}

    /// Adds what was done at one moment, in this order, after all that was done with the case before. Gives the number of the first; the others follow it.
    long add(Connection connection, long caseFile, long account, Instant at, List<Done> all) throws SQLException {
        long first = Math.max(Numbers.random(at), 1 + Sql.of("SELECT COALESCE(MAX(id), 0) FROM case_act"
                + " WHERE case_file = ?", caseFile).first(connection, row -> row.getLong(1)).orElse(0L));
        long id = first;
        Map<Long, String> digests = new LinkedHashMap<>();
        for (Done done : all) {
            String salt = Chain.salt();
            digests.put(id, Sha256.keyed(salt, text(id, caseFile, account, at.toEpochMilli(), Sql.word(done.kind()),
                    done.words())));
            Sql.of("INSERT INTO case_act (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)", id, caseFile, account, at,
                    done.kind(), done.words(), salt).run(connection);
            id++;
        }
        chain.append(connection, Entry.Kind.ACT, digests);
        return first;
    }

    /// Adds a file, and what was done. Gives the number of the act.
    long attach(Connection connection, long caseFile, long account, Instant at, Attachment file) throws SQLException {
        byte[] content = file.content();
        long act = add(connection, caseFile, account, at,
                List.of(new Done(CaseAct.Kind.ATTACHED, Sha256.hex(content) + " " + file.name())));
        Sql.of("INSERT INTO case_attachment (act, case_file, name, content) VALUES (?, ?, ?, ?)", act, caseFile,
                file.name(), content).run(connection);
        return act;
    }

    /// A file that was added.
    static Optional<Attachment> attachment(Connection connection, long caseFile, long act) throws SQLException {
        return Sql.of("SELECT name, content FROM case_attachment WHERE case_file = ? AND act = ?", caseFile, act)
                .first(connection, row -> Attachment.of(row.getString(1), row.getBytes(2)));
    }

    /// Changes the row of a case, and writes down what was done. With a case that was destroyed nothing can be.
    ///
    /// @param set what is changed; its question marks are the first of `values`
    /// @param where under which condition beside; its question marks are the others
    /// @return whether anything was done
    boolean change(Connection connection, long caseFile, long account, Instant at, Done done, String set, String where,
            List<?> values) throws SQLException {
        boolean changed = Sql.of("UPDATE case_file SET " + set + " WHERE destroyed_at IS NULL AND " + where
                + " AND id = " + caseFile, values.toArray()).run(connection) == 1;
        if (changed) {
            add(connection, caseFile, account, at, List.of(done));
        }
        return changed;
    }

    /// Destroys what was written of all acts of a case, their salts with it. The chain says that they were there.
    void destroy(Connection connection, long caseFile, Instant now, String why) throws SQLException {
        Map<Long, String> digests = new LinkedHashMap<>();
        for (long act : Sql.of("SELECT id FROM case_act WHERE case_file = ? AND salt IS NOT NULL ORDER BY id", caseFile)
                .list(connection, row -> row.getLong(1))) {
            String note = JsonNodeFactory.instance.objectNode().put("number", act).put("at", now.toEpochMilli())
                    .put("why", why).toString();
            String salt = Chain.salt();
            digests.put(act, Sha256.keyed(salt, note));
            Sql.of("INSERT INTO destroyed (number, note, salt) VALUES (?, ?, ?)", act, note, salt).run(connection);
        }
        Sql.of("UPDATE case_act SET words = '', salt = NULL WHERE case_file = ?", caseFile).run(connection);
        chain.append(connection, Entry.Kind.ERASED, digests);
    }

    /// First to last.
    static List<CaseAct> of(Connection connection, long caseFile) throws SQLException {
        return Sql.of("SELECT " + COLUMNS + " FROM case_act WHERE case_file = ? ORDER BY id", caseFile)
                .list(connection, row -> new CaseAct(row.getLong("id"), row.getLong("account"), Sql.instant(row, "at"),
                        Sql.read(CaseAct.Kind.class, row.getString("kind")), row.getString("words"),
                        row.getString("salt") != null));
    }

    /// What the digest of an act is made of.
    ///
    /// @param row of [Chain], where the columns of an act are called `act_…`
    static String text(ResultSet row) throws SQLException {
        return text(row.getLong("act_id"), row.getLong("act_case"), row.getLong("act_account"), row.getLong("act_at"),
                row.getString("act_kind"), row.getString("act_words"));
    }

    private static String text(long id, long caseFile, long account, long at, String kind, String words) {
        return JsonNodeFactory.instance.objectNode().put("number", id).put("case", caseFile).put("account", account)
                .put("at", at).put("kind", kind).put("words", words).toString();
    }
}
