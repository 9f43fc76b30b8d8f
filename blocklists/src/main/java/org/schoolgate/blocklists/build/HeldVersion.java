package org.schoolgate.blocklists.build;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.schoolgate.blocklists.history.Who;

/// A version of a list that waits for a person: it is there whole, and nothing of it is in force.
///
/// @param list the list
/// @param version what the version is called, now and once it is in force
/// @param at when it came
/// @param who who brought it
/// @param reasons why it waits
/// @param entries how many entries it has
/// @param entriesInForce how many the version in force has; 0 where there is none
/// @param byCategory different entries in each of our categories, by slug
public record HeldVersion(String list, String version, Instant at, Who who, List<HeldReason> reasons, long entries,
        long entriesInForce, Map<String, Long> byCategory) {

    public HeldVersion {
        reasons = List.copyOf(reasons);
    }
}
