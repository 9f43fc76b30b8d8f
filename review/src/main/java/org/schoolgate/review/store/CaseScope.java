package org.schoolgate.review.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.schoolgate.review.casework.About;

/// Which cases are there for somebody. Whatever lies outside is in no list, no count and on no page of theirs.
///
/// @param reader the number of their account: a case that is about them is never there
/// @param abouts the kinds that are there
/// @param accounts whether cases about people who sign in here are there
/// @param heads whether what is about the Head of School is there, and nothing else; otherwise nothing of it is
/// @param headsOwn the devices and accounts of the Head of School
/// @param own the reader's own
public record CaseScope(long reader, Set<About> abouts, boolean accounts, boolean heads, Set<Asker> headsOwn,
        Set<Asker> own) {

    private static final String HEADS_ACCOUNTS = "c.account IN (SELECT id FROM account WHERE role = 'head')";

    public CaseScope {
        abouts = Set.copyOf(abouts);
        headsOwn = Set.copyOf(headsOwn);
        own = Set.copyOf(own);
    }

    /// The same as a condition of SQL on a `case_file` called `c`; what is put into its question marks is added to `values`.
    String where(List<Object> values, RecordSeal seal) {
        StringBuilder where = new StringBuilder("(c.account IS NULL OR c.account <> ?)");
        values.add(reader);
        if (!own.isEmpty()) {
            where.append(" AND NOT ").append(Whose.cases(own, seal, values));
        }
        String head = "(c.about = 'head' OR (c.account IS NOT NULL AND " + HEADS_ACCOUNTS + ")";
        if (!headsOwn.isEmpty()) {
            head += " OR " + Whose.cases(headsOwn, seal, values);
        }
        head += ")";
        where.append(heads ? " AND " : " AND NOT ").append(head);
        if (!heads) {
            List<Object> kinds = new ArrayList<>(abouts);
            where.append(" AND c.about IN (").append(kinds.isEmpty() ? "''" : marks(kinds.size())).append(')');
            values.addAll(kinds);
            where.append(accounts ? "" : " AND c.account IS NULL");
        }
        return where.toString();
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
