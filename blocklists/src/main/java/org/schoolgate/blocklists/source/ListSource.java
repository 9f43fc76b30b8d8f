package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableSet;

/// A publisher's lists as they were handed over.
public sealed interface ListSource permits SingleList, CategoryLists, E2guardianLists {

    /// How reports call it, such as `UT1 archive`.
    String title();

    /// What is in it, without reading the lists.
    Survey survey() throws IOException;

    /// How many bytes [#read] goes through, packed as they are.
    long size() throws IOException;

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
    /// @param file how reports call it below the name of the list; empty for a single list
    /// @param category the publisher's category; empty for a single list
    /// @param kind what its lines are
    /// @param faults what is wrong with lines of it that only the whole source tells, by line
    record Part(String file, String category, Kind kind, Map<Long, Fault> faults) {

        /// A file whose lines each tell by themselves what is wrong with them.
        Part(String file, String category, Kind kind) {
            this(file, category, kind, Map.of());
        }
    }

    /// What is wrong with a line.
    ///
    /// @param instead what to write in its place
    record Fault(String what, String instead) {}

    /// What the lines of a file are.
    enum Kind {
        /// Names and addresses.
        DOMAINS,
        /// Hosts with paths.
        URLS,
        /// Regular expressions.
        EXPRESSIONS,
        /// Sites and addresses as e2guardian writes them.
        GUARDED,
        /// Something that is no list of sites, such as phrases: counted, whatever its category, and left out.
        OTHER,
        /// To be found out from the lines.
        UNKNOWN
    }
}
