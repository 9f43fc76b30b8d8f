package org.schoolgate.filters.category;

/// Where a category comes from: one line of one version of one list. It is part of the evidence.
///
/// @param entry the entry as the list has it, made canonical; [#BY_DIGEST] where the list has a digest of it
/// @param category what the entry says the site is about
/// @param list the list's name, such as `ut1/social_networks`
/// @param version the list's version, such as a date or a short hash
/// @param line the line in the list's own file, from 1
public record Listing(String entry, Category category, String list, String version, long line) {

    /// What stands for an entry that is a digest: the address cannot be read out of it, and the digest is shown to nobody.
    public static final String BY_DIGEST = "by digest";
}
