package org.schoolgate.filters.policy;

import java.util.Locale;

/// How soon somebody should look, the least first. It says nothing about who asked.
public enum Severity {
    /// Good to know.
    NOTICE,
    /// Today.
    CONCERN,
    /// Now.
    URGENT;

    /// As files spell it, and as the subject line of a message has it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
