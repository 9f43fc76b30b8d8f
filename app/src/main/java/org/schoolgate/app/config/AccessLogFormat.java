package org.schoolgate.app.config;

import java.util.Locale;

/// How a line of the access log is written.
public enum AccessLogFormat {
    /// One JSON object a line.
    JSON,
    /// The native format of the squid proxy, which many tools read.
    SQUID;

    /// As `schoolgate.yaml` spells it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
