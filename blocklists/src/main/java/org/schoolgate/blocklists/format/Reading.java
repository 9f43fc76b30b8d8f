package org.schoolgate.blocklists.format;

import java.util.List;

/// What one line of a list came to.
public sealed interface Reading {

    /// A comment, an empty line, or a line every file of the kind has (`127.0.0.1 localhost`).
    Reading SILENT = new Silent();

    /// A rule of the publisher's that says more than an entry can, such as an adblock rule for parts of a page.
    Reading UNSUPPORTED = new Unsupported();

    /// The entries of a line; a line of a hosts file may have several.
    record Listed(List<Entry> entries) implements Reading {}

    /// The entries of a line that says itself what they are about, as a row of a table does.
    ///
    /// @param categories the publisher's, at least one
    record Sorted(List<String> categories, List<Entry> entries) implements Reading {}

    /// See [Reading#SILENT].
    record Silent() implements Reading {}

    /// See [Reading#UNSUPPORTED].
    record Unsupported() implements Reading {}

    /// A line that is wrong.
    ///
    /// @param what what is wrong with it
    /// @param instead what to write in its place
    record Bad(String what, String instead) implements Reading {}

    static Reading of(Entry entry) {
        return new Listed(List.of(entry));
    }
}
