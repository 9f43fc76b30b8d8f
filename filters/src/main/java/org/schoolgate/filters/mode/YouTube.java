package org.schoolgate.filters.mode;

import java.util.Locale;

/// How much of YouTube shows. Its own switch: it does not hang on safe search.
public enum YouTube {
    /// Only what YouTube holds fit for the youngest. Comments and live chats are hidden.
    STRICT,
    /// What YouTube holds fit for most. Comments and live chats are hidden.
    MODERATE,
    /// All of it.
    OFF;

    /// As the policy file spells it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As YouTube's header spells it.
    String spoken() {
        return name().charAt(0) + text().substring(1);
    }
}
