package org.schoolgate.review.store;

import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.review.chain.Sha256;

/// The key of records. What flagged accesses hold is encrypted with keys that are made of it ([RecordSeal]); each case and each victim's record has a data key of its own, which stands in its row encrypted with this
/// one. Whoever destroys a case destroys its data key. Where the key is missing, or is not the one that rows were encrypted with, nothing
/// of them can be read, nothing is written, and no new key is made. Safe for any number of threads.
final class CaseSeal {

    private final @Nullable DataKey key;
    private final RecordSeal records;
    private final String trouble;

    private CaseSeal(String trouble) {
        this.key = null;
        this.records = RecordSeal.missing(trouble);
        this.trouble = trouble;
    }

    private CaseSeal(byte[] key) {
        this.key = DataKey.of(key);
        this.records = RecordSeal.of(key);
        this.trouble = "";
    }

    /// For those who have to do with no case.
    static CaseSeal none() {
        return new CaseSeal("the store was opened without the key of records");
    }

    /// Reads the key, or makes one where nothing was ever encrypted.
    ///
    /// @throws StoreException where the database fails, which may pass, while a key that is missing does not
    static CaseSeal open(Database database, KeyPlace place) throws StoreException {
        boolean first = mark(database).isEmpty();
        Optional<byte[]> there;
        try {
            there = place.read();
            if (there.isEmpty() && first) {
                there = Optional.of(place.make());
            }
        } catch (StoreException unreadable) {
            return new CaseSeal(unreadable.getMessage());
        }
        if (there.isPresent() && first) {
            String mark = mark(there.get());
            database.write(connection -> Sql.of("INSERT INTO case_key (id, mark) VALUES (1, ?)"
                    + " ON CONFLICT (id) DO NOTHING", mark).run(connection));
        }
        return held(database, place, there);
    }

    /// Reads the key alone.
    static CaseSeal toRead(Database database, KeyPlace place) {
        Optional<byte[]> there;
        try {
            there = place.read();
        } catch (StoreException unreadable) {
            return new CaseSeal(unreadable.getMessage());
        }
        return held(database, place, there);
    }

    private static CaseSeal held(Database database, KeyPlace place, Optional<byte[]> key) {
        Optional<String> mark = mark(database);
        if (key.isEmpty()) {
            return new CaseSeal("[" + place
                    + "] the key that records are encrypted with is missing; put the file back from"
                    + " its backup and start again. Until then no record can be read, and none is written; nothing was changed");
        }
        return mark.isEmpty() || mark.get().equals(mark(key.get()))
                ? new CaseSeal(key.get())
                : new CaseSeal("[" + place
                        + "] this is not the key that records are encrypted with; put back the one that"
                        + " is, from its backup, and start again. Until then no record can be read, and none is written; nothing was changed");
    }

    private static Optional<String> mark(Database database) {
        return database.read(connection -> Sql.of("SELECT mark FROM case_key WHERE id = 1").first(connection,
                row -> row.getString(1)));
    }

    private static String mark(byte[] key) {
        return HexFormat.of().formatHex(Sha256.keyed(key, "which key of cases it is"));
    }

    /// Why nothing can be read; empty where it can.
    Optional<String> trouble() {
        return key == null ? Optional.of(trouble) : Optional.empty();
    }

    /// What flagged accesses are encrypted with.
    RecordSeal records() {
        return records;
    }

    /// A new data key, encrypted, for the row of a case or of a victim's record.
    String fresh(long owner) {
        return master().seal(called(owner), HexFormat.of().formatHex(DataKey.random()));
    }

    /// The data key of a row.
    ///
    /// @param wrapped as it stands there
    DataKey of(long owner, @Nullable String wrapped) {
        return wrapped == null
                ? DataKey.NONE
                : DataKey.of(HexFormat.of().parseHex(master().open(called(owner), wrapped)));
    }

    private DataKey master() {
        if (key == null) {
            throw new CaseKeyMissing(trouble);
        }
        return key;
    }

    private static String called(long owner) {
        return "the key of " + owner;
    }
}
