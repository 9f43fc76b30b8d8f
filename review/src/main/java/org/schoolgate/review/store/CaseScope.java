package org.schoolgate.review.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.casework.About;

/// Which cases are there for somebody. Whatever lies outside is in no list, no count and on no page of theirs.
///
/// @param reader the number of their account: a case that is about them is never there
/// @param abouts the kinds that are there
/// @param accounts whether cases about people who sign in here are there
/// @param heads whether what is about the Head of School is there, and nothing else; otherwise nothing of it is
/// @param headsDevices the devices of the Head of School
/// @param own the reader's own devices
public record CaseScope(long reader, Set<About> abouts, boolean accounts, boolean heads, Set<IpAddress> headsDevices,
        Set<IpAddress> own) {

    private static final String HEADS_ACCOUNTS = "c.account IN (SELECT id FROM account WHERE role = 'head')";

    public CaseScope {
        abouts = Set.copyOf(abouts);
        headsDevices = Set.copyOf(headsDevices);
        own = Set.copyOf(own);
    }

    /// The same as a condition of SQL on a `case_file` called `c`; what is put into its question marks is added to `values`.
    String where(List<Object> values, RecordSeal seal) {
        StringBuilder where = new StringBuilder("(c.account IS NULL OR c.account <> ?)");
        values.add(reader);
        if (!own.isEmpty()) {
            where.append(" AND NOT ").append(clients(own, values, seal));
        }
        String head = "(c.about = 'head' OR (c.account IS NOT NULL AND " + HEADS_ACCOUNTS + ")";
        if (!headsDevices.isEmpty()) {
            head += " OR " + clients(headsDevices, values, seal);
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

    private static String clients(Set<IpAddress> clients, List<Object> values, RecordSeal seal) {
        clients.forEach(client -> values.add(seal.device(client)));
        return "c.client IN (" + marks(clients.size()) + ")";
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
