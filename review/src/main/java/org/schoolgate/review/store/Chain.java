package org.schoolgate.review.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.chain.Checkpoint;
import org.schoolgate.review.chain.Entry;
import org.schoolgate.review.chain.Frontier;
import org.schoolgate.review.chain.Head;
import org.schoolgate.review.chain.Sha256;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.chain.Signer;
import org.schoolgate.review.chain.Stored;
import org.schoolgate.review.chain.Transcript;
import org.schoolgate.review.chain.Tree;

/// The chain over all records, its checkpoints and the keys that have signed them. Any thread may call.
///
/// An entry is written in the same commit as the record it is about: there is never one without the other.
public final class Chain {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT = 16;
    private static final int ORIGIN = 8;

    /// How many rows are read, or taken in, at once.
    private static final int BATCH = 1_000;

    private static final String ENTRY = "INSERT INTO chain_entry (seq, kind, about, digest, hash)"
            + " VALUES (?, ?, ?, ?, ?)";
    private static final String JOINED = "SELECT e.seq, e.kind, e.about, e.digest, e.hash, a.salt, "
            + AccessRow.ALL + ", c.id AS act_id, c.case_file AS act_case, c.account AS act_account, c.at AS act_at,"
            + " c.kind AS act_kind, c.words AS act_words, c.salt AS act_salt, COALESCE(f.data_key, v.data_key, r.data_key, q.data_key) AS act_key, d.note, d.salt AS note_salt FROM chain_entry e"
            + " LEFT JOIN flagged_access a ON a.number = e.about AND e.kind IN ('access', 'adopted')"
            + " LEFT JOIN case_act c ON c.id = e.about AND e.kind = 'act' AND c.salt IS NOT NULL"
            + " LEFT JOIN case_file f ON f.id = c.case_file LEFT JOIN victim_record v ON v.id = c.case_file"
            + " LEFT JOIN register_entry r ON r.id = c.case_file LEFT JOIN plea q ON q.id = c.case_file"
            + " LEFT JOIN destroyed d ON d.number = e.about AND e.kind = 'erased' ";
    private static final String STORED = JOINED + "WHERE e.seq > ? ORDER BY e.seq LIMIT ?";

    private final Database database;
    private final CaseSeal seal;

    Chain(Database database, CaseSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    // ---- writing -----------------------------------------------------------------------------------------------------

    /// What a record's digest is keyed with: new for each.
    static String salt() {
        return random(SALT);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// Begins the chain where there is none, and takes in the records from before: once, and never again, so that nobody can
    /// bring records in later.
    void begin() {
        database.write(connection -> Sql.of("INSERT INTO chain_head (id, origin, size, hash, adopted)"
                + " VALUES (1, ?, 0, ?, 0) ON CONFLICT (id) DO NOTHING", Checkpoint.ORIGIN + random(ORIGIN),
                Head.EMPTY.hash())
                .run(connection));
        while (database.write(this::adopt)) {
            // There are more.
        }
    }

    private boolean adopt(Connection connection) throws SQLException {
        // It writes first, so that it is the only one.
        if (Sql.of("UPDATE chain_head SET size = size WHERE id = 1 AND adopted = 0").run(connection) == 0) {
            return false;
        }
        Map<Long, String> rows = new LinkedHashMap<>();
        Set<Long> clear = new HashSet<>();
        Sql.of("SELECT " + AccessRow.ALL + " FROM flagged_access a WHERE a.salt IS NULL ORDER BY a.number LIMIT ?",
                BATCH).list(connection, row -> {
                    if (RecordSeal.isClear(row.getString("client"))) {
                        clear.add(row.getLong("number"));
                    }
                    return rows.put(row.getLong("number"), AccessRow.text(row, seal.records()));
                });
        Map<Long, String> digests = new LinkedHashMap<>();
        try (PreparedStatement salts = connection
                .prepareStatement("UPDATE flagged_access SET salt = ? WHERE number = ?")) {
            for (Map.Entry<Long, String> row : rows.entrySet()) {
                String salt = salt();
                Sql.bind(salts, clear.contains(row.getKey())
                        ? salt
                        : seal.records().seal(AccessRow.called(row.getKey(), "salt"), salt), row.getKey());
                salts.addBatch();
                digests.put(row.getKey(), Sha256.keyed(salt, row.getValue()));
            }
            salts.executeBatch();
        }
        append(connection, Entry.Kind.ADOPTED, digests);
        if (rows.size() == BATCH) {
            return true;
        }
        Sql.of("UPDATE chain_head SET adopted = 1 WHERE id = 1").run(connection);
        return false;
    }

    /// Adds entries, within the transaction that writes what they are about. Until it ends, others who write wait.
    ///
    /// @param digests by the number of the record, in the order of writing
    void append(Connection connection, Entry.Kind kind, Map<Long, String> digests) throws SQLException {
        if (digests.isEmpty()) {
            return;
        }
        Sql.of("UPDATE chain_head SET size = size + ? WHERE id = 1", digests.size()).run(connection);
        Head head = Sql.of("SELECT size, hash FROM chain_head WHERE id = 1")
                .first(connection, row -> new Head(row.getLong(1) - digests.size(), row.getString(2))).orElseThrow();
        try (PreparedStatement insert = connection.prepareStatement(ENTRY)) {
            for (Map.Entry<Long, String> digest : digests.entrySet()) {
                Entry entry = head.next(kind, digest.getKey(), digest.getValue());
                Sql.bind(insert, entry.seq(), entry.kind(), entry.about(), entry.digest(), entry.hash());
                insert.addBatch();
                head = head.with(entry);
            }
            insert.executeBatch();
        }
        Sql.of("UPDATE chain_head SET hash = ? WHERE id = 1", head.hash()).run(connection);
    }

    /// Makes a key known before it signs anything. Only whoever signs checkpoints calls this.
    public void add(Signer signer) {
        database.write(connection -> Sql.of("""
            INSERT INTO chain_signer (id, place, public_key, since, parent, voucher)
            VALUES (?, (SELECT COUNT(*) FROM chain_signer), ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""", signer.id(),
                signer.publicKey(), signer.since(), signer.parent(), signer.voucher()).run(connection));
    }

    /// Keeps a checkpoint. Only whoever signs checkpoints calls this.
    ///
    /// @param tree as it was then
    public void add(Signed checkpoint, Frontier tree) {
        database.write(connection -> Sql.of("INSERT INTO chain_checkpoint (size, signer, note, frontier)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (size, signer) DO NOTHING", checkpoint.checkpoint().size(),
                checkpoint.signer(), checkpoint.text(), tree.text()).run(connection));
    }

    // ---- reading -----------------------------------------------------------------------------------------------------

    /// Which chain it is: a name with letters of its own.
    public String origin() {
        return database.read(connection -> Sql.of("SELECT origin FROM chain_head WHERE id = 1")
                .first(connection, row -> row.getString(1)).orElseThrow());
    }

    /// Where it ends.
    public Head head() {
        return database.read(connection -> Sql.of("SELECT size, hash FROM chain_head WHERE id = 1")
                .first(connection, row -> new Head(row.getLong(1), row.getString(2))).orElse(Head.EMPTY));
    }

    /// The hashes of entries in their order, at most 1,000.
    ///
    /// @param after the entry after which to begin; 0 for the first
    /// @param upTo the last that is wanted
    public List<String> hashes(long after, long upTo) {
        return database.read(connection -> Sql.of("SELECT hash FROM chain_entry WHERE seq > ? AND seq <= ?"
                + " ORDER BY seq LIMIT ?", after, upTo, BATCH).list(connection, row -> row.getString(1)));
    }

    /// The keys that have signed, in the order in which they began.
    public List<Signer> signers() {
        String origin = origin();
        return database.read(connection -> Sql.of("SELECT public_key, since, parent, voucher FROM chain_signer"
                + " ORDER BY place, since").list(connection,
                        row -> new Signer(origin, row.getString(1),
                                Sql.instant(row, "since"), row.getString(3), row.getString(4))));
    }

    /// The latest checkpoint; empty where there is none that can be read.
    public Optional<Signed> latestCheckpoint() {
        return database.read(connection -> Sql.of("SELECT note FROM chain_checkpoint ORDER BY size DESC LIMIT 1")
                .first(connection, row -> Signed.parse(row.getString(1)))).flatMap(note -> note);
    }

    /// The tree as it was at the latest checkpoint; empty where there was none.
    public Optional<String> latestFrontier() {
        return database.read(connection -> Sql.of("SELECT frontier FROM chain_checkpoint ORDER BY size DESC LIMIT 1")
                .first(connection, row -> row.getString(1)));
    }

    /// All checkpoints as they left the building, the oldest first.
    public List<String> checkpoints() {
        return database.read(connection -> Sql.of("SELECT note FROM chain_checkpoint ORDER BY size, signer")
                .list(connection, row -> row.getString(1)));
    }

    /// Reads every entry with its record, in order. What is written meanwhile is read too, so that of a record that is destroyed
    /// meanwhile the entry that says so is not missed.
    ///
    /// @return the number of the last
    private long read(Consumer<Stored> reader) {
        long after = 0;
        List<Stored> read;
        do {
            long from = after;
            read = database.read(connection -> Sql.of(STORED, from, BATCH).list(connection, this::stored));
            for (Stored entry : read) {
                reader.accept(entry);
                after = entry.seq();
            }
        } while (read.size() == BATCH);
        return after;
    }

    private Stored stored(ResultSet row) throws SQLException {
        Optional<Stored.Body> body = Optional.empty();
        if (row.getObject("number") != null) {
            body = Optional.of(body(row));
        } else if (row.getString("act_salt") != null) {
            body = Optional.of(CaseActs.body(row, seal));
        } else if (row.getString("note") != null) {
            body = Optional.of(new Stored.Body(row.getString("note_salt"), row.getString("note")));
        }
        return new Stored(row.getLong("seq"), row.getString("kind"), row.getLong("about"), row.getString("digest"),
                row.getString("hash"), body);
    }

    private Stored.Body body(ResultSet row) throws SQLException {
        try {
            return new Stored.Body(AccessRow.salt(row, seal.records()), AccessRow.text(row, seal.records()));
        } catch (CaseKeyMissing missing) {
            return Stored.Body.UNREAD;
        } catch (StoreException changed) {
            return new Stored.Body("", "it cannot be decrypted");
        }
    }

    /// Holds the whole store against the chain.
    ///
    /// @param given what was kept elsewhere
    /// @param progress told how many entries have been read
    public Audit.Report audit(Audit.Given given, LongConsumer progress) {
        // Checkpoints first: each is about entries that are there already.
        List<String> notes = checkpoints();
        Audit audit = new Audit(origin(), signers(), notes, given);
        read(entry -> {
            audit.entry(entry);
            progress.accept(entry.seq());
        });
        unchained().forEach(audit::unchained);
        restored().forEach(audit::restored);
        return audit.report();
    }

    /// Records that no entry speaks of. A record and its entry are one commit, so the two are always seen together.
    private List<Long> unchained() {
        return database.read(connection -> Sql.of("SELECT a.number FROM flagged_access a WHERE NOT EXISTS"
                + " (SELECT 1 FROM chain_entry e WHERE e.about = a.number AND e.kind <> 'erased')"
                + " UNION ALL SELECT c.id FROM case_act c WHERE NOT EXISTS"
                + " (SELECT 1 FROM chain_entry e WHERE e.about = c.id AND e.kind = 'act') ORDER BY 1")
                .list(connection, row -> row.getLong(1)));
    }

    /// Records that were destroyed, and are there.
    private List<Long> restored() {
        return database.read(connection -> Sql.of("SELECT a.number FROM flagged_access a JOIN chain_entry e"
                + " ON e.about = a.number WHERE e.kind = 'erased' UNION ALL SELECT c.id FROM case_act c JOIN chain_entry e"
                + " ON e.about = c.id WHERE e.kind = 'erased' AND c.salt IS NOT NULL ORDER BY 1")
                .list(connection, row -> row.getLong(1)));
    }

    // ---- giving it to others ------------------------------------------------------------------------------------------

    /// Writes every entry with its record for a verifier that is not ours.
    ///
    /// @param progress told how many entries have been written
    /// @return how many entries
    public long writeAll(Appendable out, LongConsumer progress) throws IOException {
        List<String> notes = checkpoints();
        Transcript transcript = begin(out, true, false, notes);
        try {
            return read(entry -> {
                try {
                    transcript.entry(entry);
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
                progress.accept(entry.seq());
            });
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    /// Writes what the chain says of some records, each with a proof that it stands in the latest checkpoint, and with the
    /// first checkpoint that speaks of all of them, which shows how soon they were signed. Entries after the latest are left
    /// out. It reads the hashes of the whole chain.
    ///
    /// @return how many entries
    public long write(Appendable out, List<Long> numbers) throws IOException {
        return write(out, numbers, false);
    }

    /// The same with what people wrote of their acts, for somebody who is handed a case.
    public long writeWithWords(Appendable out, List<Long> acts) throws IOException {
        return write(out, acts, true);
    }

    private long write(Appendable out, List<Long> numbers, boolean words) throws IOException {
        Signed latest = latestCheckpoint().orElseThrow();
        Tree tree = tree(latest.checkpoint().size());
        List<Stored> entries = numbers.stream().flatMap(number -> about(number).stream())
                .filter(entry -> entry.seq() <= tree.size()).toList();
        Transcript transcript = begin(out, false, words, List.of(latest.text()));
        Optional<Signed> first = firstCheckpoint(entries.stream().mapToLong(Stored::seq).max().orElse(tree.size()));
        if (first.isPresent() && first.get().checkpoint().size() < tree.size()) {
            transcript.checkpoint(first.get().text(),
                    tree.consistency(Math.toIntExact(first.get().checkpoint().size())));
        }
        for (Stored entry : entries) {
            String before = entry.seq() == 1 ? Head.EMPTY.hash() : hashes(entry.seq() - 2, entry.seq() - 1).getFirst();
            transcript.entry(entry, before, tree.inclusion(Math.toIntExact(entry.seq() - 1)));
        }
        return entries.size();
    }

    private Tree tree(long size) {
        byte[] leaves = new byte[Math.multiplyExact(Math.toIntExact(size), Sha256.BYTES)];
        int read = 0;
        while (read < size) {
            List<String> hashes = hashes(read, size);
            if (hashes.isEmpty()) {
                throw new StoreException("the chain has fewer entries than were signed", null);
            }
            for (String hash : hashes) {
                System.arraycopy(HexFormat.of().parseHex(hash), 0, leaves, read++ * Sha256.BYTES, Sha256.BYTES);
            }
        }
        return new Tree(leaves);
    }

    /// The first checkpoint that speaks of this entry.
    private Optional<Signed> firstCheckpoint(long seq) {
        return database.read(connection -> Sql.of("SELECT note FROM chain_checkpoint WHERE size >= ?"
                + " ORDER BY size, signer LIMIT 1", seq)
                .first(connection, row -> Signed.parse(row.getString(1)))).flatMap(note -> note);
    }

    private Transcript begin(Appendable out, boolean whole, boolean words, List<String> notes) throws IOException {
        Transcript transcript = new Transcript(out, origin(), whole, words);
        for (Signer signer : signers()) {
            transcript.signer(signer);
        }
        for (String note : notes) {
            transcript.checkpoint(note);
        }
        return transcript;
    }

    private List<Stored> about(long number) {
        return database.read(connection -> Sql.of(JOINED + "WHERE e.about = ? ORDER BY e.seq", number)
                .list(connection, this::stored));
    }
}
