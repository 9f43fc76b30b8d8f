package org.schoolgate.blocklists.index;

import org.schoolgate.filters.category.CategorySet;

/// One file of one version of one list: what its entries are about.
///
/// @param list the list's name, such as `ut1/social_networks`
/// @param version the list's version
/// @param categories what sites in it are about
public record Part(String list, String version, CategorySet categories) {}
