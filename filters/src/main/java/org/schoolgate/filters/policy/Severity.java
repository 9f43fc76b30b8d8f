package org.schoolgate.filters.policy;

import java.util.Locale;

/// How soon somebody should look, the least first. It says nothing about who asked.
public enum Severity {
    /// Good to know.
    NOTICE(0),
    /// Today.
    CONCERN(1),
    /// Now.
    URGENT(2);

    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    /// The one of a rank.
    public static Severity ranked(int rank) {
        return switch (rank) {
            case 0 -> NOTICE;
            case 1 -> CONCERN;
            case 2 -> URGENT;
            default -> throw new IllegalArgumentException("no severity has the rank " + rank);
        };
    }

    /// Its place among them, 0 to 2, as the store holds it.
    public int rank() {
        return rank;
    }

    /// As files spell it, and as the subject line of a message has it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
