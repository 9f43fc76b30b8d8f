package org.schoolgate.blocklists.source;

import java.io.IOException;

/// A source unpacks to more than is read; see [SourceFile#MOST].
public final class TooBigException extends IOException {

    private static final long serialVersionUID = 1;

    TooBigException() {
        super("it unpacks to more than a list can have");
    }
}
