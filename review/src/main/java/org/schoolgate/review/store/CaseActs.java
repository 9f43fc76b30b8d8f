package org.schoolgate.review.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.review.chain.Entry;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.chain.Stored;
import tools.jackson.databind.node.JsonNodeFactory;

/// Writes down what people do with cases, and the entry of the chain beside each, within the transaction of what was done.
final class CaseActs {

    private static final String COLUMNS = "id, case_file, account, at, kind, words, salt";

    private final Chain chain;
    private final CaseSeal seal;

    CaseActs(Chain chain, CaseSeal seal) {
        this.chain = chain;
        this.seal = seal;
    }

    /// What a case, a victim's record, a plea or an entry of a register is encrypted with; nothing once it is destroyed.
    ///
    /// @throws CaseKeyMissing where it cannot be read
    DataKey key(Connection connection, long owner) throws SQLException {
        return Sql.of("SELECT data_key, destroyed_at FROM case_file WHERE id = ? UNION ALL"
                + " SELECT data_key, destroyed_at FROM victim_record WHERE id = ? UNION ALL"
                + " SELECT data_key, destroyed_at FROM plea WHERE id = ? UNION ALL"
                + " SELECT data_key, NULL FROM register_entry WHERE id = ?", owner, owner, owner, owner)
                .first(connection, row -> {
                    String wrapped = row.getString(1);
                    if (wrapped == null && row.getObject(2) == null) {
                        throw new CaseKeyMissing(seal.trouble().orElse("a case waits to be encrypted; start the gateway"
                                + " again"));
                    }
                    return seal.of(owner, wrapped);
                }).orElse(DataKey.NONE);
    }

    /// A new data key for a row that is made, encrypted.
    String freshKey(long owner) {
        return seal.fresh(owner);
    }

    /// A data key as it stands in a row.
    DataKey opened(long owner, String wrapped) {
        return seal.of(owner, wrapped);
    }

    /// What flagged accesses are encrypted with.
    RecordSeal records() {
        return seal.records();
    }

    /// Why nothing can be read; empty where it can.
    Optional<String> trouble() {
        return seal.trouble();
    }

    /// A text that a row holds beside its acts, in clear again.
    String clear(long owner, String column, @Nullable String wrapped, String sealed) {
        return seal.of(owner, wrapped).open(column, sealed);
    }

    /// What a part of an act is called where it is encrypted.
    static String field(long act, String part) {
        return "act " + act + " " + part;
    }

    /// What was done and the words to it.
    record Done(CaseAct.Kind kind, String words) {}

    /// Adds what was done at one moment, in this order, after all that was done with the case before. Gives the number of the first; the others follow it.
    long add(Connection connection, long caseFile, long account, Instant at, List<Done> all) throws SQLException {
        long first = Math.max(Numbers.random(at), 1 + Sql.of("SELECT COALESCE(MAX(id), 0) FROM case_act"
                + " WHERE case_file = ?", caseFile).first(connection, row -> row.getLong(1)).orElse(0L));
        long id = first;
        DataKey key = key(connection, caseFile);
        Map<Long, String> digests = new LinkedHashMap<>();
        for (Done done : all) {
            String salt = Chain.salt();
            digests.put(id, Sha256.keyed(salt, text(id, caseFile, account, at.toEpochMilli(), Sql.word(done.kind()),
                    done.words())));
            Sql.of("INSERT INTO case_act (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)", id, caseFile, account, at,
                    done.kind(), key.seal(field(id, "words"), done.words()), key.seal(field(id, "salt"), salt))
                    .run(connection);
            id++;
        }
        chain.append(connection, Entry.Kind.ACT, digests);
        return first;
    }

    /// Adds a file, and what was done. Gives the number of the act.
    long attach(Connection connection, long caseFile, long account, Instant at, Attachment file) throws SQLException {
        byte[] content = file.content();
        DataKey key = key(connection, caseFile);
        long act = add(connection, caseFile, account, at,
                List.of(new Done(CaseAct.Kind.ATTACHED, Sha256.hex(content) + " " + file.name())));
        Sql.of("INSERT INTO case_attachment (act, case_file, name, content) VALUES (?, ?, ?, ?)", act, caseFile,
                key.seal(field(act, "file"), file.name()), key.seal(field(act, "content"), content)).run(connection);
        return act;
    }

    /// A file that was added.
    Optional<Attachment> attachment(Connection connection, long caseFile, long act) throws SQLException {
        DataKey key = key(connection, caseFile);
        return Sql.of("SELECT name, content FROM case_attachment WHERE case_file = ? AND act = ?", caseFile, act)
                .first(connection, row -> Attachment.of(key.open(field(act, "file"), row.getString(1)),
                        key.open(field(act, "content"), row.getBytes(2))));
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
    List<CaseAct> of(Connection connection, long caseFile) throws SQLException {
        DataKey key = key(connection, caseFile);
        return Sql.of("SELECT " + COLUMNS + " FROM case_act WHERE case_file = ? ORDER BY id", caseFile)
                .list(connection, row -> new CaseAct(row.getLong("id"), row.getLong("account"), Sql.instant(row, "at"),
                        Sql.read(CaseAct.Kind.class, row.getString("kind")),
                        row.getString("salt") == null
                                ? row.getString("words")
                                : key.open(field(row.getLong("id"), "words"), row.getString("words")),
                        row.getString("salt") != null));
    }

    /// What the digest of an act was made of: what people wrote, in clear. So the chain says the same before and after it was
    /// encrypted, and of what is handed over.
    ///
    /// @param row of [Chain], where the columns of an act are called `act_…`
    static Stored.Body body(ResultSet row, CaseSeal seal) throws SQLException {
        long id = row.getLong("act_id");
        String salt = row.getString("act_salt");
        String words = row.getString("act_words");
        try {
            DataKey key = seal.of(row.getLong("act_case"), row.getString("act_key"));
            return new Stored.Body(key.open(field(id, "salt"), salt), text(id, row.getLong("act_case"),
                    row.getLong("act_account"), row.getLong("act_at"), row.getString("act_kind"),
                    key.open(field(id, "words"), words)));
        } catch (CaseKeyMissing missing) {
            return Stored.Body.UNREAD;
        } catch (StoreException changed) {
            return new Stored.Body("", "it cannot be decrypted");
        }
    }

    static String text(long id, long caseFile, long account, long at, String kind, String words) {
        return JsonNodeFactory.instance.objectNode().put("number", id).put("case", caseFile).put("account", account)
                .put("at", at).put("kind", kind).put("words", words).toString();
    }
}
