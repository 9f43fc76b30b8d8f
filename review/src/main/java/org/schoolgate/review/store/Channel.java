package org.schoolgate.review.store;

/// A way by which messages leave.
public enum Channel {
    /// To one person, or to all who read a mailbox.
    MAIL,
    /// To a program of the school's, at one address of the web.
    WEBHOOK,
    /// To the school's log server.
    SYSLOG
}
