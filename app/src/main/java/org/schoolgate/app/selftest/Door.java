package org.schoolgate.app.selftest;

import java.io.IOException;

/// One way out, and how it is tried.
///
/// @param name its short name, which stays
/// @param what what is tried
/// @param expected what should happen
record Door(String name, String what, String expected, Trial trial) {

    /// Tries it.
    @FunctionalInterface
    interface Trial {

        /// @throws IOException where nobody answered, which says nothing about the door
        Result open() throws IOException;
    }

    /// What came of it; see [Finding].
    record Result(Outcome outcome, String happened, String advice) {

        static Result shut(String happened) {
            return new Result(Outcome.SHUT, happened, "");
        }

        static Result leak(String happened, String advice) {
            return new Result(Outcome.LEAK, happened, advice);
        }

        static Result unclear(String happened, String advice) {
            return new Result(Outcome.UNCLEAR, happened, advice);
        }

        static Result notTried(String missing) {
            return new Result(Outcome.NOT_TRIED, missing, "");
        }
    }

    Finding tried() {
        Result result;
        try {
            result = trial.open();
        } catch (IOException silent) {
            result = Result.unclear("nobody answered: " + silent.getMessage(),
                    "See that the gateway runs and that this device reaches it.");
        }
        return new Finding(name, what, expected, result.outcome(), result.happened(), result.advice());
    }
}
