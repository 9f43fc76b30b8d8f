package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.review.lists.Effect;
import org.schoolgate.review.lists.Told;

/// What an edit that is only tried out would have touched, as commands tell it: counts alone.
///
/// @param sites how many different sites it is about
/// @param byTwo whether a second person has to agree before it is in force
record TriedTold(SchoolEdit edit, Told closes, Told opens, int sites, boolean byTwo) {

    static TriedTold of(SchoolEdit edit, Effect effect) {
        return new TriedTold(edit, Told.of(effect.closes()), Told.of(effect.opens()), effect.sites(), effect.byTwo());
    }

    /// Tells it to a person.
    void tell(PrintWriter out, ZoneId zone) {
        out.println(ListsWords.of(edit, zone).strip());
        EffectTold.tell(out, closes, opens, sites);
        out.println(EffectTold.COUNTS_ONLY + " Make it in earnest: lists take " + edit.number() + (byTwo
                ? "; a second person has to agree."
                : ".") + " End the trial: lists withdraw " + edit.number() + ".");
    }
}
