package org.schoolgate.review.lists;

import java.time.Instant;
import java.util.List;

/// A version of a list that is kept back until a person has decided.
///
/// @param name the list
/// @param version what it is called
/// @param at since when
/// @param reasons why, a sentence each
/// @param before how many entries are in force
/// @param now how many it has
public record Held(String name, String version, Instant at, List<String> reasons, long before, long now) {

    public Held {
        reasons = List.copyOf(reasons);
    }
}
