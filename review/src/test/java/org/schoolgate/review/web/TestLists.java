package org.schoolgate.review.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.review.lists.About;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Difference;
import org.schoolgate.review.lists.Doing;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Edited.Standing;
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

/// Lists in memory, for trying the pages: an edit is in force at once, what opens something of a category that begins with `drugs` needs a
/// second person, and versions are held, put in force, dropped and brought back. Not for several threads that write at once.
final class TestLists implements ListKeeping {

    /// What somebody asked for within the week.
    record Asked(String host, String group, int person, LocalDate day) {}

    final List<Asked> asked = new ArrayList<>();
    final Map<String, NewSite> unlisted = new LinkedHashMap<>();
    final Map<String, Held> held = new TreeMap<>();
    final List<Edited> edits = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    /// By entry: the slugs of its categories.
    final Map<String, Set<String>> listed = new TreeMap<>();
    /// What is listed for groups alone: by the entry, then by the group's title.
    final Map<String, Map<String, Set<String>>> forGroups = new TreeMap<>();
    volatile Optional<String> running = Optional.empty();
    volatile boolean off;
    /// How many lines of difference there are.
    volatile int differing = 2;
    private final Map<Integer, Change> changes = new TreeMap<>();
    private final Supplier<Categories> categories;
    private final Supplier<Instant> now;
    private final List<OneList.Version> versions = new ArrayList<>();

    TestLists(Supplier<Categories> categories, Supplier<Instant> now) {
        this.categories = categories;
        this.now = now;
        Instant today = now.get();
        versions.add(new OneList.Version("20261117-1a2b3c4d.7", today.minusSeconds(14_400), 4_612_480, true));
        versions.add(new OneList.Version("20261116-5e6f7a8b.7", today.minusSeconds(100_800), 4_611_264, false));
    }

    @Override
    public Overview overview() {
        return new Overview(versions.getFirst().entries(), List.of(
                new Source("iwf", "Internet Watch Foundation", List.of("Illegal material"), 0, Optional.empty(),
                        Source.State.GAP, "It needs the trust’s licence.", true, true),
                source(), new Source("malware", "Malware names", List.of("Harmful software"), 338_114,
                        Optional.of(now.get().minusSeconds(300_000)), Source.State.LOOK,
                        "The publisher has not answered since 14 November.", false, true)),
                List.copyOf(held.values()), edits.stream().filter(edit -> edit.standing() == Standing.PROPOSED).toList()
                        .reversed(),
                (int) edits.stream().filter(edit -> edit.standing() == Standing.IN_SHADOW).count(),
                due(1_000).size(), unlisted.size(), running);
    }

    private Source source() {
        return new Source("ut1", "Toulouse", List.of("Games", "Social media: networks"),
                off ? 0 : versions.getFirst().entries(), Optional.of(versions.getFirst().imported()),
                off ? Source.State.OFF : Source.State.WELL, "", false, true);
    }

    @Override
    public Optional<OneList> list(String name) {
        return switch (name) {
            case "ut1" -> Optional.of(new OneList(source(), Optional.of("https://lists.example/blacklists.tar.gz"),
                    Optional.of("every day at about 05:30"),
                    Optional.of("Creative Commons BY-SA 4.0, Université Toulouse"
                            + " Capitole"),
                    Map.of("games", List.of("Games"), "social_networks", List.of("Social media: networks"), "bank",
                            List.of()),
                    versions, Optional.ofNullable(held.get(name)), Optional.of(!off), IntStream.range(0, 7)
                            .mapToObj(i -> new OneList.Hits(today().minusDays(6 - i), i * 100L)).toList()));
            case "iwf" -> Optional.of(new OneList(overview().sources().getFirst(), Optional.empty(), Optional.empty(),
                    Optional.of("For members alone"), Map.of(), List.of(), Optional.empty(), Optional.empty(),
                    List.of()));
            default -> Optional.empty();
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now.get(), TestSite.LONDON);
    }

    @Override
    public List<NewSite> unlisted(int most) {
        return unlisted.values().stream().filter(site -> categoriesOf(site.host()).isEmpty()).limit(most).toList();
    }

    @Override
    public Optional<About> about(String typed) {
        return !isSite(typed)
                ? Optional.empty()
                : Optional.of(new About(typed, categoriesOf(typed).stream().map(slug -> new About.Says(slug,
                        title(slug), sealed(slug) ? Optional.empty() : Optional.of(typed), "ut1/" + slug, "7", 12,
                        Optional.of(versions.getLast().imported()))).toList(),
                        forGroups.getOrDefault(typed, Map.of()).entrySet().stream().map(one -> new About.ForGroup(
                                one.getKey(), one.getValue().stream().map(slug -> new About.Says(slug, title(slug),
                                        Optional.of(typed), "edits", "2026-11-16T09:00:00Z", 1, Optional.empty()))
                                        .toList()))
                                .toList(),
                        edits.stream().filter(edit -> edit.entry().equals(Optional.of(typed))).toList().reversed(),
                        held.isEmpty() ? List.of() : List.of("ut1")));
    }

    private Set<String> categoriesOf(String host) {
        Set<String> all = new LinkedHashSet<>();
        listed.forEach((entry, slugs) -> {
            if (isBelow(host, entry)) {
                all.addAll(slugs);
            }
        });
        return all;
    }

    private static boolean isBelow(String host, String entry) {
        return host.equals(entry) || host.endsWith("." + entry);
    }

    private static boolean isSite(String typed) {
        return typed.matches("=?[a-z0-9-]+(\\.[a-z0-9-]+)+(/\\S*)?");
    }

    private String title(String slug) {
        return categories.get().find(slug).map(Category::title).orElse(slug);
    }

    private boolean sealed(String slug) {
        return categories.get().find(slug).map(Category::sealed).orElse(false);
    }

    private void check(Change change) throws Refused {
        if (!isSite(change.entry())) {
            throw new Refused("“" + change.entry() + "” is no site. Write one such as games.example.");
        }
        Set<String> there = listed.getOrDefault(change.entry(), Set.of());
        switch (change) {
            case Change.Add(String _, String slug, var _) when there.contains(slug) ->
                throw new Refused("It is in “" + title(slug) + "” already.");
            case Change.Remove _ when there.isEmpty() ->
                throw new Refused("No list has this very entry. Open what is below another entry instead.");
            default -> {
            }
        }
    }

    private static Optional<String> out(Change change) {
        return switch (change) {
            case Change.Add _ -> Optional.empty();
            case Change.Remove(String _, Optional<String> slug, var _) -> slug.or(() -> Optional.of("games"));
            case Change.Except(String _, String slug, var _) -> Optional.of(slug);
            case Change.Move(String _, String from, String _, var _) -> Optional.of(from);
        };
    }

    private static boolean needsTwo(Change change) {
        return out(change).filter(slug -> slug.startsWith("drugs")).isPresent();
    }

    @Override
    public Effect effect(Change change) throws Refused {
        check(change);
        Predicate<Asked> closed = one -> isBelow(one.host(), change.entry())
                && (change instanceof Change.Add || change instanceof Change.Move)
                && categoriesOf(one.host()).isEmpty();
        Predicate<Asked> opened = one -> isBelow(one.host(), change.entry()) && out(change).isPresent()
                && !(change instanceof Change.Move) && !categoriesOf(one.host()).isEmpty();
        List<Asked> all = asked.stream().filter(closed.or(opened)).toList();
        return new Effect(touched(all.stream().filter(closed).toList()), touched(all.stream().filter(opened).toList()),
                (int) all.stream().map(Asked::host).distinct().count(), 12, needsTwo(change));
    }

    private Effect.Touched touched(List<Asked> all) {
        Map<String, Long> groups = new TreeMap<>();
        all.forEach(one -> groups.merge(one.group(), 1L, Long::sum));
        return new Effect.Touched(all.size(), (int) all.stream().map(Asked::person).distinct().count(),
                IntStream.range(0, 7).mapToObj(i -> today().minusDays(6 - i)).map(day -> new Effect.OnDay(day,
                        all.stream().filter(one -> one.day().equals(day)).count())).toList(),
                groups.entrySet().stream().map(one -> new Effect.OfGroup(one.getKey(), one.getValue()))
                        .sorted((a, b) -> Long.compare(b.requests(), a.requests())).toList(),
                all.stream().collect(Collectors.groupingBy(Asked::host)).entrySet().stream()
                        .filter(one -> one.getValue().stream().map(Asked::person).distinct().count() >= 5)
                        .map(one -> new Effect.OfSite(one.getKey(), one.getValue().size())).toList());
    }

    @Override
    public Effect effect(int edit) throws Refused {
        return effect(Optional.ofNullable(changes.get(edit)).orElseThrow());
    }

    /// What is held, and each other version, would close all that was asked for, and no longer has what rests on a list.
    @Override
    public Tried effect(String name, String version, List<Sorting> rests) throws Refused {
        boolean isHeld = version.equals("held") && held.containsKey(name);
        if (!isHeld && versions.stream().noneMatch(one -> one.name().equals(version))) {
            throw new Refused("There is no version “" + version + "” any more.");
        }
        return new Tried(name, isHeld ? Optional.ofNullable(held.get(name)).orElseThrow().version() : version,
                2_721_004,
                List.of(),
                new Effect(touched(asked), touched(List.of()),
                        (int) asked.stream().map(Asked::host).distinct().count(), 0, false),
                rests);
    }

    @Override
    public Made make(Change change, Act act) throws Refused {
        check(change);
        boolean two = needsTwo(change);
        int number = put(change, act, two ? Standing.PROPOSED : Standing.IN_FORCE);
        if (!two) {
            apply(change);
        }
        event("edit " + number + (two ? " proposed" : " made"), Optional.empty(), act, "");
        return two ? new Made.Proposed(number) : new Made.InForce(number);
    }

    @Override
    public Made tryOut(Change change, Act act) throws Refused {
        check(change);
        return new Made.InShadow(put(change, act, Standing.IN_SHADOW));
    }

    private int put(Change change, Act act, Standing standing) {
        int number = edits.size() + 1;
        String slug = change instanceof Change.Add(String _, String into, var _) ? into : out(change).orElseThrow();
        edits.add(new Edited(number, now.get(), Optional.of(act.who()), change instanceof Change.Add,
                sealed(slug) ? Optional.empty() : Optional.of(change.entry()), title(slug),
                change.groups().stream().map(TestLists::called).toList(), Optional.empty(), Optional.of(act.why()),
                act.until(), act.review(), Optional.empty(), standing));
        changes.put(number, change);
        return number;
    }

    private static String called(String group) {
        return group.substring(0, 1).toUpperCase(Locale.UK) + group.substring(1);
    }

    private void apply(Change change) {
        if (!change.groups().isEmpty()) {
            change.groups().forEach(group -> forGroups.computeIfAbsent(change.entry(), _ -> new TreeMap<>())
                    .computeIfAbsent(called(group), _ -> new LinkedHashSet<>())
                    .addAll(change instanceof Change.Add add ? Set.of(add.category()) : Set.of()));
            return;
        }
        switch (change) {
            case Change.Add(String entry, String slug, var _) ->
                listed.computeIfAbsent(entry, _ -> new LinkedHashSet<>()).add(slug);
            case Change.Move(String entry, String from, String to, var _) -> {
                Set<String> slugs = listed.computeIfAbsent(entry, _ -> new LinkedHashSet<>());
                slugs.remove(from);
                slugs.add(to);
            }
            default -> listed.remove(change.entry());
        }
    }

    @Override
    public Pasted paste(String text, Optional<String> category, Set<String> groups, boolean all, Act act) {
        List<Change> good = new ArrayList<>();
        List<Pasted.Line> lines = new ArrayList<>();
        List<String> typed = text.lines().filter(line -> !line.isBlank()).toList();
        for (int i = 0; i < typed.size(); i++) {
            String[] fields = typed.get(i).split(",");
            String slug = fields.length > 1 ? fields[1] : category.orElse("");
            Change change = new Change.Add(fields[0].strip(), slug, groups);
            Optional<String> wrong = categories.get().find(slug).isEmpty()
                    ? Optional.of("There is no category “" + slug + "”. Write games, or choose one below.")
                    : wrong(change);
            boolean there = wrong.filter(sentence -> sentence.contains("already")).isPresent();
            lines.add(new Pasted.Line(i + 1, typed.get(i),
                    there ? Pasted.Fate.THERE_ALREADY : wrong.isPresent() ? Pasted.Fate.WRONG : Pasted.Fate.PUT_IN,
                    wrong.orElse("")));
            if (wrong.isEmpty()) {
                good.add(change);
            }
        }
        boolean done = !all || lines.stream().noneMatch(line -> line.fate() == Pasted.Fate.WRONG);
        if (done) {
            good.forEach(change -> {
                try {
                    make(change, act);
                } catch (Refused twice) {
                    // The same line stood there twice.
                }
            });
        }
        return new Pasted(done, lines);
    }

    private Optional<String> wrong(Change change) {
        try {
            check(change);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.sentence());
        }
    }

    @Override
    public List<Edited> edits(String containing, int before, int most) {
        String part = containing.toLowerCase(Locale.ROOT);
        List<Edited> found = new ArrayList<>();
        for (int i = Math.min(edits.size(), before == 0 ? edits.size() : before - 1); i > 0
                && found.size() < most; i--) {
            Edited edit = edits.get(i - 1);
            if (part.isEmpty() || Stream.of(edit.entry(), Optional.of(edit.category()), edit.why(), edit.who())
                    .anyMatch(one -> one.orElse("").toLowerCase(Locale.ROOT).contains(part))) {
                found.add(edit);
            }
        }
        return found;
    }

    @Override
    public List<Edited> due(int most) {
        Instant week = now.get().minus(Duration.ofDays(7));
        return edits.stream().filter(edit -> edit.standing() == Standing.IN_FORCE
                && edit.review().filter(day -> !day.isAfter(today())).isPresent()
                || edit.standing() == Standing.IN_SHADOW && !edit.at().isAfter(week)).limit(most).toList();
    }

    @Override
    public int settle(int number, Settling how, Act act) throws Refused {
        Edited edit = edits.get(number - 1);
        boolean own = edit.who().equals(Optional.of(act.who()));
        if (edit.standing() == Standing.IN_SHADOW) {
            return ended(edit, how, act);
        }
        if (how == Settling.TAKE_BACK
                ? edit.standing() != Standing.IN_FORCE && edit.standing() != Standing.PROPOSED
                : edit.standing() != Standing.PROPOSED) {
            throw new Refused("It is settled already.");
        }
        if (how != Settling.TAKE_BACK && own) {
            throw new Refused("You proposed it yourself. Another person has to agree.");
        }
        if (how == Settling.APPROVE) {
            Optional.ofNullable(changes.get(number)).ifPresent(this::apply);
        } else if (edit.standing() == Standing.IN_FORCE && edit.adds()) {
            edit.entry().ifPresent(listed::remove);
        }
        set(edit, how == Settling.APPROVE ? Optional.of(act.who()) : Optional.empty(), switch (how) {
            case APPROVE -> Standing.IN_FORCE;
            case DECLINE -> Standing.DECLINED;
            case TAKE_BACK, TAKE -> Standing.TAKEN_BACK;
        });
        event("edit " + number + " settled", Optional.empty(), act, how.name());
        return number;
    }

    private int ended(Edited edit, Settling how, Act act) throws Refused {
        if (how != Settling.TAKE) {
            set(edit, Optional.empty(), Standing.TAKEN_BACK);
            return edit.number();
        }
        int holds = make(Optional.ofNullable(changes.get(edit.number())).orElseThrow(), act).edit();
        set(edit, Optional.empty(), Standing.TAKEN);
        return holds;
    }

    private void set(Edited edit, Optional<String> second, Standing standing) {
        edits.set(edit.number() - 1, new Edited(edit.number(), edit.at(), edit.who(), edit.adds(), edit.entry(),
                edit.category(), edit.groups(), edit.astray(), edit.why(), edit.until(), edit.review(), second,
                standing));
    }

    @Override
    public void list(String name, Doing what, Optional<String> version, Act act) throws Refused {
        switch (what) {
            case FETCH -> running = Optional.of("Toulouse is being fetched: 12 of 26 MB.");
            case RELEASE, DROP -> {
                Held waiting = held.remove(name);
                if (waiting == null) {
                    throw new Refused("Nothing of it is held any more.");
                }
                if (what == Doing.RELEASE) {
                    versions.replaceAll(one -> new OneList.Version(one.name(), one.imported(), one.entries(), false));
                    versions.addFirst(new OneList.Version(waiting.version(), now.get(), waiting.now(), true));
                }
            }
            case ROLL_BACK -> {
                if (versions.stream().noneMatch(one -> version.equals(Optional.of(one.name())))) {
                    throw new Refused("There is no such version any more.");
                }
                versions.replaceAll(one -> new OneList.Version(one.name(), one.imported(), one.entries(),
                        version.equals(Optional.of(one.name()))));
            }
            case SWITCH_ON, SWITCH_OFF -> off = what == Doing.SWITCH_OFF;
        }
        event(what.name().toLowerCase(Locale.ROOT).replace('_', ' '), Optional.of(name), act, version.orElse(""));
    }

    private void event(String what, Optional<String> list, Act act, String detail) {
        events.add(new Event(now.get(), what, list, Optional.of(act.who()), Optional.of(act.why()), detail));
    }

    @Override
    public Difference difference(String name, String from, String to, int most) throws Refused {
        if (versions.stream().noneMatch(one -> one.name().equals(from)) && !from.equals("held")) {
            throw new Refused("There is no version “" + from + "” any more.");
        }
        return new Difference(from, to, List.of(new Difference.Count("Games", differing, 0),
                new Difference.Count("Illegal material", 3, 1)),
                IntStream.range(0, differing).limit(most)
                        .mapToObj(i -> new Difference.Line(true, "g" + i + ".example", "Games")).toList(),
                differing);
    }

    @Override
    public List<Event> history(Optional<String> name, int skip, int most) {
        return events.reversed().stream().filter(one -> name.isEmpty() || one.list().equals(name)).skip(skip)
                .limit(most).toList();
    }

    @Override
    public void export(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry("edits.csv"));
        for (Edited edit : edits) {
            zip.write((edit.number() + "," + edit.entry().orElse("") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        zip.finish();
    }
}
