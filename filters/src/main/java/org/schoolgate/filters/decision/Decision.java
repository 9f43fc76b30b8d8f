package org.schoolgate.filters.decision;

import java.time.Instant;
import java.util.List;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Group;

/// What is answered to a request, and to every other that is alike: it says nothing about who asked for what, so any
/// number of requests may share one. The request itself carries the trace.
///
/// @param verdict what happens
/// @param reason why
/// @param categories every category the target is in, not only those that decided
/// @param listings the evidence: the list entries that decided, most specific first; empty where no list did. It is
/// there where somebody reads it: where the decision is recorded or does not open, and in an explanation
/// @param group whose policy was read
/// @param recorded whether this becomes a flagged access that a person should look at
/// @param addressSealed whether the address must not be stored, logged or shown, only its keyed mark: so for sealed
/// categories, for what a locked-allow rule opens (helplines), and where the filter failed
/// @param holdsUntil until when the same question gets the same answer from the same snapshot
/// @param snapshot the version of policy and lists that answered
/// @param look how far to look, where the target is reached through an encrypted connection
/// @param demands what is demanded of the site, where the gateway looks inside
/// @param terms what goes with the answer: how it is asked, how much of it there is in a day
/// @param basis what it was made from; nothing where it is not recorded
public record Decision(
        Verdict verdict,
        Reason reason,
        CategorySet categories,
        List<Listing> listings,
        Group group,
        boolean recorded,
        boolean addressSealed,
        Instant holdsUntil,
        String snapshot,
        Look look,
        Demands demands,
        Terms terms,
        Basis basis) {

    /// A decision without its basis.
    public Decision(Verdict verdict, Reason reason, CategorySet categories, List<Listing> listings, Group group,
            boolean recorded, boolean addressSealed, Instant holdsUntil, String snapshot, Look look, Demands demands,
            Terms terms) {
        this(verdict, reason, categories, listings, group, recorded, addressSealed, holdsUntil, snapshot, look, demands,
                terms, Basis.NONE);
    }

    /// A decision without its basis, with what goes with every verdict of its kind.
    public Decision(Verdict verdict, Reason reason, CategorySet categories, List<Listing> listings, Group group,
            boolean recorded, boolean addressSealed, Instant holdsUntil, String snapshot, Look look, Demands demands) {
        this(verdict, reason, categories, listings, group, recorded, addressSealed, holdsUntil, snapshot, look, demands,
                Terms.of(verdict), Basis.NONE);
    }

    /// A decision on what is judged by its name, if it is encrypted.
    public Decision(Verdict verdict, Reason reason, CategorySet categories, List<Listing> listings, Group group,
            boolean recorded, boolean addressSealed, Instant holdsUntil, String snapshot) {
        this(verdict, reason, categories, listings, group, recorded, addressSealed, holdsUntil, snapshot, Look.NAME,
                Demands.STANDARD);
    }

    /// The same decision, with an address that nobody is to see.
    public Decision sealed() {
        return addressSealed
                ? this
                : new Decision(verdict, reason, categories, listings, group, recorded, true, holdsUntil, snapshot,
                        look, demands, terms, basis);
    }

    /// The same decision, resting on these entries.
    public Decision restingOn(List<Listing> entries) {
        return new Decision(verdict, reason, categories, entries, group, recorded, addressSealed, holdsUntil, snapshot,
                look, demands, terms, basis);
    }

    /// The same decision, with what it was made from.
    public Decision from(Basis made) {
        return new Decision(verdict, reason, categories, listings, group, recorded, addressSealed, holdsUntil, snapshot,
                look, demands, terms, made);
    }

    /// The same decision, which holds until another moment.
    public Decision until(Instant moment) {
        return new Decision(verdict, reason, categories, listings, group, recorded, addressSealed, moment, snapshot,
                look, demands, terms, basis);
    }

    /// The same decision, for a reason that says more.
    public Decision because(Reason.Further more) {
        return new Decision(verdict, more, categories, listings, group, recorded, addressSealed, holdsUntil, snapshot,
                look, demands, terms, basis);
    }

    /// What whoever was asked gets after their answer: it opens, until `until` at the latest.
    ///
    /// @param written whether it is recorded, as the answer itself is; what is opened by it afterwards is not
    public Decision opened(Instant until, boolean written) {
        return new Decision(Verdict.ALLOW, new Reason.Opened(reason), categories, listings, group, written,
                addressSealed, holdsUntil.isBefore(until) ? holdsUntil : until, snapshot, look, demands, terms, basis);
    }

    /// What whoever has used up the minutes of a day gets until it is over.
    public Decision spent(Terms.Quota quota, Instant midnight) {
        return new Decision(Verdict.BLOCK, new Reason.Spent(reason, quota.minutes()), categories, listings, group,
                recorded, addressSealed, midnight, snapshot, look, demands, terms, basis);
    }

    /// The same where it does not count yet: nothing is recorded, and what would be flagged opens without it.
    public Decision uncounted() {
        return new Decision(verdict == Verdict.FLAG ? Verdict.ALLOW : verdict, reason, categories, listings, group,
                false, addressSealed, holdsUntil, snapshot, look, demands, terms, basis);
    }
}
