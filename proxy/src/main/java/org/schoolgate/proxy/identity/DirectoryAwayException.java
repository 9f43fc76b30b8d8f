package org.schoolgate.proxy.identity;

/// The directory cannot say anything now: it does not answer, or does not take the gateway's own account. Its message names
/// nobody.
final class DirectoryAwayException extends Exception {

    private static final long serialVersionUID = 1;

    DirectoryAwayException(String message) {
        super(message);
    }
}
