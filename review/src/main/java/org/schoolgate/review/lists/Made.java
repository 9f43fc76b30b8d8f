package org.schoolgate.review.lists;

/// What became of a change.
public sealed interface Made {

    /// The number of the edit.
    int edit();

    /// It is in force, or will be within a second.
    record InForce(int edit) implements Made {}

    /// It waits for a second person.
    record Proposed(int edit) implements Made {}

    /// It is only tried out.
    record InShadow(int edit) implements Made {}
}
