package org.schoolgate.app.lists;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.app.asked.Asked;
import org.schoolgate.app.asked.Counted;
import org.schoolgate.app.asked.Unlisted;
import org.schoolgate.blocklists.build.BulkText;
import org.schoolgate.blocklists.build.EditReport;
import org.schoolgate.blocklists.build.Editing;
import org.schoolgate.blocklists.build.HeldReason;
import org.schoolgate.blocklists.build.HeldVersion;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Origins;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.blocklists.build.Versions;
import org.schoolgate.blocklists.fetch.KnownSource;
import org.schoolgate.blocklists.fetch.SourceSettings;
import org.schoolgate.blocklists.fetch.WrongSourceException;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.lists.About;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Difference;
import org.schoolgate.review.lists.Doing;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Effect;
import org.schoolgate.review.lists.Event;
import org.schoolgate.review.lists.Held;
import org.schoolgate.review.lists.ListKeeping;
import org.schoolgate.review.lists.Made;
import org.schoolgate.review.lists.NewSite;
import org.schoolgate.review.lists.OneList;
import org.schoolgate.review.lists.Overview;
import org.schoolgate.review.lists.Pasted;
import org.schoolgate.review.lists.Settling;
import org.schoolgate.review.lists.Source;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.store.Sorting;

/// The lists of a running gateway, for the pages.
public final class KeptLists implements ListKeeping {

    private static final int TLS = 443;

    private final InForce inForce;
    private final Supplier<Asked> asked;
    private final Fetcher fetcher;
    private final InstantSource clock;
    private final Effects effects;

    /// Those that are in force.
    ///
    /// @param asked what was asked for in the last week
    /// @param fetcher fetches a source now
    public KeptLists(InForce inForce, Supplier<Asked> asked, Fetcher fetcher, InstantSource clock) {
        this.inForce = inForce;
        this.asked = asked;
        this.fetcher = fetcher;
        this.clock = clock;
        this.effects = new Effects(inForce, asked);
    }

    /// Fetches a source now, on a thread of its own.
    @FunctionalInterface
    public interface Fetcher {
        void fetch(String name);
    }

    @Override
    public Overview overview() {
        return read(() -> {
            Edits edits = edits();
            Editing editing = inForce.listLibrary().editing();
            LocalDate today = LocalDate.ofInstant(clock.instant(), inForce.zone());
            List<KnownSource> known = inForce.sources().all();
            return new Overview(inForce.ask(engine -> engine.index().size()), sources(known),
                    inForce.listLibrary().versions().held().stream().map(KeptLists::held).toList(),
                    editing.proposals().stream().map(edits::told).toList(), editing.inShadow().size(),
                    editing.due(today).size(),
                    (int) Unlisted.of(asked.get()).stream().filter(Unlisted::isNew).count(), running(known));
        });
    }

    private Optional<String> running(List<KnownSource> known) {
        List<String> names = known.stream()
                .filter(source -> source.state(clock.instant()) == KnownSource.State.RUNNING).map(KnownSource::name)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Being fetched and built now: " + String.join(", ", names) + ".");
    }

    private List<Source> sources(List<KnownSource> known) throws IOException {
        return new SourceLines(categories(), clock.instant()).all(inForce.listLibrary(), known);
    }

    private static Held held(HeldVersion held) {
        return new Held(held.list(), held.version(), held.at(),
                held.reasons().stream().map(HeldReason::sentence).toList(), held.entriesInForce(), held.entries());
    }

    @Override
    public Optional<OneList> list(String name) {
        return read(() -> {
            List<KnownSource> all = inForce.sources().all();
            Optional<Source> source = sources(all).stream().filter(one -> one.name().equals(name)).findFirst();
            if (source.isEmpty()) {
                return Optional.empty();
            }
            Optional<KnownSource> known = all.stream().filter(one -> one.name().equals(name))
                    .findFirst();
            Optional<SourceSettings> settings = known.flatMap(KnownSource::settings);
            Versions versions = inForce.listLibrary().versions();
            return Optional.of(new OneList(source.get(),
                    settings.flatMap(SourceSettings::from).map(where -> where.written()),
                    settings.map(there -> there.timing().every()).map(Words::every),
                    settings.map(there -> Words.terms(there.terms())).filter(words -> !words.isEmpty()),
                    titles(versions.mapping(name)), kept(name),
                    versions.held().stream().filter(held -> held.list().equals(name)).findFirst()
                            .map(KeptLists::held),
                    known.filter(_ -> !source.get().sealed())
                            .map(there -> there.there() && settings.map(SourceSettings::on).orElse(false)),
                    source.get().sealed() ? List.of() : hits(name)));
        });
    }

    private List<OneList.Version> kept(String name) throws IOException {
        try {
            return inForce.listLibrary().versions().kept(name).stream()
                    .map(one -> new OneList.Version(one.version(), one.imported(), one.entries(), one.inForce()))
                    .toList();
        } catch (ListRefusedException notThere) {
            return List.of();
        }
    }

    private Map<String, List<String>> titles(Map<String, List<String>> mapping) {
        Edits edits = edits();
        return mapping.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                entry -> entry.getValue().stream().map(edits::title).toList()));
    }

    /// Requests of the week for sites that a list has by now.
    private List<OneList.Hits> hits(String name) {
        Set<String> has = inForce.ask(engine -> {
            Set<String> all = new HashSet<>();
            for (String host : asked.get().hosts()) {
                Host.parse(host).map(parsed -> new Target.Site(parsed, TLS))
                        .filter(site -> engine.index().listingsOf(site).stream()
                                .anyMatch(entry -> entry.list().equals(name) || entry.list().startsWith(name + "/")))
                        .ifPresent(site -> all.add(host));
            }
            return all;
        });
        return asked.get().week(has::contains).stream()
                .map(day -> new OneList.Hits(day.date(), day.all().stream().mapToLong(Counted::requests).sum()))
                .sorted(Comparator.comparing(OneList.Hits::day)).toList();
    }

    @Override
    public List<NewSite> unlisted(int most) {
        List<Unlisted> all = Unlisted.of(asked.get()).stream().limit(most).toList();
        Set<String> today = asked.get().hosts();
        return inForce.ask(engine -> {
            Hints hints = new Hints(engine.index(), engine.categories(), today);
            Map<String, String> groups = Words.groups(engine);
            return all.stream().map(one -> new NewSite(one.host(), one.requests(), one.people(),
                    one.groups().stream().map(group -> groups.getOrDefault(group, group)).sorted().toList(),
                    one.isNew(), hints.of(one.host()))).toList();
        });
    }

    @Override
    public Optional<About> about(String typed) {
        Optional<Target.Page> target = Target.Page.typed(typed);
        return read(() -> target.isEmpty() ? Optional.empty() : Optional.of(about(target.get())));
    }

    private About about(Target.Page page) throws IOException {
        Edits edits = edits();
        Origins origins = inForce.listLibrary().provenance().why(page);
        return new About(page.host().text(),
                edits.says(origins.lists()),
                origins.forGroups().entrySet().stream()
                        .map(one -> new About.ForGroup(edits.group(one.getKey()), edits.says(one.getValue()))).toList(),
                origins.edits().stream().sorted(Comparator.comparingInt(SchoolEdit::number).reversed()).map(edits::told)
                        .toList(),
                origins.held().stream().map(Origins.Waiting::list).distinct().toList());
    }

    @Override
    public Effect effect(Change change) throws Refused {
        return done(() -> effects.of(change));
    }

    @Override
    public Tried effect(String name, String version, List<Sorting> rests) throws Refused {
        return done(() -> effects.of(rests, targets -> inForce.listLibrary().versions().trial(name, version, targets,
                progress -> {})));
    }

    @Override
    public Effect effect(int edit) throws Refused {
        return done(() -> effects.of(inForce.listLibrary().editing().inShadow(edit)
                .orElseThrow(() -> new ListRefusedException("edit " + edit + " is not tried out any more"))));
    }

    @Override
    public Made make(Change change, Act act) throws Refused {
        return done(() -> Edits.made(inForce.listLibrary().editing().edit(Edits.wish(change), edits().basis(act))));
    }

    @Override
    public Made tryOut(Change change, Act act) throws Refused {
        return done(() -> Edits.made(inForce.listLibrary().editing().tryOut(Edits.wish(change), edits().basis(act))));
    }

    @Override
    public Pasted paste(String text, Optional<String> category, Set<String> groups, boolean all, Act act)
            throws Refused {
        return done(() -> edits().told(inForce.listLibrary().editing().edit(
                BulkText.read(text, true, category, List.copyOf(groups)), all, edits().basis(act))));
    }

    @Override
    public List<Edited> edits(String containing, int before, int most) {
        Edits edits = edits();
        String part = containing.toLowerCase(Locale.ROOT);
        return read(() -> {
            List<SchoolEdit> all = new ArrayList<>(inForce.listLibrary().editing().all());
            return all.reversed().stream().filter(edit -> before == 0 || edit.number() < before).map(edits::told)
                    .filter(edit -> Stream.of(edit.entry().orElse(""), edit.category(), edit.why().orElse(""),
                            edit.who().orElse("")).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part)))
                    .limit(most).toList();
        });
    }

    @Override
    public List<Edited> due(int most) {
        Edits edits = edits();
        return read(
                () -> inForce.listLibrary().editing().due(LocalDate.ofInstant(clock.instant(), inForce.zone())).stream()
                        .limit(most).map(edits::told).toList());
    }

    @Override
    public int settle(int edit, Settling how, Act act) throws Refused {
        return done(() -> {
            Editing editing = inForce.listLibrary().editing();
            Who who = Who.onReviewSite(act.who());
            EditReport report = switch (how) {
                case APPROVE -> editing.approve(edit, who, act.why());
                case DECLINE -> editing.decline(edit, who, act.why());
                case TAKE -> editing.take(edit, who, act.why());
                case TAKE_BACK -> isWithdrawn(editing, edit, who)
                        ? editing.withdraw(edit, who, act.why())
                        : editing.undo(edit, who, act.why());
            };
            return how == Settling.TAKE ? report.numbers().getFirst() : edit;
        });
    }

    /// Whether somebody takes it back before it is in force: their own proposal, or what is tried out.
    private static boolean isWithdrawn(Editing editing, int edit, Who who) throws IOException {
        return editing.proposals().stream().anyMatch(one -> one.number() == edit && one.who().isSamePerson(who))
                || editing.inShadow(edit).isPresent();
    }

    @Override
    public void list(String name, Doing what, Optional<String> version, Act act) throws Refused {
        done(() -> {
            Versions versions = inForce.listLibrary().versions();
            Who who = Who.onReviewSite(act.who());
            switch (what) {
                case FETCH -> fetcher.fetch(name);
                case RELEASE -> versions.release(name, version, who, act.why());
                case DROP -> versions.drop(name, version, who, act.why());
                case ROLL_BACK -> versions.rollback(name, version, who, act.why());
                case SWITCH_ON -> switchOn(name);
                case SWITCH_OFF -> inForce.sources().turn(name, false);
            }
            return true;
        });
    }

    /// What was never in force waits for a person first, who sees what it would touch.
    private void switchOn(String name) throws IOException, WrongSourceException {
        if (kept(name).isEmpty()) {
            inForce.sources().turnOnToLook(name);
        } else {
            inForce.sources().turn(name, true);
        }
    }

    @Override
    public Difference difference(String name, String from, String to, int most) throws Refused {
        Edits edits = edits();
        List<Difference.Line> lines = new ArrayList<>();
        org.schoolgate.blocklists.build.Difference found = done(() -> inForce.listLibrary().versions().diff(name,
                Optional.of(from).filter(words -> !words.isEmpty()), Optional.of(to).filter(words -> !words.isEmpty()),
                line -> {
                    if (lines.size() < most) {
                        line.before().stream().filter(slug -> !line.after().contains(slug))
                                .forEach(
                                        slug -> lines.add(new Difference.Line(false, line.entry(), edits.title(slug))));
                        line.after().stream().filter(slug -> !line.before().contains(slug))
                                .forEach(slug -> lines.add(new Difference.Line(true, line.entry(), edits.title(slug))));
                    }
                }));
        return new Difference(found.from(), found.to(),
                found.byCategory().entrySet().stream().map(entry -> new Difference.Count(edits.title(entry.getKey()),
                        entry.getValue().came(), entry.getValue().went())).toList(),
                lines.stream().limit(most).toList(), found.added() + found.removed() + found.moved());
    }

    @Override
    public List<Event> history(Optional<String> name, int skip, int most) {
        Edits edits = edits();
        return read(() -> inForce.listLibrary().provenance().history(name, skip + most).stream().skip(skip)
                .map(edits::told).toList());
    }

    @Override
    public void export(OutputStream out) throws IOException {
        Map<String, String> licences = inForce.sources().all().stream()
                .filter(source -> source.settings().isPresent())
                .collect(Collectors.toMap(KnownSource::name,
                        source -> source.settings().map(settings -> Words.terms(settings.terms())).orElse("")));
        inForce.listLibrary().provenance().export(out,
                name -> Optional.ofNullable(licences.get(name)).filter(words -> !words.isEmpty()));
    }

    private Edits edits() {
        return inForce.ask(engine -> new Edits(engine.categories(), Words.groups(engine),
                inForce.zone()));
    }

    private Categories categories() {
        return inForce.ask(PolicyEngine::categories);
    }

    /// Something that reads files.
    private interface Reading<T> {
        T get() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.get();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Something that may be refused.
    private interface Deed<T> {
        T get() throws IOException, ListRefusedException, WrongSourceException;
    }

    private static <T> T done(Deed<T> deed) throws Refused {
        try {
            return deed.get();
        } catch (ListRefusedException | WrongSourceException refused) {
            throw new Refused(sentence(String.valueOf(refused.getMessage())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sentence(String words) {
        String capital = words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
