package org.schoolgate.app.selftest;

/// What came of trying one way out.
public enum Outcome {
    /// It is as it should be.
    SHUT("shut"),
    /// It leads out.
    LEAK("LEAK"),
    /// Something to know about that is no leak.
    NOTE("note"),
    /// It was tried, and it cannot be told.
    UNCLEAR("cannot be told"),
    /// It was not tried; the finding says what is missing.
    NOT_TRIED("not tried");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /// As people read it.
    public String text() {
        return text;
    }
}
