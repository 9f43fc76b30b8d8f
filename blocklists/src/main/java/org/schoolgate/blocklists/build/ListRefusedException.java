package org.schoolgate.blocklists.build;

/// A list that was not taken; the version before stays in force. The message says why, and what to do.
public sealed class ListRefusedException extends Exception permits ListHeldException {

    private static final long serialVersionUID = 1;

    public ListRefusedException(String message) {
        super(message);
    }

    ListRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
