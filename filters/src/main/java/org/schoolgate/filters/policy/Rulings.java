package org.schoolgate.filters.policy;

import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Target;

/// The rulings of one policy within one moment of the timetable: each is made when it is first asked for, and kept.
///
/// Any number of threads may ask. A ruling never changes once made and all its fields are final, so it may be handed
/// from thread to thread through a plain array: whoever does not see it makes an equal one, and the last one stays.
///
/// At most 256 are kept. Lists put sites into many fewer different sets of categories; where there are more, a new
/// ruling takes the place of another, which is made again when it is asked for.
final class Rulings {

    private static final int PLACES = 256;

    /// In how many places a ruling may be, from its own one on.
    private static final int TRIES = 8;

    private final CompiledPolicy policy;
    private final Timetable.Moment moment;
    private final CompiledPolicy.Speaking speaking;
    /// Of what no list mentions and no rule names, which is most of what is asked for.
    private final Ruling plain;
    private final @Nullable Ruling[] made = new Ruling[PLACES];

    Rulings(CompiledPolicy policy, Timetable.Moment moment) {
        this.policy = policy;
        this.moment = moment;
        this.speaking = policy.speaking(moment);
        this.plain = policy.rule(0, NamedSites.NOWHERE, moment, speaking);
    }

    /// The ruling on `target`, which is in the categories `found`.
    Ruling of(Target target, long found) {
        int names = policy.namesOf(target);
        return found == 0 && names == NamedSites.NOWHERE ? plain : of(found, names);
    }

    private Ruling of(long found, int names) {
        int own = (int) ((found + names) * 0x9e3779b97f4a7c15L >>> 32);
        int free = own & PLACES - 1;
        for (int i = 0; i < TRIES; i++) {
            int place = own + i & PLACES - 1;
            Ruling ruling = made[place];
            if (ruling == null) {
                free = place;
                break;
            }
            if (ruling.isAbout(found, names)) {
                return ruling;
            }
        }
        Ruling ruling = policy.rule(found, names, moment, speaking);
        made[free] = ruling;
        return ruling;
    }
}
