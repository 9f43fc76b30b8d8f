package org.schoolgate.proxy.identity.presence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Who is at which address now, as far as the network and the sign-in page say.
///
/// A name is given only where one person alone can have asked. Two who follow each other within a minute, several at once, a
/// range of addresses that many share, and a presence of which nothing was heard for long: none of them gives one.
///
/// [#of] is for event loops: no lock, no garbage. It is asked with every request, and so knows of devices that have fallen silent. All else takes a lock for some microseconds, and once a minute for a
/// millisecond. Remembers at most [#MOST] addresses, some 20 MB, in memory alone: after a start nobody is known until the
/// network is heard of again, or somebody signs in again. So no file says where anybody was. For any thread.
public final class Presences {

    /// The most addresses that are remembered, and the most sessions; of more nobody is named.
    public static final int MOST = 50_000;

    private static final long SWEEP_EVERY = 60_000;
    private static final long SWEEP_WHEN_FULL = 1_000;

    private final int most;
    private final PresenceRules.Limits limits;
    private final AddressRange[] shared;
    private final ConcurrentMap<IpAddress, Place> places = new ConcurrentHashMap<>();
    /// At which addresses a session is; guarded by this, as all that follows.
    private final Map<Session, Set<IpAddress>> sessions = new HashMap<>();
    private final EndedSessions ended = new EndedSessions();
    private long pages;
    private long swept;
    private long turnedAway;

    public Presences(PresenceRules rules) {
        this(rules, MOST);
    }

    Presences(PresenceRules rules, int most) {
        this.most = most;
        this.limits = rules.limits();
        this.shared = rules.shared().toArray(AddressRange[]::new);
    }

    /// Who asks from an address at a moment.
    public Identity of(IpAddress address, Instant at) {
        Place place = places.get(address);
        return (place == null ? Place.EMPTY : place).at(at.toEpochMilli(), isShared(address), limits);
    }

    /// A network says that somebody has come. Whoever was at one of the addresses with another device is gone: their device has
    /// lost it.
    ///
    /// @param person empty where it is nobody of the school
    /// @param device the device's own number; empty where it is not told
    /// @param addresses those that the device has; none where that is not told yet
    public synchronized void begins(Session session, Optional<Person> person, String device,
            Collection<IpAddress> addresses, Instant at) {
        Presence came = new Presence(session, person, device, at, at);
        if (ended.holds(came)) {
            return;
        }
        for (IpAddress address : addresses) {
            change(address, one -> !one.session.equals(session) && one.isOnAnother(came) ? one.ended(one.last()) : one);
        }
        put(came, addresses, at);
    }

    /// A network says that somebody is still there. It ends nobody else's presence: where it speaks of a device whose address
    /// another has taken, both have it.
    ///
    /// @param since when the session began, as far as its keeper tells
    public synchronized void goesOn(Session session, Optional<Person> person, String device,
            Collection<IpAddress> addresses, Instant since, Instant at) {
        Presence here = new Presence(session, person, device, since, at);
        if (!ended.holds(here)) {
            put(here, addresses.isEmpty() ? sessions.getOrDefault(session, Set.of()) : addresses, at);
        }
    }

    /// A network says that somebody has gone. Whoever signed in on that same device has gone with it. Of a session that is not
    /// known it changes nothing.
    public synchronized void ends(Session session, Instant at) {
        for (IpAddress address : sessions.getOrDefault(session, Set.of())) {
            end(address, session, at.toEpochMilli());
        }
        sessions.remove(session);
    }

    /// A keeper starts anew or stops: all that it counted is over.
    public synchronized void endAll(Identity.Source source, String keeper, Instant at) {
        List<Session> over = sessions.keySet().stream()
                .filter(one -> one.source() == source && one.keeper().equals(keeper)).toList();
        over.forEach(one -> ends(one, at));
        ended.forget(source, keeper);
    }

    /// Somebody has signed in on the gateway's page. Whoever had before, from the same address, is gone.
    public synchronized void signedIn(IpAddress address, Person person, Instant at) {
        signedOut(address, at);
        Session session = new Session(Identity.Source.PAGE, "", Long.toString(++pages));
        put(new Presence(session, Optional.of(person), onlyDevice(address, at), at, at), Set.of(address), at);
    }

    /// Whoever has signed in from the address signs out.
    public synchronized void signedOut(IpAddress address, Instant at) {
        for (Presence one : places.getOrDefault(address, Place.EMPTY).all()) {
            if (one.isSignIn() && !one.isOver()) {
                ends(one.session, at);
            }
        }
    }

    /// How many presences are remembered now, those that ended a moment ago among them.
    public int size() {
        return places.values().stream().mapToInt(Place::size).sum();
    }

    /// How many were not taken since the start, because there was no room.
    public synchronized long turnedAway() {
        return turnedAway;
    }

    /// Whether nobody is ever named at an address.
    public boolean isShared(IpAddress address) {
        for (AddressRange range : shared) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// A session is where it was last told to be: at addresses of that kind (IPv4, IPv6) that it no longer has, it is over.
    private void put(Presence here, Collection<IpAddress> addresses, Instant at) {
        long now = at.toEpochMilli();
        sweep(now, false);
        Set<IpAddress> before = sessions.getOrDefault(here.session, Set.of());
        Set<IpAddress> after = new HashSet<>(addresses);
        for (IpAddress old : before) {
            if (after.stream().anyMatch(one -> one.isV4() == old.isV4() && !addresses.contains(old))) {
                change(old, one -> one.session.equals(here.session) ? one.ended(one.last()) : one);
            } else {
                after.add(old);
            }
        }
        for (IpAddress address : addresses) {
            Presence was = at(address, here.session);
            Presence put = was == null || was.isOver() || !was.isOfSame(here) ? here : was.on(here.device).heard(at);
            if (was == null && isFull(now)) {
                turnedAway++;
                after.remove(address);
                continue;
            }
            places.merge(address, Place.EMPTY.with(put),
                    (place, any) -> place.since(now, limits).with(put));
            change(address, one -> isSignedInOn(one, put) ? one.on(put.device) : one);
        }
        if (!after.isEmpty()) {
            sessions.put(here.session, after);
        }
    }

    /// Whether somebody signed in, from a device that was not known then, after this one had come.
    private static boolean isSignedInOn(Presence page, Presence network) {
        return page.isSignIn() && page.device.isEmpty()
                && !network.isSignIn() && network.since <= page.since;
    }

    private void end(IpAddress address, Session session, long at) {
        Presence gone = at(address, session);
        if (gone == null) {
            return;
        }
        ended.add(gone);
        change(address, one -> one == gone
                || one.isSignIn() && !gone.isSignIn()
                        && one.isOnSame(gone)
                                ? one.ended(at)
                                : one);
    }

    private @Nullable Presence at(IpAddress address, Session session) {
        for (Presence one : places.getOrDefault(address, Place.EMPTY).all()) {
            if (one.session.equals(session)) {
                return one;
            }
        }
        return null;
    }

    /// The device that the network knows at an address, where it is one alone.
    private String onlyDevice(IpAddress address, Instant at) {
        List<String> devices = places.getOrDefault(address, Place.EMPTY).all().stream()
                .filter(one -> one.holds(at.toEpochMilli(), limits)).map(one -> one.device).distinct()
                .toList();
        return devices.size() == 1 ? devices.getFirst() : "";
    }

    private void change(IpAddress address, UnaryOperator<Presence> change) {
        places.computeIfPresent(address, (any, place) -> place.each(change));
    }

    private boolean isFull(long now) {
        if (places.size() < most && sessions.size() < most) {
            return false;
        }
        sweep(now, true);
        return places.size() >= most || sessions.size() >= most;
    }

    private void sweep(long now, boolean atOnce) {
        if (Math.abs(now - swept) < (atOnce ? SWEEP_WHEN_FULL : SWEEP_EVERY)) {
            return;
        }
        swept = now;
        for (IpAddress address : new ArrayList<>(places.keySet())) {
            places.computeIfPresent(address, (any, place) -> {
                Place left = place.since(now, limits);
                return left.size() == 0 ? null : left;
            });
        }
        sessions.entrySet().removeIf(one -> one.getValue().stream().allMatch(
                address -> at(address, one.getKey()) == null));
    }
}
