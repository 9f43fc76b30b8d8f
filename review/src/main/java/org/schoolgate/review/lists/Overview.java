package org.schoolgate.review.lists;

import java.util.List;
import java.util.Optional;

/// What is in force and what waits for a person.
///
/// @param entries of all lists together
/// @param sources where lists come from, the places of licensed lists first
/// @param held updates that are not in force yet
/// @param proposals edits that wait for a second person
/// @param inShadow how many edits are only tried out
/// @param due how many edits are to be looked at again by now
/// @param unlisted how many names of today no list knows and nobody had asked for in the week before
/// @param running what is being fetched or built now, in a sentence; empty where nothing is
public record Overview(long entries, List<Source> sources, List<Held> held, List<Edited> proposals, int inShadow,
        int due, int unlisted, Optional<String> running) {

    public Overview {
        sources = List.copyOf(sources);
        held = List.copyOf(held);
        proposals = List.copyOf(proposals);
    }
}
