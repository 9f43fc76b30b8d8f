package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.store.CaseActs.Done;

/// How cases end: by one person, or, where the outcome says that somebody did wrong, by one who proposes it and another who
/// agrees. Any thread may call; each call is one commit, and says whether anything was done.
public final class CaseDecisions {

    private static final String OPEN = "is_open = 1 AND proposed IS NULL";
    private static final String NOTHING_PROPOSED = "proposed = NULL, proposed_by = NULL";

    private static final String BY_ANOTHER = "is_open = 1 AND proposed IS NOT NULL AND proposed_by <> ?"
            + " AND (account IS NULL OR account <> ?)";

    private final Database database;
    private final CaseActs acts;

    CaseDecisions(Database database, CaseActs acts) {
        this.database = database;
        this.acts = acts;
    }

    /// Writes down what the person says to it, or why nothing of theirs is there. It can be written down more than once; the last
    /// counts.
    public boolean reply(long id, long account, Instant at, Reply reply) {
        return act(id, account, at, new Done(CaseAct.Kind.REPLIED, reply.kept()), "id = id", "is_open = 1", List.of());
    }

    /// Ends it with an outcome that one person may decide.
    ///
    /// @param today the day at the school
    /// @throws IllegalArgumentException where the outcome needs two
    public boolean decide(long id, long account, Instant at, LocalDate today, Outcome outcome, String because) {
        if (outcome.byTwo()) {
            throw new IllegalArgumentException("this outcome needs a second person");
        }
        return act(id, account, at, new Done(CaseAct.Kind.DECIDED, Sql.word(outcome) + " " + because),
                "outcome = ?, decided_at = ?, destroy_on = ?, is_open = 0", OPEN,
                List.of(outcome, at, outcome.ends(today)));
    }

    /// Proposes an outcome that needs a second person; the case stays open. Nothing is done where another waits already, or where
    /// a breach is proposed by somebody who has not written down what the person says to it.
    public boolean propose(long id, long account, Instant at, Outcome outcome, String because) {
        boolean heard = outcome == Outcome.SUBSTANTIATED;
        return act(id, account, at, new Done(CaseAct.Kind.PROPOSED, Sql.word(outcome) + " " + because),
                "proposed = ?, proposed_by = ?", OPEN + (heard
                        ? " AND (about = 'pupil' AND account IS NULL OR EXISTS (SELECT 1 FROM case_act a WHERE a.case_file = case_file.id"
                                + " AND a.kind = 'replied'))"
                        : ""),
                List.of(outcome, account));
    }

    /// Takes back what oneself proposed.
    public boolean withdraw(long id, long account, Instant at, String why) {
        return act(id, account, at, new Done(CaseAct.Kind.WITHDREW, why), NOTHING_PROPOSED,
                "is_open = 1 AND proposed IS NOT NULL AND proposed_by = ?", List.of(account));
    }

    /// Agrees to what somebody else proposed, which ends the case. Nobody agrees to what they proposed themselves, nor to anything
    /// about themselves.
    ///
    /// @param today the day at the school
    public boolean agree(long id, long account, Instant at, LocalDate today, String words) {
        return database.write(connection -> {
            Optional<Outcome> proposed = Sql
                    .of("SELECT proposed FROM case_file WHERE id = ? AND proposed IS NOT NULL", id)
                    .first(connection, row -> Sql.read(Outcome.class, row.getString(1)));
            return proposed.isPresent() && acts.change(connection, id, account, at,
                    new Done(CaseAct.Kind.AGREED, Sql.word(proposed.get()) + " " + words),
                    "outcome = proposed, decided_at = ?, destroy_on = ?, is_open = 0, " + NOTHING_PROPOSED,
                    BY_ANOTHER, List.of(at, proposed.get().ends(today), account, account));
        });
    }

    /// Does not agree; the case goes on.
    public boolean decline(long id, long account, Instant at, String why) {
        return act(id, account, at, new Done(CaseAct.Kind.DECLINED, why), NOTHING_PROPOSED, BY_ANOTHER,
                List.of(account, account));
    }

    /// Opens it again: as if nothing had been decided.
    public boolean reopen(long id, long account, Instant at, String why) {
        return act(id, account, at, new Done(CaseAct.Kind.REOPENED, why),
                "outcome = NULL, decided_at = NULL, destroy_on = NULL, is_open = 1", "is_open = 0", List.of());
    }

    private boolean act(long id, long account, Instant at, Done done, String set, String where, List<?> values) {
        return database.write(connection -> acts.change(connection, id, account, at, done, set, where, values));
    }
}
