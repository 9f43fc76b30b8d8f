package org.schoolgate.filters.category;

import java.util.Locale;

/// What people mostly use the sites of a category for. It says what is usual, never what somebody was doing.
public enum Use {
    /// Teaching, learning and the school's own work.
    EDUCATIONAL,
    /// One's own affairs: friends, money, letters.
    PERSONAL,
    /// Pastime: games, sport, films.
    RECREATIONAL,
    /// Both work and one's own affairs: the press, videos, shops. It may well be for work, so it is asked about and never
    /// flagged.
    MIXED,
    /// No use that anyone is asked about: what is harmful has rules of its own, what is technical asks for itself, and whoever
    /// looks for help is nobody's business.
    NONE;

    /// As files spell it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
