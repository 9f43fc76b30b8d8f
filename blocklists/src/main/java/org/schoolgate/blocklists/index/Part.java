package org.schoolgate.blocklists.index;

import java.util.List;

/// One file of one version of one list: what its entries are about.
///
/// @param list the list's name, such as `ut1/social_networks`
/// @param version the list's version
/// @param slugs the categories that sites in it are about, by their slugs
public record Part(String list, String version, List<String> slugs) {

    public Part {
        slugs = List.copyOf(slugs);
    }
}
