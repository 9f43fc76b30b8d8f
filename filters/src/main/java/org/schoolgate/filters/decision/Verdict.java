package org.schoolgate.filters.decision;

import java.util.Locale;

/// What happens to a request.
public enum Verdict {
    /// It goes on its way.
    ALLOW,
    /// It goes on its way, and a person should look at it.
    FLAG,
    /// A page asks first whether this is for work.
    COACH,
    /// It goes no further; a page says why.
    BLOCK;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// Whether the request goes on its way at once.
    public boolean opens() {
        return this == ALLOW || this == FLAG;
    }

    /// As files, logs and the command line spell it.
    public String text() {
        return text;
    }
}
