package org.schoolgate.review.store;

import java.time.Instant;
import java.util.List;
import org.schoolgate.review.store.CaseActs.Done;

/// What people did with lists on the review site, and why; the chain has an entry for each. It only grows, and is not encrypted: it holds no
/// record of a person, and no entry of a sealed category. What lists are and hold is kept elsewhere. Any thread may call; each call is
/// one look at the disk or one commit to it.
public final class ListActs {

    /// In place of a case.
    private static final long LISTS = 0;

    private final Database database;
    private final CaseActs acts;

    ListActs(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
    }

    /// Writes down that somebody did something.
    ///
    /// @param account the number of the account
    /// @param words what, and why
    public void add(long account, Instant at, String words) {
        database.write(connection -> acts.add(connection, LISTS, account, at,
                List.of(new Done(CaseAct.Kind.LISTED, words))));
    }

    /// The latest first.
    public List<CaseAct> latest(int most) {
        return database.read(connection -> Sql.of("SELECT id, account, at, words FROM case_act WHERE case_file = ?"
                + " ORDER BY id DESC LIMIT ?", LISTS, most)
                .list(connection, row -> new CaseAct(row.getLong("id"), row.getLong("account"), Sql.instant(row, "at"),
                        CaseAct.Kind.LISTED, row.getString("words"), true)));
    }
}
