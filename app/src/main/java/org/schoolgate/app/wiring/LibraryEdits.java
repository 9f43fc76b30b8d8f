package org.schoolgate.app.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.UrlPath;
import org.schoolgate.review.ListEdits;
import org.schoolgate.review.register.Weighing;

/// Changes the lists of this gateway for the pages of the review site. Taking something out of a category that nobody opens alone waits for
/// a second person: in memory, at most [#MOST_WAITING], so that a new start forgets it and it has to be asked for again.
///
/// A site is written as a host, or as a host with a path where an entry has one.
final class LibraryEdits implements ListEdits {

    private static final int MOST_WAITING = 200;

    private final Supplier<Snapshot> current;
    private final Weighing weighing;
    private final SecureRandom random = new SecureRandom();
    private final Map<Long, Change> waiting = new LinkedHashMap<>();

    /// @param from the slugs that it is taken out of
    /// @param to the slug that it is put into
    private record Change(String site, Set<String> from, Optional<String> to) {}

    /// @param current the snapshot in force
    LibraryEdits(Supplier<Snapshot> current, Weighing weighing) {
        this.current = current;
        this.weighing = weighing;
    }

    @Override
    public Outcome open(String host, Optional<String> category, String who, String why) {
        Set<String> from = new LinkedHashSet<>();
        listings(host).stream().map(listing -> listing.category().slug())
                .filter(slug -> category.isEmpty() || category.get().equals(slug)).forEach(from::add);
        return from.isEmpty() && category.isEmpty()
                ? new Outcome.Refused("No list names this site, so none can open it: a rule closes it for another"
                        + " reason. Put it into a category that is open for whoever asked.")
                : change(new Change(host, from, Optional.empty()));
    }

    @Override
    public Outcome recategorise(String host, String from, String to, String who, String why) {
        return change(new Change(host, from.isEmpty() || from.equals(to) ? Set.of() : Set.of(from), Optional.of(to)));
    }

    private Outcome change(Change change) {
        boolean alone = change.from().stream().allMatch(slug -> weighing.category(slug)
                .filter(weighed -> weighed.locked().isPresent() || !weighed.sensitive().isEmpty()).isEmpty());
        if (alone) {
            return made(change);
        }
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                return new Outcome.Refused("Too many changes wait for a second person. Have those answered first.");
            }
            long number = random.nextLong() >>> 1;
            waiting.put(number, change);
            return new Outcome.NeedsSecondPerson(number);
        }
    }

    @Override
    public Outcome second(long number, boolean yes, String who, String why) {
        Optional<Change> change;
        synchronized (waiting) {
            change = Optional.ofNullable(waiting.remove(number));
        }
        return change.isEmpty()
                ? new Outcome.Refused("The change waits no longer. Decide about the site once more.")
                : yes ? made(change.get()) : new Outcome.Refused("A second person did not agree.");
    }

    @Override
    public Progress progress(long number) {
        synchronized (waiting) {
            return waiting.containsKey(number) ? Progress.WAITING : Progress.GONE;
        }
    }

    private Outcome made(Change change) {
        ListLibrary library = current.get().library();
        List<Listing> listings = listings(change.site());
        try {
            if (change.to().isPresent() && listings.stream()
                    .noneMatch(listing -> listing.category().slug().equals(change.to().get()))) {
                library.edit(true, change.site(), change.to());
            }
            for (String slug : change.from()) {
                List<Listing> these = listings.stream().filter(listing -> listing.category().slug().equals(slug))
                        .toList();
                if (these.stream().anyMatch(listing -> listing.entry().equals(change.site()))) {
                    library.edit(false, change.site(), Optional.of(slug));
                }
                if (these.stream().anyMatch(listing -> !listing.entry().equals(change.site()))) {
                    library.edit(true, "@@" + change.site(), Optional.of(slug));
                }
            }
            return new Outcome.InForce();
        } catch (ListRefusedException refused) {
            return new Outcome.Refused("The lists were not changed: " + refused.getMessage() + ".");
        } catch (IOException fault) {
            return new Outcome.Refused(
                    "The lists cannot be changed at this moment. The System page, or the gateway’s log,"
                            + " says more.");
        }
    }

    /// What lists it now, but for sealed lists, of which nothing is told.
    private List<Listing> listings(String site) {
        int slash = site.indexOf('/');
        Optional<Host> host = Host.parse(slash < 0 ? site : site.substring(0, slash));
        Optional<UrlPath> path = slash < 0 ? Optional.of(UrlPath.ROOT) : UrlPath.parse(site.substring(slash));
        return host.isEmpty() || path.isEmpty()
                ? List.of()
                : current.get().engine().index().listingsOf(new Target.Page(Scheme.HTTPS, host.get(),
                        Scheme.HTTPS.port(), path.get())).stream().filter(listing -> !listing.category().sealed())
                        .toList();
    }
}
