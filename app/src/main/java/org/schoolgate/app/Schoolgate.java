package org.schoolgate.app;

import org.schoolgate.app.cli.Commands;

/// Starts the command line.
public final class Schoolgate {

    private Schoolgate() {}

    public static void main(String[] arguments) {
        int code = Commands.line().execute(arguments);
        // "run" leaves its threads behind on purpose until it is stopped; it returns only then.
        System.exit(code);
    }
}
