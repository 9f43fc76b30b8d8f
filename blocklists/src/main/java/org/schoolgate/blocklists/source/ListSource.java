package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableSet;

/// A publisher's lists as they were handed over.
public sealed interface ListSource permits SingleList, ArchiveLists, FolderLists {

    /// How reports call it, such as `UT1 archive`.
    String title();

    /// What is in it, without reading the lists.
    Survey survey() throws IOException;

    /// Reads every list in it once, in the source's own order.
    void read(Reader reader) throws IOException;

    /// What a source holds.
    ///
    /// @param categories the publisher's categories; empty for a single list, which has none
    /// @param aliases other names of categories, each with the category it stands for
    record Survey(NavigableSet<String> categories, Map<String, String> aliases) {}

    /// Takes the lists of a source.
    @FunctionalInterface
    interface Reader {
        void list(Part part, LineReader lines) throws IOException;
    }

    /// One file of a source.
    ///
    /// @param category the publisher's category; empty for a single list
    /// @param kind what its lines are
    record Part(String category, Kind kind) {}

    /// What the lines of a file are.
    enum Kind {
        /// Names and addresses.
        DOMAINS,
        /// Hosts with paths.
        URLS,
        /// Regular expressions.
        EXPRESSIONS,
        /// To be found out from the lines.
        UNKNOWN
    }
}
