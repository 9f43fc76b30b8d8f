package org.schoolgate.review.store;

import org.jspecify.annotations.Nullable;

/// The store cannot be opened, read or written. Its message names the place, what was found and the way out, and never
/// holds an address, a name or a password.
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
