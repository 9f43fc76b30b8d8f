package org.schoolgate.blocklists.build;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.blocklists.history.Words;

/// On what an edit stands: who makes it, why, and for how long.
///
/// @param who who makes it
/// @param why their words, at most 500 letters; empty where they give none
/// @param until when it is undone by itself; empty: it stays
/// @param review the day on which somebody should look at it again; empty: none
public record Basis(Who who, String why, Optional<Instant> until, Optional<LocalDate> review) {

    public Basis {
        why = Words.bounded(why);
    }

    /// An edit that stays.
    public static Basis of(Who who, String why) {
        return new Basis(who, why, Optional.empty(), Optional.empty());
    }
}
