package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/// The files of an archive or a folder, by the names an archive gives them. Nothing is ever unpacked to disk.
sealed interface Members permits ArchiveMembers, FolderMembers {

    /// The most files that are looked at.
    int MOST = 100_000;

    /// How reports call it: `archive` or `folder`.
    String title();

    /// What is there.
    ///
    /// @throws TooBigException where there are more than [#MOST]
    List<Member> all() throws IOException;

    /// Reads some of the files, each once, in their own order.
    ///
    /// @param told whether the reader's progress is told
    void read(Set<String> names, boolean told, Visit visit) throws IOException;

    /// How many bytes [#read] goes through, packed as they are.
    long size(Set<String> names) throws IOException;

    /// One of them.
    ///
    /// @param name its path, such as `blacklists/games/domains`
    /// @param file whether it is a file that can be read
    /// @param leadsTo what it may be another name for: where a link leads, or what a very small file says; else empty
    record Member(String name, boolean file, String leadsTo) {}

    /// Takes a file.
    @FunctionalInterface
    interface Visit {

        /// Takes one.
        ///
        /// @param content whoever calls closes it
        void file(String name, InputStream content) throws IOException;
    }
}
