package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Reveal;
import org.schoolgate.review.store.Reveals;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Showing;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Notice;
import org.schoolgate.review.web.view.Who;

/// Shows the pseudonym of a device on a page, and its address to those alone who gave a reason, and of an adult to those alone
/// with whom a second person agreed. Nobody is shown their own. Each showing is recorded before the page is made.
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
    /// @param group the group that the device was seen in
    /// @param page the page's address
    /// @param number the number of the record whose page it is
    /// @param name whom a case is about
    record Asked(IpAddress client, String group, String page, long number, Optional<String> name) {}

    /// What stands on a page for this reader.
    Who part(Exchange exchange, Asked asked) {
        Account reader = exchange.visit().account();
        Set<String> groups = groups(asked.client(), asked.group());
        boolean byTwo = scopes.mayBeAdults(asked.client(), groups);
        boolean may = Rights.has(reader.role(), byTwo ? Right.REVEAL_ADULTS : Right.REVEAL_PUPILS)
                && !isKeptFrom(reader, asked.client(), groups);
        Showing showing = may ? showing(reader, asked, byTwo) : new Showing.Hidden();
        boolean shown = showing instanceof Showing.Shown;
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        Optional<Reveal> pending = may ? store.reveals().asked(reader.id(), asked.client(), now) : Optional.empty();
        boolean mayAsk = may && showing instanceof Showing.Hidden && pending.isEmpty();
        String why = mayAsk ? drafts.take(exchange).getOrDefault("why", "") : "";
        return new Who(store.reveals().pseudonym(asked.client()),
                shown
                        ? Optional.of(CaseFile.isNoDevice(asked.client())
                                ? "None: it is about no device."
                                : asked.client().toString())
                        : Optional.empty(),
                shown ? asked.name() : Optional.empty(), note(showing, may, byTwo, pending, times), mayAsk, byTwo,
                asked.page() + "/reveal", why);
    }

    private Showing showing(Account reader, Asked asked, boolean byTwo) {
        return store.reveals().show(reader.id(), asked.client(), byTwo, clock.instant(), asked.number(),
                asked.name().isPresent() ? 2 : 1);
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
    boolean needsTwo(IpAddress client) {
        return scopes.mayBeAdults(client, groups(client, ""));
    }

    /// Takes the form that asks.
    void ask(Exchange exchange, Asked asked) {
        Account reader = exchange.visit().account();
        Set<String> groups = groups(asked.client(), asked.group());
        boolean byTwo = scopes.mayBeAdults(asked.client(), groups);
        if (!Rights.has(reader.role(), byTwo ? Right.REVEAL_ADULTS : Right.REVEAL_PUPILS)
                || isKeptFrom(reader, asked.client(), groups)) {
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
        if (store.reveals().asked(reader.id(), asked.client(), now).isEmpty()) {
            store.reveals().ask(asked.client(), byTwo, reader.id(), now, why, Integer.parseInt(exchange.form("hours")),
                    byTwo ? List.of() : List.of(told(now)));
        }
        exchange.go(asked.page());
    }

    /// Whether this reader may have no part in showing a device: it is theirs, or a case about them came from it.
    boolean isKeptFrom(Account reader, IpAddress client, Set<String> groups) {
        return scopes.isKeptFrom(reader, client) || store.cases().isAbout(client, reader.id())
                || reader.role() == Role.HEAD && groups.contains(Reveals.HEADS);
    }

    /// The groups that a device was ever seen in.
    Set<String> groups(IpAddress client, String group) {
        Set<String> groups = new HashSet<>(store.reveals().groups(client));
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private Alert told(Instant now) {
        String body = """
            At %s somebody was shown at once which device of a pupil a record is about, with a reason, as they may be.

            Who it was, and when, is written down here: %s

            This message names nobody, as others may read it.
            """.formatted(school.get().name(), school.get().reviewSite()
                .map(site -> site.replaceFirst("/+$", "") + "/reveals").orElse("on the review site, under Who it is"));
        return Alert.ofAll("reveal", now, Duration.ZERO, witnesses.stream()
                .map(witness -> Message.mail(witness, "Schoolgate: somebody was shown who it is", body)).toList());
    }
}
