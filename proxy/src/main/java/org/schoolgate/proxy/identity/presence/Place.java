package org.schoolgate.proxy.identity.presence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.schoolgate.filters.request.Identity;

/// Everybody who is at one address, or was a moment ago. Who that is never changes, and reading it leaves no garbage.
final class Place {

    /// The most that are remembered of one address.
    static final int MOST = 16;

    static final Place EMPTY = new Place(new Presence[0]);

    private static final Identity[] ONE_OF = new Identity[MOST + 1];

    static {
        Arrays.setAll(ONE_OF, Identity.OneOf::new);
    }

    private final Presence[] all;

    private Place(Presence[] all) {
        this.all = all;
    }

    /// Who asks from here at a moment.
    ///
    /// @param shared whether there are always several behind the address
    Identity at(long now, boolean shared, PresenceRules.Limits limits) {
        int several = 0;
        Presence latest = null;
        for (int i = 0; i < all.length; i++) {
            Presence one = all[i];
            boolean holds = one.holds(now, limits);
            if (!(holds ? !isSignedInOver(one, now, limits) : lingers(one, now, limits))) {
                continue;
            }
            if (holds && one.isSignIn()) {
                one.asks(now);
            }
            several += isFirstOfItsPerson(i, now, limits) ? 1 : 0;
            if (holds && (latest == null || one.heard >= latest.heard)) {
                latest = one;
            }
        }
        if (shared) {
            return ONE_OF[several < 2 ? 0 : several];
        }
        return latest == null ? Identity.UNKNOWN : several > 1 ? ONE_OF[several] : latest.says();
    }

    /// How many there are that are not over.
    int living() {
        int count = 0;
        for (Presence one : all) {
            count += one.isOver() ? 0 : 1;
        }
        return count;
    }

    int size() {
        return all.length;
    }

    List<Presence> all() {
        return List.of(all);
    }

    /// With one more, in place of what there was of its session. Where there is no room, somebody goes who is here twice, or
    /// who was heard of least lately; so several stay several.
    Place with(Presence added) {
        List<Presence> next = new ArrayList<>(all.length + 1);
        for (Presence one : all) {
            if (!one.session.equals(added.session)) {
                next.add(one);
            }
        }
        next.add(added);
        if (next.size() > MOST) {
            next.remove(leastNeeded(next));
        }
        return new Place(next.toArray(Presence[]::new));
    }

    /// With each as `change` makes it.
    Place each(UnaryOperator<Presence> change) {
        Presence[] next = new Presence[all.length];
        for (int i = 0; i < all.length; i++) {
            next[i] = change.apply(all[i]);
        }
        return new Place(next);
    }

    /// Without those that can no longer matter to anyone who comes.
    Place since(long now, PresenceRules.Limits limits) {
        Presence[] next = Arrays.stream(all)
                .filter(one -> one.holds(now, limits) || Math.abs(now - one.last()) <= 2 * limits.handover())
                .toArray(Presence[]::new);
        return next.length == all.length ? this : next.length == 0 ? EMPTY : new Place(next);
    }

    /// Whether somebody who is gone was here so shortly before another that a request may be of either.
    private boolean lingers(Presence gone, long now, PresenceRules.Limits limits) {
        for (Presence other : all) {
            if (other.holds(now, limits) && !other.isOfSame(gone)
                    && Math.abs(now - other.since) < limits.handover()
                    && gone.last() > other.since - limits.handover()) {
                return true;
            }
        }
        return false;
    }

    /// Whether somebody has signed in on the device of a stranger: then it is they whom the network has no name for.
    private boolean isSignedInOver(Presence stranger, long now, PresenceRules.Limits limits) {
        if (stranger.person != null) {
            return false;
        }
        for (Presence other : all) {
            if (other.isSignIn() && other.isOnSame(stranger)
                    && other.holds(now, limits)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFirstOfItsPerson(int index, long now, PresenceRules.Limits limits) {
        for (int i = 0; i < index; i++) {
            if (all[i].isOfSame(all[index]) && (all[i].holds(now, limits)
                    ? !isSignedInOver(all[i], now, limits)
                    : lingers(all[i], now, limits))) {
                return false;
            }
        }
        return true;
    }

    private static int leastNeeded(List<Presence> all) {
        int least = 0;
        for (int i = 0; i < all.size() - 1; i++) {
            Presence one = all.get(i);
            if (one.isOver() || all.subList(i + 1, all.size()).stream().anyMatch(one::isOfSame)) {
                return i;
            }
            least = one.heard < all.get(least).heard ? i : least;
        }
        return least;
    }
}
