package org.schoolgate.blocklists.build;

import java.nio.file.Path;
import java.util.Optional;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.history.Who;

/// How a file is imported.
///
/// @param name what the list is called from now on; by default it is made from the file's name
/// @param category for a single list: which of our categories its sites are in; an archive has its own
/// @param mapping for an archive: a file that says which of our categories the publisher's are, where the school wants it
///                otherwise than the product does
/// @param digests for a list of digests: how they were made, where the school says it and not the list
/// @param accept whether it comes into force even where a guard would hold it
/// @param guard how far it may change from the version in force
/// @param who who imports it; what the gateway does by itself counts as fetched
public record ImportOptions(Optional<String> name, Optional<String> category, Optional<Path> mapping,
        Optional<Digesting> digests, boolean accept, Guard guard, Who who) {

    /// Everything by default.
    public static final ImportOptions DEFAULT = new ImportOptions(Optional.empty(), Optional.empty(),
            Optional.empty(), false);

    /// With the guard that holds where nothing is said, by the gateway itself.
    public ImportOptions(Optional<String> name, Optional<String> category, Optional<Path> mapping, boolean accept) {
        this(name, category, mapping, Optional.empty(), accept, Guard.DEFAULT, Who.GATEWAY);
    }

    /// The default for a single list of one category.
    public static ImportOptions into(String category) {
        return new ImportOptions(Optional.empty(), Optional.of(category), Optional.empty(), false);
    }

    /// The same with another guard.
    public ImportOptions within(Guard other) {
        return new ImportOptions(name, category, mapping, digests, accept, other, who);
    }

    /// The same, by somebody.
    public ImportOptions by(Who somebody) {
        return new ImportOptions(name, category, mapping, digests, accept, guard, somebody);
    }

    /// The same for a list of digests that were made so.
    public ImportOptions digested(Optional<Digesting> how) {
        return new ImportOptions(name, category, mapping, how, accept, guard, who);
    }
}
