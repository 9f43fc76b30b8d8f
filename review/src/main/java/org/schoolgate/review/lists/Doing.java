package org.schoolgate.review.lists;

/// What one does with a list.
public enum Doing {
    /// Fetches it now. It returns at once; the overview tells how it goes.
    FETCH,
    /// Puts in force what is held.
    RELEASE,
    /// Deletes what is held.
    DROP,
    /// Puts an older version in force.
    ROLL_BACK, SWITCH_ON, SWITCH_OFF
}
