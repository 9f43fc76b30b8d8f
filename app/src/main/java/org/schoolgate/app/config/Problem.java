package org.schoolgate.app.config;

/// One thing in a file that a person should put right.
///
/// @param file the file's name, without its folder
/// @param line from 1
/// @param column from 1
/// @param what what was found there
/// @param instead what to write instead; may be empty
public record Problem(String file, int line, int column, String what, String instead) {

    /// One line, such as `policy.yaml:14:7 'speling' is not a key of a rule; did you mean 'spelling'?`.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + " " + what + (instead.isEmpty() ? "" : "; " + instead);
    }
}
