package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.request.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The versions of the lists: what is kept, what is held, and the ways between them. Any thread may ask; one at a time
/// changes something, across processes.
public final class Versions {

    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);

    /// How [#diff] calls what is held, whatever its version is.
    public static final String HELD = "held";

    private final Shelf shelf;

    Versions(Shelf shelf) {
        this.shelf = shelf;
    }

    /// The versions of a list that are kept, the one in force first.
    ///
    /// @throws ListRefusedException where no list has this name
    public List<KeptVersion> kept(String name) throws IOException, ListRefusedException {
        List<KeptVersion> all = new ArrayList<>();
        String current = shelf.store().current(known(name)).orElse("");
        for (StoredList version : shelf.versions(name)) {
            StoredHeader header = version.header();
            all.add(new KeptVersion(name, header.version(), header.imported(), header.version().equals(current),
                    header.entries(), header.byCategory(), header.again()));
        }
        return List.copyOf(all);
    }

    /// Which of our categories each file of the version in force is, as it was imported: for an archive by the publisher's categories. Empty
    /// where there is none in force.
    public Map<String, List<String>> mapping(String name) throws IOException {
        Map<String, List<String>> mapping = new TreeMap<>();
        shelf.inForce(name).ifPresent(list -> list.header().parts().forEach(part -> mapping
                .put(part.list().substring(part.list().indexOf('/') + 1), part.slugs())));
        return mapping;
    }

    /// All that waits for a person, by list. What is torn is named in the log and left out.
    public List<HeldVersion> held() throws IOException {
        List<HeldVersion> all = new ArrayList<>();
        for (String name : shelf.store().folders().stream().map(path -> path.getFileName().toString()).toList()) {
            try {
                Optional<HeldStore.Held> waiting = shelf.held().find(name);
                if (waiting.isPresent()) {
                    all.add(held(waiting.get()));
                }
            } catch (UnreadableListException torn) {
                LOG.warn("What is held of the list {} cannot be used: {}", name, torn.getMessage());
            }
        }
        return List.copyOf(all);
    }

    private HeldVersion held(HeldStore.Held waiting) throws IOException {
        StoredHeader header = waiting.list().header();
        return new HeldVersion(header.name(), header.version(), header.imported(), waiting.who(), waiting.reasons(),
                header.entries(), shelf.inForce(header.name()).map(list -> list.header().entries()).orElse(0L),
                header.byCategory());
    }

    /// Puts in force what is held of a list.
    ///
    /// @param version the version that the person has looked at; empty: whatever is held
    /// @param why their words; not empty
    /// @throws ListRefusedException where nothing is held, or another version by now
    public KeptVersion release(String name, Optional<String> version, Who who, String why)
            throws IOException, ListRefusedException {
        said(why);
        try (ImportLock _ = shelf.lock()) {
            HeldStore.Held waiting = waiting(name, version);
            Instant now = shelf.now();
            return putInForce(shelf.store().again(waiting.list(), header -> header.at(header.version(), now)),
                    Event.Kind.RELEASED, who, why, waiting.reasons().stream().map(HeldReason::sentence).toList());
        }
    }

    /// Deletes what is held of a list. What is in force stays.
    ///
    /// @param version the version that the person has looked at; empty: whatever is held
    /// @param why their words; not empty
    /// @throws ListRefusedException where nothing is held, or another version by now
    public void drop(String name, Optional<String> version, Who who, String why)
            throws IOException, ListRefusedException {
        said(why);
        try (ImportLock _ = shelf.lock()) {
            HeldStore.Held waiting = waiting(name, version);
            StoredHeader header = waiting.list().header();
            shelf.held().clear(name);
            shelf.history().add(new Event(shelf.now(), Event.Kind.DROPPED, name, who, why, header.version(),
                    shelf.store().current(name).orElse(""), header.entries(), OptionalInt.empty(),
                    waiting.reasons().stream().map(HeldReason::sentence).toList()));
        }
    }

    /// Goes back to an older version: its content comes into force as a new version, and the newer ones stay as they are. The
    /// content that is put aside does not come into force again by itself.
    ///
    /// @param version which one; empty: the newest before the one in force that says something else
    /// @param why their words; not empty
    /// @throws ListRefusedException where there is no such version, or it is in force
    public KeptVersion rollback(String name, Optional<String> version, Who who, String why)
            throws IOException, ListRefusedException {
        said(why);
        try (ImportLock _ = shelf.lock()) {
            known(name);
            List<StoredList> versions = shelf.versions(name);
            if (versions.isEmpty()) {
                throw new ListRefusedException("no version of '" + name + "' can be read");
            }
            StoredHeader current = versions.getFirst().header();
            StoredList wanted = wanted(name, version, versions);
            Set<String> aside = new LinkedHashSet<>();
            versions.stream().takeWhile(each -> !each.equals(wanted)).map(each -> each.header().sha256())
                    .filter(sha -> !sha.equals(wanted.header().sha256())).forEach(aside::add);
            Instant now = shelf.now();
            String called = shelf.store().version(name, now, wanted.header().sha256());
            List<String> notes = new ArrayList<>();
            notes.add("back to " + wanted.header().version() + ", from " + current.version());
            shelf.held().version(name).ifPresent(held -> notes.add("what was held is dropped: " + held));
            return putInForce(shelf.store().again(wanted, header -> header.again(called, now, List.copyOf(aside))),
                    Event.Kind.ROLLED_BACK, who, why, notes);
        }
    }

    private static StoredList wanted(String name, Optional<String> version, List<StoredList> versions)
            throws ListRefusedException {
        StoredHeader current = versions.getFirst().header();
        Set<String> aside = new LinkedHashSet<>();
        versions.forEach(each -> aside.addAll(each.header().insteadOf()));
        Optional<StoredList> found = versions.stream().skip(1).filter(each -> version.isPresent()
                ? each.header().version().equals(version.get())
                : !each.header().sha256().equals(current.sha256()) && !aside.contains(each.header().sha256()))
                .findFirst();
        return found.orElseThrow(() -> new ListRefusedException(version.isEmpty()
                ? "'" + name + "' has no older version to go back to"
                : version.get().equals(current.version())
                        ? "the version " + current.version() + " is in force already"
                        : "'" + name + "' has no version '" + version.get() + "' to go back to; there are "
                                + String.join(", ", versions.stream().skip(1).map(each -> each.header().version())
                                        .toList())));
    }

    /// What changed from one version to another. Exact, and quick for millions of entries; see [Differ].
    ///
    /// @param from a version; empty: the one before the other
    /// @param to a version, or [#HELD]; empty: what is in force
    /// @param lines takes each entry that changed, as it is found; nothing that is in a sealed category
    /// @throws ListRefusedException where there is no such list or version
    public Difference diff(String name, Optional<String> from, Optional<String> to, Consumer<Difference.Line> lines)
            throws IOException, ListRefusedException {
        if (shelf.held().find(safe(name)).isEmpty()) {
            known(name);
        }
        return new Comparing(shelf, name).run(from, to, lines);
    }

    /// What some targets would be listed as with another version of a list in force. Nothing is changed. See [Trying] for what it costs.
    ///
    /// @param called a version that is kept, or [#HELD]
    /// @param told told now and then, by the calling thread
    /// @throws ListRefusedException where there is no such list or version
    public Trial trial(String name, String called, Collection<Target> targets, Consumer<Progress> told)
            throws IOException, ListRefusedException {
        if (shelf.held().find(safe(name)).isEmpty()) {
            known(name);
        }
        StoredList other = new Comparing(shelf, name).find(called);
        List<HeldReason> reasons = shelf.held().find(name)
                .filter(held -> held.list().header().version().equals(other.header().version()))
                .map(HeldStore.Held::reasons).orElse(List.of());
        return new Trial(name, other.header().version(), other.header().entries(), reasons,
                new Trying(shelf, other).index(targets, told));
    }

    private KeptVersion putInForce(StoredList fresh, Event.Kind kind, Who who, String why, List<String> notes)
            throws IOException {
        StoredHeader header = fresh.header();
        String before = shelf.store().current(header.name()).orElse("");
        shelf.store().putInForce(fresh);
        Importer.tidy(shelf, header.name());
        shelf.history().add(new Event(header.imported(), kind, header.name(), who, why, header.version(), before,
                header.entries(), OptionalInt.empty(), notes));
        shelf.indexing().build();
        return new KeptVersion(header.name(), header.version(), header.imported(), true, header.entries(),
                header.byCategory(), header.again());
    }

    private HeldStore.Held waiting(String name, Optional<String> version) throws IOException, ListRefusedException {
        HeldStore.Held waiting = shelf.held().find(safe(name))
                .orElseThrow(() -> new ListRefusedException("nothing of the list '" + name + "' is held"));
        if (version.isPresent() && !version.get().equals(waiting.list().header().version())) {
            throw new ListRefusedException("the version " + version.get() + " is held no longer; it is "
                    + waiting.list().header().version() + " now");
        }
        return waiting;
    }

    private String known(String name) throws IOException, ListRefusedException {
        List<String> names = shelf.store().names();
        if (!names.contains(name)) {
            throw new ListRefusedException("there is no list '" + name + "'" + Nearest.hint(name, names));
        }
        return name;
    }

    /// A name that leads nowhere but into the folder of lists.
    private static String safe(String name) throws ListRefusedException {
        if (!name.matches(Plan.NAME)) {
            throw new ListRefusedException("'" + name + "' is no name of a list");
        }
        return name;
    }

    private static void said(String why) throws ListRefusedException {
        if (why.isBlank()) {
            throw new ListRefusedException("say why");
        }
    }
}
