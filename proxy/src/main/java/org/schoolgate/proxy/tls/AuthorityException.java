package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.nio.file.Path;

/// The authority's file cannot be used; the message names the file, what is wrong with it, and the way out.
public final class AuthorityException extends IOException {

    private static final long serialVersionUID = 1;

    AuthorityException(Path file, String sentence) {
        super("[" + file + "] " + sentence);
    }

    AuthorityException(Path file, String sentence, Throwable cause) {
        super("[" + file + "] " + sentence, cause);
    }
}
