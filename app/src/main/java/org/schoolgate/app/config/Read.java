package org.schoolgate.app.config;

import java.util.List;

/// What became of reading files: the value, or everything that is wrong with them.
public sealed interface Read<T> {

    /// The files can be used.
    ///
    /// @param remarks what is allowed, yet probably not meant
    record Good<T>(T value, List<Problem> remarks) implements Read<T> {

        public Good {
            remarks = List.copyOf(remarks);
        }
    }

    /// The files cannot be used; whatever was in force stays in force.
    ///
    /// @param problems all of them, by file and line; never empty
    record Bad<T>(List<Problem> problems) implements Read<T> {

        public Bad {
            problems = List.copyOf(problems);
        }
    }
}
