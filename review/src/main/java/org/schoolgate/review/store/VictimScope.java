package org.schoolgate.review.store;

import java.util.List;
import org.schoolgate.review.store.VictimRecord.Victim;

/// Which victims' records are there for somebody: always those that they lodged themselves.
///
/// @param reader the number of their account
/// @param pupils whether what was done to pupils is there
/// @param adults whether what was done to adults is there
/// @param heads whether what the Head of School is said to have done is there; it never is by the other two
public record VictimScope(long reader, boolean pupils, boolean adults, boolean heads) {

    /// Whether a record of this kind is there that somebody else lodged.
    public boolean covers(Victim victim, boolean aboutHead) {
        return aboutHead ? heads : victim == Victim.PUPIL ? pupils : adults;
    }

    /// The same as a condition of SQL on a `victim_record` called `v`.
    String where(List<Object> values) {
        values.add(reader);
        return "(v.lodged_by = ?" + (heads ? " OR v.about_head = 1" : "")
                + (pupils ? " OR v.about_head = 0 AND v.victim = 'pupil'" : "")
                + (adults ? " OR v.about_head = 0 AND v.victim <> 'pupil'" : "") + ")";
    }
}
