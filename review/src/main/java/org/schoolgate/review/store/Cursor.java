package org.schoolgate.review.store;

import java.util.Optional;

/// A place between two flagged accesses, and the way to read on from there. It stays right however many accesses are
/// added meanwhile.
public final class Cursor {

    private final boolean older;
    private final long number;

    private Cursor(boolean older, long number) {
        this.older = older;
        this.number = number;
    }

    /// Reads what [#text] wrote; empty for anything else.
    public static Optional<Cursor> parse(String text) {
        if (!text.matches("[on][0-9]{1,18}|[on][1-8][0-9]{18}")) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(text.charAt(0) == 'o', Long.parseLong(text.substring(1))));
    }

    static Cursor olderThan(long number) {
        return new Cursor(true, number);
    }

    static Cursor newerThan(long number) {
        return new Cursor(false, number);
    }

    boolean isOlder() {
        return older;
    }

    long number() {
        return number;
    }

    /// Letters and digits only, so that it stands in a URL as it is.
    public String text() {
        return (older ? "o" : "n") + number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cursor cursor && cursor.older == older && cursor.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number) * 2 + (older ? 1 : 0);
    }

    @Override
    public String toString() {
        return text();
    }
}
