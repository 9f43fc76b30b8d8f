package org.schoolgate.review.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The store cannot be opened, read or written. Its message names the place, what was found and the way out, and never
/// holds an address, a name or a password.
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// What to tell people; there always is one.
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
