package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Path;

/// A stored version of a list that cannot be used: torn, changed, foreign, or written by a newer product.
final class UnreadableListException extends IOException {

    private static final long serialVersionUID = 1;

    UnreadableListException(Path file, String what) {
        super(file + ": " + what);
    }
}
