package org.schoolgate.filters.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// What some of a policy's rules are about, in a flat form, so that the first of them that is about a target is found by
/// a few ANDs.
///
/// A rule is known by its place among them, from 0; [#NONE] comes after all of them. Never changes; allocates nothing
/// once made.
final class RuleMasks {

    /// No rule.
    static final int NONE = Integer.MAX_VALUE;

    /// The categories of each `Listed` or `OfUse` rule, and the rule's place.
    private final long[] masks;
    private final int[] places;
    /// The categories that keep each of them silent.
    private final long[] unless;
    /// The categories of all of them together.
    private final long any;
    /// The first `Anything` rule.
    private final int anything;
    /// The first rule that is `Anything` or `Unlisted`.
    private final int unlisted;
    /// The first `Sites` rule in each set of [NamedSites].
    private final int[] named;

    /// Takes from `subjects` those at whose place `isAsked` holds.
    RuleMasks(List<Subject> subjects, NamedSites sites, IntPredicate isAsked) {
        List<Integer> listed = new ArrayList<>();
        int firstAnything = NONE;
        int firstUnlisted = NONE;
        named = new int[sites.sets()];
        Arrays.fill(named, NONE);
        for (int place = subjects.size() - 1; place >= 0; place--) {
            if (isAsked.test(place)) {
                switch (subjects.get(place)) {
                    case Subject.Anything _ -> firstAnything = place;
                    case Subject.Unlisted _ -> firstUnlisted = place;
                    case Subject.Listed _,Subject.OfUse _ -> listed.addFirst(place);
                    case Subject.Sites _ -> {
                        for (int set = 0; set < named.length; set++) {
                            named[set] = sites.has(set, place) ? place : named[set];
                        }
                    }
                }
            }
        }
        anything = firstAnything;
        unlisted = Math.min(firstUnlisted, firstAnything);
        places = listed.stream().mapToInt(place -> place).toArray();
        masks = listed.stream().mapToLong(place -> subjects.get(place).deciding().bits()).toArray();
        unless = listed.stream().mapToLong(place -> subjects.get(place) instanceof Subject.OfUse use
                ? use.unless().bits()
                : 0).toArray();
        any = Arrays.stream(masks).reduce(0, (one, other) -> one | other);
    }

    /// The first rule about a target that is in the categories `found` and in the set `names` of the named sites.
    int first(long found, int names) {
        int first = Math.min(named[names], found == 0 ? unlisted : anything);
        if ((found & any) == 0) {
            return first;
        }
        for (int i = 0; i < masks.length && places[i] < first; i++) {
            if ((found & masks[i]) != 0 && (found & unless[i]) == 0) {
                return places[i];
            }
        }
        return first;
    }
}
