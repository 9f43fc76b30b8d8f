package org.schoolgate.filters.policy;

import java.util.List;

/// Who is told.
///
/// @param mail addresses of mail
/// @param webhook whether the school's webhook is told
/// @param syslog whether the school's log server is told
public record Receivers(List<String> mail, boolean webhook, boolean syslog) {

    public Receivers {
        mail = List.copyOf(mail);
    }

    /// People alone.
    public static Receivers mail(List<String> addresses) {
        return new Receivers(addresses, false, false);
    }

    /// Whether nobody is.
    public boolean isEmpty() {
        return mail.isEmpty() && !webhook && !syslog;
    }
}
