package org.schoolgate.blocklists.build;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A version of a list that is kept.
///
/// @param list the list
/// @param version what it is called
/// @param imported when it came into force
/// @param inForce whether it is in force now
/// @param entries different entries
/// @param byCategory different entries in each of our categories, by slug
/// @param again the version whose content it has, where somebody went back to that
public record KeptVersion(String list, String version, Instant imported, boolean inForce, long entries,
        Map<String, Long> byCategory, Optional<String> again) {}
