package org.schoolgate.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.KeptText;

/// How the school's own files have changed: told by whoever can read them, for the review of a year. Any thread may ask.
public interface Changes {

    /// What is other in a policy than in the one before, a sentence each, in words for governors.
    ///
    /// @param before `policy.yaml` as it was, to the byte
    /// @param after the same as it came to be
    List<String> between(KeptText before, KeptText after);

    /// What the school itself has put into categories or taken out within a span, first to last.
    ///
    /// @param until not within it
    /// @param most how many are told at most; the others are the latest
    List<Edited> edits(Instant from, Instant until, int most);

    /// One edit of the lists.
    ///
    /// @param adds whether something was put into the category, or taken out
    /// @param category its title
    /// @param entry what was put in or taken out; empty where the category is sealed
    record Edited(Instant at, boolean adds, String category, Optional<String> entry) {}
}
