package org.schoolgate.blocklists.build;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an import did. Every line read is counted once: as listed, doubled, silent, unsupported or bad; only a line that
/// names several sites, as hosts files have, and a row of a table with several categories count once for each of them.
///
/// @param name the list
/// @param version the version that is now in force
/// @param format what the file was, such as `archive of lists` or `hosts file`
/// @param read lines read
/// @param listed different entries: names, addresses, paths and digests
/// @param names how many of them are names and addresses; the others are paths, or digests
/// @param digests how its digests are taken to be made, such as `sha256 of pages`; empty for a list of something else
/// @param doubled lines that named an entry which a line before had named, in the same category or another
/// @param silent comments and empty lines
/// @param unsupported rules that say more than an entry can
/// @param bad lines that are wrong
/// @param firstBad the first ten of them
/// @param byCategory different entries in each of our categories, by slug
/// @param unmapped the publisher's categories that no mapping names: they were skipped
/// @param took from the beginning to being in force
public record ImportReport(String name, String version, String format, long read, long listed, long names,
        Optional<String> digests, long doubled, long silent, long unsupported, long bad, List<BadLine> firstBad,
        Map<String, Long> byCategory,
        List<String> unmapped, Duration took) {

    /// The same after so long.
    ImportReport after(Duration time) {
        return new ImportReport(name, version, format, read, listed, names, digests, doubled, silent, unsupported, bad,
                firstBad,
                byCategory, unmapped, time);
    }
}
