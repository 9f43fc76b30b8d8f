package org.schoolgate.filters.decision;

import java.util.Locale;

/// How far the gateway looks into an encrypted connection. It says nothing about whether the site opens.
public enum Look {
    /// By name only, and nobody may change that: what people do there is nobody's business.
    NEVER,
    /// By name only. The device needs no certificate of the school's.
    NAME,
    /// By name; where a site stays closed, the device is told so on a page under the school's own certificate.
    PAGE,
    /// The whole of it: each address is judged, and pages can be changed on their way.
    INSIDE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// Whether the gateway may answer in the site's place: the device has the school's certificate.
    public boolean mayAnswer() {
        return this == PAGE || this == INSIDE;
    }

    /// As files, logs and the command line spell it.
    public String text() {
        return text;
    }
}
