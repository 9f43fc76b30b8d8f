package org.schoolgate.app.cli;

/// What the program's exit codes mean. They are documented and stay.
final class ExitCode {

    /// It did what was asked.
    static final int OK = 0;

    /// It could not; the message says why.
    static final int FAILED = 1;

    /// The command line cannot be understood.
    static final int USAGE = 2;

    /// The configuration has mistakes (`EX_CONFIG` of sysexits.h).
    static final int CONFIGURATION = 78;

    private ExitCode() {}
}
