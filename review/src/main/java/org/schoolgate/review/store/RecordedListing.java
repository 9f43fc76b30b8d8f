package org.schoolgate.review.store;

import java.util.Optional;

/// A list entry that decided, as it stands in the record.
///
/// @param entry the entry; empty where the address is sealed
/// @param category the slug of the category it gives
/// @param list the list's name, such as `ut1/social_networks`
/// @param version the list's version
/// @param line the line in the list's file, from 1; 0 where the address is sealed, as it would lead to it
public record RecordedListing(Optional<String> entry, String category, String list, String version, long line) {}
