package org.schoolgate.proxy.identity.presence;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.Person;

/// That somebody is at an address, as one source says. What is heard later makes another one; only when its device last asked
/// for something is noted in it.
///
/// All times are in milliseconds since 1970, so that whoever reads it makes no garbage.
final class Presence {

    private static final long GOES_ON = Long.MAX_VALUE;
    private static final long SEEN_TO = 5_000;

    final Session session;
    /// Null for somebody who is not of the school.
    final @Nullable Person person;
    /// The device's own number as its source spells it, such as its MAC; empty where nobody told.
    final String device;
    /// When it began.
    final long since;
    /// When it was last heard of.
    final long heard;
    private final long ended;
    /// When something was last asked for from there, to a few seconds.
    private volatile long seen;
    /// What it says where nothing speaks against it.
    private final Identity says;
    /// Presences of one person have the same, and those of two never.
    private final String who;

    Presence(Session session, Optional<Person> person, String device, Instant since, Instant heard) {
        this(session, person.orElse(null), device, Math.min(since.toEpochMilli(), heard.toEpochMilli()),
                heard.toEpochMilli(), GOES_ON, heard.toEpochMilli());
    }

    private Presence(Session session, @Nullable Person person, String device, long since, long heard, long ended,
            long seen) {
        this.session = session;
        this.person = person;
        this.device = device;
        this.since = since;
        this.heard = heard;
        this.ended = ended;
        this.seen = seen;
        this.who = person != null ? person.account() : "\0" + (device.isEmpty() ? session.number() : device);
        this.says = person == null
                ? Identity.UNKNOWN
                : new Identity.Known(person, Set.of(), session.source(), Instant.ofEpochMilli(heard));
    }

    /// The same, heard of once more.
    Presence heard(Instant at) {
        long now = at.toEpochMilli();
        return new Presence(session, person, device, Math.min(since, now), now, GOES_ON, now);
    }

    /// The same, over.
    Presence ended(long at) {
        return isOver()
                ? this
                : new Presence(session, person, device, Math.min(since, at), Math.min(heard, at), at,
                        seen);
    }

    /// The same, on a device that is known now.
    Presence on(String device) {
        return new Presence(session, person, device, since, heard, ended, seen);
    }

    boolean isOver() {
        return ended != GOES_ON;
    }

    /// Whether it still holds at a moment. One that was heard of later than that is not believed: the clock has been set back,
    /// and nobody can tell how old it is.
    boolean holds(long at, PresenceRules.Limits limits) {
        return !isOver() && isWithin(at - heard, isSignIn() ? limits.longest() : limits.staleAfter(), limits)
                && (!isSignIn() || isWithin(at - seen, limits.idle(), limits));
    }

    private static boolean isWithin(long age, long most, PresenceRules.Limits limits) {
        return age <= most && age >= -limits.handover();
    }

    /// Whether somebody has signed in on the gateway's page.
    boolean isSignIn() {
        return session.source() == Identity.Source.PAGE;
    }

    /// The device asks for something.
    void asks(long at) {
        if (Math.abs(at - seen) > SEEN_TO) {
            seen = at;
        }
    }

    /// Until when it was there, as far as that is known.
    long last() {
        return isOver() ? ended : isSignIn() ? Math.max(seen, heard) : heard;
    }

    boolean isOfSame(Presence other) {
        return who.equals(other.who);
    }

    /// Whether both are known to be of one device.
    boolean isOnSame(Presence other) {
        return !device.isEmpty() && device.equals(other.device);
    }

    /// Whether both are known not to be of one device.
    boolean isOnAnother(Presence other) {
        return !device.isEmpty() && !other.device.isEmpty() && !device.equals(other.device);
    }

    Identity says() {
        return says;
    }

    /// Leaves everything out, so that no stray log line holds a name or an address.
    @Override
    public String toString() {
        return "Presence[…]";
    }
}
