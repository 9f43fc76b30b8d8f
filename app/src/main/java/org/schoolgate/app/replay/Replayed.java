package org.schoolgate.app.replay;

import java.util.List;

/// What came of deciding a record once more.
public sealed interface Replayed {

    /// The answer is the same.
    ///
    /// @param byCategory whether only the categories could be given to the rules, as the address is sealed
    record Same(boolean byCategory) implements Replayed {}

    /// The answer is another.
    ///
    /// @param differences in what; never empty
    record Differs(List<Difference> differences) implements Replayed {

        public Differs {
            differences = List.copyOf(differences);
        }
    }

    /// It cannot be decided once more.
    ///
    /// @param why a sentence without a full stop
    /// @param wrong whether that should not be: what should have been kept is gone, changed, or not read by this program
    record Impossible(String why, boolean wrong) implements Replayed {}

    /// One thing that differs.
    ///
    /// @param what such as "verdict"
    /// @param then what the record says
    /// @param now what was answered when it was decided once more
    record Difference(String what, String then, String now) {}
}
