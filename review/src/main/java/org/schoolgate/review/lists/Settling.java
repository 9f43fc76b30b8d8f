package org.schoolgate.review.lists;

/// What one does with an edit that is there.
public enum Settling {
    APPROVE, DECLINE, TAKE_BACK,
    /// Makes in earnest what is tried out.
    TAKE
}
