package org.schoolgate.blocklists.fetch;

import java.time.Duration;
import java.util.Optional;

/// A list that could not be fetched, or is not what it should be; the version before stays. The message says why in words that
/// carry no secret.
final class FetchException extends Exception {

    private static final long serialVersionUID = 1;

    private final String words;
    private final transient Optional<Duration> notBefore;

    FetchException(String message) {
        this(message, Optional.empty());
    }

    FetchException(String message, Throwable cause) {
        super(message, cause);
        this.words = message;
        this.notBefore = Optional.empty();
    }

    /// @param notBefore how long the publisher wants to be left alone
    FetchException(String message, Optional<Duration> notBefore) {
        super(message);
        this.words = message;
        this.notBefore = notBefore;
    }

    /// Its message.
    String words() {
        return words;
    }

    Optional<Duration> notBefore() {
        return notBefore;
    }
}
