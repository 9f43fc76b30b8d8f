package org.schoolgate.blocklists.format;

/// One way to write a list. A format keeps nothing between lines, so any thread may use it.
public interface ListFormat {

    /// How reports call it, such as `hosts file`.
    String title();

    /// Reads one line, without its line end. Never throws, whatever stands in it.
    Reading read(String line);

    /// Whether a line looks as if it were written in this format and in no other, for finding out which one a file is in.
    boolean claims(String line);
}
