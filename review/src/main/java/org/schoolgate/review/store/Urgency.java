package org.schoolgate.review.store;

/// By when somebody should look at an incident. It says nothing about anyone.
public enum Urgency {
    /// Within the hour: the school wants to hear of it at once.
    NOW(0),
    /// Within two school days.
    TODAY(1),
    /// Within five school days.
    LATER(2);

    private final int rank;

    Urgency(int rank) {
        this.rank = rank;
    }

    /// Its place in a queue: the lower, the sooner.
    int rank() {
        return rank;
    }

    static Urgency ofRank(int rank) {
        return switch (rank) {
            case 0 -> NOW;
            case 1 -> TODAY;
            default -> LATER;
        };
    }
}
