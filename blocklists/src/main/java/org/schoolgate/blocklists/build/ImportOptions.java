package org.schoolgate.blocklists.build;

import java.nio.file.Path;
import java.util.Optional;

/// How a file is imported.
///
/// @param name what the list is called from now on; by default it is made from the file's name
/// @param category for a single list: which of our categories its sites are in; an archive has its own
/// @param mapping for an archive: a file that says which of our categories the publisher's are, where the school wants it
///                otherwise than the product does
/// @param acceptShrink whether a list may have less than half of the entries that its version in force has
public record ImportOptions(Optional<String> name, Optional<String> category, Optional<Path> mapping,
        boolean acceptShrink) {

    /// Everything by default.
    public static final ImportOptions DEFAULT = new ImportOptions(Optional.empty(), Optional.empty(),
            Optional.empty(), false);

    /// The default for a single list of one category.
    public static ImportOptions into(String category) {
        return new ImportOptions(Optional.empty(), Optional.of(category), Optional.empty(), false);
    }
}
