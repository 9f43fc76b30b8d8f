package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Target;

/// Edits in any order, undone, proposed, decided, expired, with imports between, held against a model that keeps them in a
/// plain list and works everything out anew each time.
class EditsOracleTest {

    private static final List<String> SLUGS = List.of("games", "chat", "pornography");
    private static final List<String> ENTRIES = List.of("a.example", "=a.example", "www.a.example", "b.example",
            "b.example/x", "=www.b.example", "192.0.2.0/24", "192.0.2.7");
    private static final List<String> ASKED = List.of("http://a.example/", "http://www.a.example/",
            "http://b.example/", "http://b.example/x/y", "http://www.b.example/x", "http://v.a.example/",
            "http://192.0.2.7/", "http://192.0.2.9/");
    private static final String NOBODY = "nobody";
    private static final List<String> GROUPS = List.of("juniors", "seniors", "staff");
    private static final List<Who> PEOPLE = List.of(Shelves.ANNE, Shelves.BEN);

    @TempDir
    Path folder;

    /// An edit as the model has it.
    private static final class Kept {
        final int number;
        final boolean adds;
        final String entry;
        final String category;
        final List<String> groups;
        final Instant until;
        final int undoes;
        boolean proposed;
        boolean inForce;
        int order;

        Kept(int number, boolean adds, String entry, String category, List<String> groups, Instant until,
                int undoes) {
            this.number = number;
            this.adds = adds;
            this.entry = entry;
            this.category = category;
            this.groups = groups;
            this.until = until;
            this.undoes = undoes;
        }
    }

    /// Stands for an edit that is not there.
    private static final Kept NONE = new Kept(0, false, "", "", List.of(), Instant.MAX, 0);

    private final Map<Integer, Kept> edits = new HashMap<>();
    private final Map<String, Set<String>> listed = new HashMap<>();
    private Set<String> known = Set.copyOf(GROUPS);
    private String locked = "";
    private int lines;

    @RepeatedTest(3)
    void theIndexAnswersAsTheModel() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Shelves shelves = new Shelves(folder).twoPeopleFor("pornography").groups(GROUPS.toArray(String[]::new))
                .locking();
        importing(shelves, random);
        for (int step = 0; step < 120; step++) {
            String what = step(shelves, random);
            shelves.later(Duration.ofMinutes(random.nextInt(60)));
            DomainIndex index = shelves.listLibrary().load();
            try {
                for (String url : ASKED) {
                    for (String group : List.of(NOBODY, "juniors", "seniors", "staff")) {
                        assertThat(shelves.at(index, url, group))
                                .as("seed %d, step %d, %s: %s for %s", seed, step, what, url, group)
                                .isEqualTo(expected(url, group));
                    }
                }
            } finally {
                index.close();
            }
        }
        assertThat(lines).as("seed %d", seed).isPositive();
    }

    private String step(Shelves shelves, Random random) throws Exception {
        Editing editing = shelves.listLibrary().editing();
        Who who = PEOPLE.get(random.nextInt(2));
        int number = 1 + random.nextInt(lines + 1);
        Kept about = edits.getOrDefault(number, NONE);
        try {
            return switch (random.nextInt(17)) {
                case 0 -> {
                    importing(shelves, random);
                    yield "import";
                }
                case 12 -> {
                    known = random.nextBoolean() ? Set.copyOf(GROUPS) : Set.of(GROUPS.get(random.nextInt(3)));
                    locked = random.nextBoolean() ? "chat" : "";
                    shelves.groups(known.toArray(String[]::new));
                    shelves.locking(locked.isEmpty() ? new String[0] : new String[]{locked});
                    yield "a policy with " + known + ", locked: " + locked;
                }
                case 1, 2 -> {
                    EditReport report = editing.undo(number, who, "x");
                    int undoes = about.number;
                    done(report, (at, i) -> {
                        if (report.isProposed()) {
                            propose(new Kept(at, false, "", "", List.of(), Instant.MAX, undoes));
                        } else {
                            about.inForce = false;
                        }
                    });
                    yield "undo " + number;
                }
                case 3, 4 -> {
                    EditReport report = editing.approve(number, who, "");
                    done(report, (at, i) -> approve(about, at));
                    yield "approve " + number;
                }
                case 5 -> {
                    EditReport report = editing.decline(number, who, "no");
                    done(report, (at, i) -> about.proposed = false);
                    yield "decline " + number;
                }
                case 14 -> {
                    EditReport report = editing.take(number, who, "it is good");
                    done(report, (at, i) -> made(report, new Kept(at, about.adds, about.entry, about.category,
                            about.groups, about.until, 0)));
                    lines++;
                    yield "take " + number;
                }
                case 15 -> {
                    editing.withdraw(number, who, "");
                    about.proposed = false;
                    lines++;
                    yield "withdraw " + number;
                }
                case 6 -> {
                    int ended = editing.expire(shelves.now.get());
                    lines += ended;
                    edits.values().stream().filter(kept -> !kept.until.isAfter(shelves.now.get())).forEach(kept -> {
                        kept.inForce = false;
                        kept.proposed = false;
                    });
                    yield "expire " + ended;
                }
                default -> {
                    boolean adds = random.nextBoolean();
                    String entry = (random.nextInt(4) == 0 ? "@@" : "") + ENTRIES.get(random.nextInt(ENTRIES.size()));
                    String category = SLUGS.get(random.nextInt(SLUGS.size()));
                    Optional<Instant> until = random.nextInt(3) == 0
                            ? Optional.of(shelves.now.get().plus(Duration.ofHours(1 + random.nextInt(9))))
                            : Optional.empty();
                    List<String> groups = GROUPS.stream().filter(_ -> random.nextInt(4) == 0).toList();
                    EditWish wish = new EditWish(adds, entry, Optional.of(category), groups);
                    Basis basis = new Basis(who, "", until, Optional.empty());
                    EditReport report = random.nextInt(4) == 0
                            ? editing.tryOut(wish, basis)
                            : editing.edit(wish, basis);
                    done(report, (at, i) -> made(report,
                            new Kept(at, adds, entry, category, groups, until.orElse(Instant.MAX), 0)));
                    yield (report.state() == SchoolEdit.State.IN_SHADOW ? "in shadow: " : "")
                            + (adds ? "add " : "remove ") + entry + " " + category + " for " + groups;
                }
            };
        } catch (ListRefusedException refused) {
            return "refused: " + refused.getMessage();
        }
    }

    private interface Written {
        void line(int number, int index);
    }

    private void done(EditReport report, Written written) {
        for (int i = 0; i < report.numbers().size(); i++) {
            assertThat(report.numbers().get(i)).isEqualTo(++lines);
            written.line(lines, i);
        }
    }

    /// What is only tried out holds nothing.
    private void made(EditReport report, Kept kept) {
        kept.proposed = report.isProposed();
        kept.inForce = report.state() == SchoolEdit.State.IN_FORCE;
        kept.order = kept.number;
        edits.put(kept.number, kept);
    }

    private void propose(Kept kept) {
        kept.proposed = true;
        edits.put(kept.number, kept);
    }

    private void approve(Kept about, int at) {
        about.proposed = false;
        if (about.undoes > 0) {
            edits.getOrDefault(about.undoes, NONE).inForce = false;
        } else {
            about.inForce = true;
            about.order = at;
        }
    }

    private void importing(Shelves shelves, Random random) throws Exception {
        String category = SLUGS.get(random.nextInt(SLUGS.size()));
        Set<String> entries = new TreeSet<>();
        for (String entry : ENTRIES) {
            if (random.nextInt(3) == 0) {
                entries.add(entry);
            }
        }
        entries.add("never-asked.example");
        shelves.accepting(category, String.join("\n", entries) + "\n", category);
        listed.put(category, entries);
    }

    /// Rows of one entry: those that put in, and those that take out.
    private record Rows(List<String> in, List<String> out) {}

    private List<String> expected(String url, String group) {
        Target.Page page = Target.Page.parse(url).orElseThrow();
        String host = page.host().text();
        Set<String> found = new TreeSet<>();
        List<List<String>> levels = new ArrayList<>();
        if (host.startsWith("192")) {
            levels.add(List.of("192.0.2.0/24"));
            if (host.equals("192.0.2.7")) {
                levels.add(List.of("192.0.2.7"));
            }
        } else {
            for (String name = host; name.contains("."); name = name.substring(name.indexOf('.') + 1)) {
                levels.add(0, name.equals(host) ? List.of(name, "=" + name) : List.of(name));
            }
            if (page.path().text().startsWith("/x")) {
                levels.add(List.of((host.startsWith("www.") ? host.substring(4) : host) + "/x"));
            }
        }
        levels.forEach(level -> level.forEach(entry -> {
            Rows rows = rows(entry, group);
            found.removeAll(rows.out());
            found.addAll(rows.in());
        }));
        return List.copyOf(found);
    }

    /// Every category here closes; `games`, `chat` and `pornography` are all there are.
    private boolean holds(Kept kept, String group) {
        if (kept.groups.isEmpty()) {
            return true;
        }
        boolean lockedSince = kept.category.equals(locked);
        boolean closes = kept.adds != kept.entry.startsWith("@@");
        return closes && (lockedSince || !known.containsAll(kept.groups))
                || !lockedSince && known.contains(group) && kept.groups.contains(group);
    }

    private Rows rows(String entry, String group) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        listed.forEach((category, entries) -> {
            if (entries.contains(entry)) {
                in.add(category);
            }
        });
        edits.values().stream().filter(kept -> kept.inForce && holds(kept, group))
                .sorted(java.util.Comparator.comparingInt(k -> k.order))
                .forEach(kept -> {
                    boolean allow = kept.entry.startsWith("@@");
                    if (kept.entry.substring(allow ? 2 : 0).equals(entry)) {
                        List<String> rows = allow ? out : in;
                        if (kept.adds) {
                            rows.add(kept.category);
                        } else {
                            rows.removeIf(kept.category::equals);
                        }
                    }
                });
        return new Rows(in, out);
    }
}
