package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.filters.request.UrlPath;

/// One flagged access as it stands in the store: what was asked for, what was answered and why, in the words of that
/// moment. It never changes once written.
///
/// @param number its own number; later accesses have higher ones
/// @param trace the request's trace; its reference is what people read out to each other
/// @param at when it was asked, to the millisecond
/// @param day the same in the school's time zone of then
/// @param group the name of the group whose policy was read
/// @param groupTitle how pages called the group
/// @param client where the connection came from
/// @param certainty how sure the person is
/// @param verdict what happened
/// @param rule the rule's name, or one of `default`, `fault`
/// @param ruleTitle the reason in one sentence without a full stop
/// @param clause the school's own words behind it
/// @param target what was asked for; empty where the address is sealed
/// @param seal the keyed mark of the target, 64 hexadecimal digits, where the address is sealed; the same address
///             always gives the same mark in one school
/// @param host the host's canonical spelling; empty where the address is sealed
/// @param categories every category the target was in
/// @param listings the list entries that decided, most specific first
/// @param signals what the browser said; without the referring host where the address is sealed
/// @param circumstances what the gateway saw around it
/// @param ground what its first grade rests on, by the rules of that moment
/// @param snapshot the version of policy and lists that answered
/// @param fault whether the filter itself failed, so that this says nothing about the address
/// @param basis what the decision was made from; empty where the filter failed, and of records from before it was kept
/// @param identity who asked, as far as it was known, without what a directory counts them to; of records from before that was kept
///                 nothing but `certainty` is known
/// @param statement the person's own words, where they were asked whether it is for work
/// @param before how many pages of theirs came before it and were not recorded, because the rule counts from a number of them on
public record RecordedAccess(
        long number,
        TraceId trace,
        Instant at,
        LocalDate day,
        String group,
        String groupTitle,
        IpAddress client,
        Certainty certainty,
        Verdict verdict,
        String rule,
        String ruleTitle,
        Optional<Clause> clause,
        Optional<String> target,
        Optional<String> seal,
        Optional<String> host,
        List<CategoryName> categories,
        List<RecordedListing> listings,
        Signals signals,
        Circumstances circumstances,
        Ground ground,
        String snapshot,
        boolean fault,
        Optional<RecordedBasis> basis,
        Identity identity,
        Optional<String> statement,
        int before) {

    /// One that nobody was asked about, and before which nothing was left out.
    public RecordedAccess(long number, TraceId trace, Instant at, LocalDate day, String group, String groupTitle,
            IpAddress client, Certainty certainty, Verdict verdict, String rule, String ruleTitle,
            Optional<Clause> clause, Optional<String> target, Optional<String> seal, Optional<String> host,
            List<CategoryName> categories, List<RecordedListing> listings, Signals signals,
            Circumstances circumstances, Ground ground, String snapshot, boolean fault,
            Optional<RecordedBasis> basis, Identity identity) {
        this(number, trace, at, day, group, groupTitle, client, certainty, verdict, rule, ruleTitle, clause, target,
                seal, host, categories, listings, signals, circumstances, ground, snapshot, fault, basis, identity,
                Optional.empty(), 0);
    }

    /// One of which nobody kept who asked.
    public RecordedAccess(long number, TraceId trace, Instant at, LocalDate day, String group, String groupTitle,
            IpAddress client, Certainty certainty, Verdict verdict, String rule, String ruleTitle,
            Optional<Clause> clause, Optional<String> target, Optional<String> seal, Optional<String> host,
            List<CategoryName> categories, List<RecordedListing> listings, Signals signals,
            Circumstances circumstances, Ground ground, String snapshot, boolean fault,
            Optional<RecordedBasis> basis) {
        this(number, trace, at, day, group, groupTitle, client, certainty, verdict, rule, ruleTitle, clause, target,
                seal, host, categories, listings, signals, circumstances, ground, snapshot, fault, basis,
                Identity.UNKNOWN);
    }

    /// One of which nobody kept what it was made from.
    public RecordedAccess(long number, TraceId trace, Instant at, LocalDate day, String group, String groupTitle,
            IpAddress client, Certainty certainty, Verdict verdict, String rule, String ruleTitle,
            Optional<Clause> clause, Optional<String> target, Optional<String> seal, Optional<String> host,
            List<CategoryName> categories, List<RecordedListing> listings, Signals signals,
            Circumstances circumstances, Ground ground, String snapshot, boolean fault) {
        this(number, trace, at, day, group, groupTitle, client, certainty, verdict, rule, ruleTitle, clause, target,
                seal, host, categories, listings, signals, circumstances, ground, snapshot, fault, Optional.empty());
    }

    public RecordedAccess {
        if (seal.isPresent() == target.isPresent() || host.isPresent() != target.isPresent()) {
            throw new IllegalArgumentException("a record holds either the address or its seal");
        }
        categories = List.copyOf(categories);
        listings = List.copyOf(listings);
    }

    /// Whose it is: the person's, where one alone can have asked, else the device's.
    public Asker asker() {
        return Asker.of(client, identity);
    }

    /// Who asked, as policies ask for it. A record does not keep what a directory counted a person to, so theirs is the group of
    /// then.
    public Client asking() {
        Client asking = Client.at(client).as(identity);
        return asker() instanceof Asker.Named ? asking.in(new Group(group, groupTitle)) : asking;
    }

    /// The same access, by somebody of whom more is known.
    public RecordedAccess as(Identity asked) {
        return new RecordedAccess(number, trace, at, day, group, groupTitle, client, asked.certainty(), verdict, rule,
                ruleTitle, clause, target, seal, host, categories, listings, signals, circumstances, ground, snapshot,
                fault, basis, asked, statement, before);
    }

    /// Whether the address is not stored, only its keyed mark.
    public boolean sealed() {
        return seal.isPresent();
    }

    /// What would have to be asked for to ask the same again: the address with as much of what follows the `?` as a list entry
    /// names. Empty where the address is sealed or was cut.
    public Optional<Target> asked() {
        Optional<Target> bare = target.filter(text -> !text.endsWith("…")).flatMap(text -> text.contains("://")
                ? Target.Page.parse(text).map(Target.class::cast)
                : Target.Site.parse(text).map(Target.class::cast));
        return bare.map(found -> found instanceof Target.Page page ? withQuery(page) : found);
    }

    private Target withQuery(Target.Page page) {
        String path = page.path().text();
        return Stream.concat(listings.stream(), basis.stream().flatMap(made -> made.entries().stream()))
                .flatMap(listing -> listing.entry().stream())
                .filter(entry -> entry.indexOf('/') > 0 && entry.substring(entry.indexOf('/')).startsWith(path + "?"))
                .max(Comparator.comparingInt(String::length))
                .flatMap(entry -> UrlPath.parse(entry.substring(entry.indexOf('/'))))
                .<Target>map(whole -> new Target.Page(page.scheme(), page.host(), page.port(), whole)).orElse(page);
    }

    /// How deliberate it looked when it was asked; [Accesses#since] may tell more.
    public Grade grade() {
        return ground.grade();
    }

    /// What people read out to each other, such as `M7QK-4TZP`.
    public String reference() {
        return trace.reference();
    }

    /// The number alone, so that no stray log line holds what was asked for.
    @Override
    public String toString() {
        return "RecordedAccess[" + number + "]";
    }
}
