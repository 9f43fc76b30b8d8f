package org.schoolgate.blocklists.index;

import java.io.IOException;
import java.nio.file.Path;

/// An index file that cannot be used: torn, changed, foreign, or written by a newer product.
public final class UnreadableIndexException extends IOException {

    private static final long serialVersionUID = 1;

    UnreadableIndexException(Path file, String what) {
        super(file + ": " + what);
    }

    UnreadableIndexException(Path file, String what, Throwable cause) {
        super(file + ": " + what, cause);
    }
}
