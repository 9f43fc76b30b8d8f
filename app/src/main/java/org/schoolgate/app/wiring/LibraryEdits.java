package org.schoolgate.app.wiring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.blocklists.build.Basis;
import org.schoolgate.blocklists.build.EditReport;
import org.schoolgate.blocklists.build.EditWish;
import org.schoolgate.blocklists.build.Editing;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.UrlPath;
import org.schoolgate.review.ListEdits;

/// Changes the lists of this gateway for the page on which people decide about closed sites. What nobody opens alone becomes a
/// proposal among the school's edits, and waits there.
///
/// A site is written as a host, or as a host with a path where an entry has one.
///
/// @param current the snapshot in force
record LibraryEdits(Supplier<Snapshot> current) implements ListEdits {

    @Override
    public Outcome open(String host, Optional<String> category, String who, String why) {
        List<EditWish> wishes = new ArrayList<>();
        for (String slug : slugs(host).filter(slug -> category.isEmpty() || category.get().equals(slug)).toList()) {
            wishes.addAll(out(host, slug));
        }
        if (wishes.isEmpty()) {
            return category.isPresent() && slugs(host).noneMatch(category.get()::equals)
                    ? new Outcome.InForce()
                    : new Outcome.Refused(
                            "No list names this site, so none can open it: a rule closes it for another"
                                    + " reason. Put it into a category that is open for whoever asked.");
        }
        return made(wishes, who, why);
    }

    @Override
    public Outcome recategorise(String host, String from, String to, String who, String why) {
        List<EditWish> wishes = new ArrayList<>();
        if (listings(current.get().engine().index(), host).stream()
                .noneMatch(listing -> listing.category().slug().equals(to))) {
            wishes.add(new EditWish(true, host, Optional.of(to)));
        }
        if (!from.isEmpty() && !from.equals(to)) {
            wishes.addAll(out(host, from));
        }
        return wishes.isEmpty() ? new Outcome.InForce() : made(wishes, who, why);
    }

    /// The categories that a site is in for anybody.
    private Stream<String> slugs(String site) {
        return current.get().engine().index().forAnybody().stream()
                .flatMap(each -> listings(each, site).stream()).map(listing -> listing.category().slug()).distinct();
    }

    /// What takes a site out of a category: its own entry goes, and of a shorter one it is excepted. What only some groups are told
    /// goes for these alone.
    private List<EditWish> out(String site, String slug) {
        DomainIndex index = current.get().engine().index();
        List<EditWish> forAll = out(index, site, slug, List.of());
        return forAll.isEmpty()
                ? index.groups().stream()
                        .flatMap(group -> out(index.forGroup(group), site, slug, List.of(group)).stream()).toList()
                : forAll;
    }

    private static List<EditWish> out(DomainIndex index, String site, String slug, List<String> groups) {
        List<EditWish> wishes = new ArrayList<>();
        List<Listing> these = listings(index, site).stream().filter(listing -> listing.category().slug().equals(slug))
                .toList();
        if (these.stream().anyMatch(listing -> listing.entry().equals(site))) {
            wishes.add(new EditWish(false, site, Optional.of(slug), groups));
        }
        if (these.stream().anyMatch(listing -> !listing.entry().equals(site))) {
            wishes.add(new EditWish(true, "@@" + site, Optional.of(slug), groups));
        }
        return wishes;
    }

    private Outcome made(List<EditWish> wishes, String who, String why) {
        return done(() -> {
            EditReport report = editing().edit(wishes, Basis.of(Who.onReviewSite(who), why));
            return report.isProposed()
                    ? new Outcome.NeedsSecondPerson(report.numbers().getFirst())
                    : new Outcome.InForce();
        });
    }

    @Override
    public Outcome second(long number, boolean yes, String who, String why) {
        return done(() -> {
            int edit = Math.toIntExact(number);
            if (yes) {
                editing().approve(edit, Who.onReviewSite(who), why);
                return new Outcome.InForce();
            }
            editing().decline(edit, Who.onReviewSite(who), why.isBlank() ? "a second person did not agree" : why);
            return new Outcome.Refused("A second person did not agree.");
        });
    }

    @Override
    public Progress progress(long number) {
        try {
            Optional<SchoolEdit.State> state = editing().all().stream().filter(edit -> edit.number() == number)
                    .findFirst()
                    .map(SchoolEdit::state);
            return state.filter(SchoolEdit.State.PROPOSED::equals).isPresent()
                    ? Progress.WAITING
                    : state.filter(SchoolEdit.State.IN_FORCE::equals).isPresent() ? Progress.IN_FORCE : Progress.GONE;
        } catch (IOException unreadable) {
            return Progress.WAITING;
        }
    }

    private Editing editing() {
        return current.get().listLibrary().editing();
    }

    /// Something that may be refused.
    private interface Deed {
        Outcome get() throws IOException, ListRefusedException;
    }

    private static Outcome done(Deed deed) {
        try {
            return deed.get();
        } catch (ListRefusedException refused) {
            return new Outcome.Refused("The lists were not changed: " + refused.getMessage() + ".");
        } catch (IOException fault) {
            return new Outcome.Refused(
                    "The lists cannot be changed at this moment. The System page, or the gateway’s log, says more.");
        }
    }

    /// What lists it now, but for sealed lists, of which nothing is told.
    private static List<Listing> listings(DomainIndex index, String site) {
        int slash = site.indexOf('/');
        Optional<Host> host = Host.parse(slash < 0 ? site : site.substring(0, slash));
        Optional<UrlPath> path = slash < 0 ? Optional.of(UrlPath.ROOT) : UrlPath.parse(site.substring(slash));
        return host.isEmpty() || path.isEmpty()
                ? List.of()
                : index.listingsOf(new Target.Page(Scheme.HTTPS, host.get(),
                        Scheme.HTTPS.port(), path.get())).stream().filter(listing -> !listing.category().sealed())
                        .toList();
    }
}
