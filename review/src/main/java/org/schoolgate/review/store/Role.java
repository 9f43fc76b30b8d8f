package org.schoolgate.review.store;

/// What someone who signs in may do.
public enum Role {
    /// The Head of School, who reads flagged accesses.
    HEAD,
    /// IT staff, who see how the system is and no one's records.
    IT
}
