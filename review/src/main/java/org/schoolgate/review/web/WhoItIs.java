package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Reveal;
import org.schoolgate.review.store.Reveals;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Showing;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Notice;
import org.schoolgate.review.web.view.Who;

/// Shows a pseudonym on a page, and the device, with the account where a person is known, to those alone who gave a reason, and of an
/// adult to those alone with whom a second person agreed. Nobody is shown their own. Each showing is recorded before the page is made.
final class WhoItIs {

    private static final int LONGEST = 400;
    private static final Set<String> HOURS = Set.of("1", "4", "24");

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final List<String> witnesses;
    private final Drafts drafts;
    private final InstantSource clock;

    WhoItIs(Store store, Scopes scopes, ReviewSettings settings, Drafts drafts) {
        this.store = store;
        this.scopes = scopes;
        this.school = settings.school();
        this.witnesses = settings.witnesses();
        this.drafts = drafts;
        this.clock = settings.clock();
    }

    /// What a page is about.
    ///
    /// @param devices from which it came
    /// @param group the group that it was seen in
    /// @param page the page's address
    /// @param number the number of the record whose page it is
    /// @param name whom a case is about
    record Asked(Asker asker, List<IpAddress> devices, String group, String page, long number, Optional<String> name) {}

    /// What stands on a page for this reader.
    Who part(Exchange exchange, Asked asked) {
        Account reader = exchange.visit().account();
        Set<Asker> askers = askers(asked.asker(), asked.devices());
        Set<String> groups = groups(asked.asker(), asked.group());
        boolean byTwo = scopes.mayBeAdults(askers, groups);
        boolean may = Rights.has(reader.role(), byTwo ? Right.REVEAL_ADULTS : Right.REVEAL_PUPILS)
                && !isKeptFrom(reader, askers, groups);
        Showing showing = may ? showing(reader, asked, byTwo) : new Showing.Hidden();
        boolean shown = showing instanceof Showing.Shown;
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        Optional<Reveal> pending = may ? store.reveals().asked(reader.id(), asked.asker(), now) : Optional.empty();
        boolean mayAsk = may && showing instanceof Showing.Hidden && pending.isEmpty();
        String why = mayAsk ? drafts.take(exchange).getOrDefault("why", "") : "";
        return new Who(store.reveals().pseudonym(asked.asker()),
                shown ? account(asked.asker()) : Optional.empty(), shown ? devices(asked) : List.of(),
                shown ? asked.name() : Optional.empty(),
                OnFile.of(store, reader, asked.asker(), shown, times, asked.number()),
                note(showing, may, byTwo, pending, times), mayAsk, byTwo,
                asked.page() + "/reveal", why);
    }

    private Showing showing(Account reader, Asked asked, boolean byTwo) {
        int things = devices(asked).size() + (account(asked.asker()).isPresent() ? 1 : 0)
                + (asked.name().isPresent() ? 1 : 0);
        return store.reveals().show(reader.id(), asked.asker(), byTwo, clock.instant(), asked.number(), things);
    }

    private static List<String> devices(Asked asked) {
        return CaseFile.isNoDevice(asked.asker())
                ? List.of("None: it is about no device.")
                : asked.devices().stream().map(IpAddress::toString).toList();
    }

    /// The account of a person.
    static Optional<String> account(Asker asker) {
        return asker instanceof Asker.Named named ? Optional.of(named.person().account()) : Optional.empty();
    }

    private static String note(Showing showing, boolean may, boolean byTwo, Optional<Reveal> pending, Times times) {
        return switch (showing) {
            case Showing.Shown(Instant until) ->
                "Shown to you until " + times.time(until) + ". That it was shown is recorded.";
            case Showing.TooMany() ->
                "You were shown who it is " + Reveals.MOST + " times within an hour, which is as often"
                        + " as anyone may be. It is shown again later.";
            case Showing.Hidden() when pending.isPresent() ->
                "Hidden. You asked " + times.near(pending.get().askedAt()) + "; it waits for somebody else’s word.";
            case Showing.Hidden() when !may -> byTwo
                    ? "Hidden. It may be an adult’s. Whoever may ask to be shown is named in the table of who may see what."
                    : "Hidden. It is not for you to ask.";
            case Showing.Hidden() -> byTwo
                    ? "Hidden. It may be an adult’s, so that somebody else has to agree; both then see it."
                    : "Hidden. You may be shown it with a reason.";
        };
    }

    /// Whether as far as is known today two people have to agree.
    boolean needsTwo(Asker asker) {
        return scopes.mayBeAdults(askers(asker, List.of()), groups(asker, ""));
    }

    /// Takes the form that asks.
    void ask(Exchange exchange, Asked asked) {
        Account reader = exchange.visit().account();
        Set<Asker> askers = askers(asked.asker(), asked.devices());
        Set<String> groups = groups(asked.asker(), asked.group());
        boolean byTwo = scopes.mayBeAdults(askers, groups);
        if (!Rights.has(reader.role(), byTwo ? Right.REVEAL_ADULTS : Right.REVEAL_PUPILS)
                || isKeptFrom(reader, askers, groups)) {
            Guard.missing(exchange);
            return;
        }
        String why = CaseWords.clean(exchange.text("why", LONGEST + 1));
        if (why.isEmpty() || why.length() > LONGEST || !HOURS.contains(exchange.form("hours"))) {
            exchange.notice(422, new Notice("Nothing was changed",
                    "Say in a few words why you need to know who it is, and choose for how long.", "Back",
                    asked.page()));
            return;
        }
        Instant now = clock.instant();
        if (store.reveals().asked(reader.id(), asked.asker(), now).isEmpty()) {
            store.reveals().ask(asked.asker(), byTwo, reader.id(), now, why, Integer.parseInt(exchange.form("hours")),
                    byTwo ? List.of() : List.of(told(now)));
        }
        exchange.go(asked.page());
    }

    /// Whether this reader may have no part in showing who it is.
    boolean isKeptFrom(Account reader, Asker asker) {
        return isKeptFrom(reader, askers(asker, List.of()), groups(asker, ""));
    }

    /// The same of all that would be shown: one of it is theirs, or a case about them came from it.
    private boolean isKeptFrom(Account reader, Set<Asker> askers, Set<String> groups) {
        return scopes.isKeptFrom(reader, askers)
                || askers.stream().anyMatch(asker -> store.cases().isAbout(asker, reader.id()))
                || reader.role() == Role.HEAD && groups.contains(Reveals.HEADS);
    }

    /// All that would be shown: whoever asked, and the devices.
    private Set<Asker> askers(Asker asker, List<IpAddress> devices) {
        Set<Asker> askers = new HashSet<>(Set.of(asker));
        Stream.concat(devices.stream(), store.devices().of(asker).stream()).map(Asker.Device::new)
                .forEach(askers::add);
        return askers;
    }

    /// The groups that a person or a device was ever seen in.
    private Set<String> groups(Asker asker, String group) {
        Set<String> groups = new HashSet<>(store.reveals().groups(asker));
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private Alert told(Instant now) {
        String body = """
            At %s somebody was shown at once which pupil, or which device of one, a record is about, with a reason, as they may be.

            Who it was, and when, is written down here: %s

            This message names nobody, as others may read it.
            """.formatted(
                school.get().name(), school.get().reviewSite()
                        .map(site -> site.replaceFirst("/+$", "") + "/reveals")
                        .orElse("on the review site, under Who it is"));
        return Alert.ofAll("reveal", now, Duration.ZERO, witnesses.stream()
                .map(witness -> Message.mail(witness, "Schoolgate: somebody was shown who it is", body)).toList());
    }
}
