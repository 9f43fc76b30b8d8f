package org.schoolgate.blocklists.fetch;

import java.util.List;

/// Settings of a source that cannot be taken. Each mistake says where it stands and what to write instead.
public final class WrongSourceException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    WrongSourceException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    WrongSourceException(String mistake) {
        this(List.of(mistake));
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
