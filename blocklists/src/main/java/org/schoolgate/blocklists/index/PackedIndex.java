package org.schoolgate.blocklists.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Entry.Kind;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// An index off the heap, made by [IndexBuilder]. Millions of entries take about 6 bytes each in memory and 20 in the
/// file. Nothing is allocated for an answer in bits; any number of threads may ask, until it is closed.
///
/// A name is looked up from its end: `example.test`, then `www.example.test`. As every name with something listed below it
/// stands in the table, the first that is missing ends the search; so what is not listed costs one line of memory. Of short
/// endings such as `co.uk` it is known beforehand that only names below them are listed; they are passed over ([SilentEndings]).
///
/// The school's own edits since the build stand in a second, small layer. A key that stands there has its whole meaning
/// there.
public final class PackedIndex implements DomainIndex {

    private static final String WWW = "www.";

    private final IndexNote note;
    private final long size;
    private final Layer base;
    /// The layer of the edits; the base again where there are none.
    private final Layer edits;
    private final boolean isEdited;
    /// Whether the addresses of the edits stand in the place of the base's.
    private final boolean editsAddresses;
    private final KeyHash hash;
    /// Whether names of one label are listed, so that a look-up must begin with them.
    private final boolean singles;
    /// Whether most questions can be answered by [#bits].
    private final boolean isPlain;
    private final boolean hasPaths;
    /// What is listed by digest; asked by [#whole] alone.
    private final List<DigestTable> digests;
    private final Categories categories;
    private final List<Arena> arenas;
    private final Map<String, PackedIndex> ofGroups;

    PackedIndex(IndexNote note, long size, Layer base, List<DigestTable> digests, Categories categories, Arena arena) {
        this(note, size, base, base, false, digests, categories, List.of(arena), Map.of());
    }

    private PackedIndex(IndexNote note, long size, Layer base, Layer edits, boolean editsAddresses,
            List<DigestTable> digests, Categories categories, List<Arena> arenas, Map<String, PackedIndex> ofGroups) {
        this.note = note;
        this.size = size;
        this.base = base;
        this.edits = edits;
        this.isEdited = !edits.equals(base);
        this.editsAddresses = editsAddresses;
        this.hash = base.hash();
        this.singles = base.singles() || edits.singles();
        this.isPlain = !singles && !isEdited;
        this.hasPaths = base.paths().size() > 0 || edits.paths().size() > 0;
        this.digests = digests;
        this.categories = categories;
        this.arenas = arenas;
        this.ofGroups = ofGroups;
    }

    /// Opens the file of an index, once every byte of it has been checked.
    ///
    /// @throws UnreadableIndexException where it is torn, changed, foreign, or written by a newer product
    public static PackedIndex open(Path file, Categories categories) throws IOException {
        return IndexFile.open(file, categories);
    }

    /// What the file of an index says of itself. Costs a few kilobytes of reading.
    ///
    /// @throws UnreadableIndexException as [#open] does; the rest of the file is not looked at
    public static IndexNote note(Path file) throws IOException {
        return IndexFile.note(file);
    }

    public IndexNote note() {
        return note;
    }

    /// This index with what is listed by digest; itself where nothing is. It shares this one's memory, and closing it closes both.
    public DomainIndex whole() {
        return digests.isEmpty() ? this : new DigestedIndex(this, digests, categories);
    }

    /// This index with edits before it, which are not in it yet. It shares this one's memory, and closing it closes both.
    ///
    /// @param version what it answers to [#version]
    public PackedIndex with(List<Edit> further, String version) {
        return further.isEmpty() ? this : with(further, Set.of(), none -> {}, version);
    }

    /// The same where some edits that are in this index hold no longer: what it says of their entries is put aside.
    ///
    /// @param further edits that are not in it, and every edit that holds of an entry that is put aside
    /// @param aside the entries; who gives a name gives it as an exact one too
    /// @param lines adds what the lists say of the entries that are put aside
    public PackedIndex with(List<Edit> further, Set<Entry> aside, Consumer<IndexBuilder> lines, String version) {
        var edited = new IndexNote(version, note.mark(), note.edits());
        if (further.isEmpty() && aside.isEmpty()) {
            return new PackedIndex(edited, size, base, edits, editsAddresses, digests, categories, arenas, Map.of());
        }
        var builder = new IndexBuilder(hash, further);
        Map<Part, Integer> numbers = new HashMap<>();
        Set<Entry> front = new LinkedHashSet<>(aside);
        further.forEach(edit -> front.add(edit.entry()));
        for (Entry entry : front) {
            builder.replaces(entry);
            if (!aside.contains(entry.asListed())) {
                copy(entry, builder, part -> numbers.computeIfAbsent(part, builder::part));
            }
        }
        boolean addresses = front.stream().anyMatch(entry -> entry.kind() == Kind.ADDRESSES);
        if (addresses) {
            base.addresses().ranges().stream().map(each -> each.level(base.parts()))
                    .filter(level -> !aside.contains(new Entry(Kind.ADDRESSES, level.entry(), false)))
                    .forEach(level -> level.copy(Kind.ADDRESSES, builder,
                            part -> numbers.computeIfAbsent(part, builder::part)));
        }
        lines.accept(builder);
        PackedIndex before = builder.build(edited, categories);
        return new PackedIndex(edited, size, base, before.base, addresses, digests, categories,
                Stream.concat(arenas.stream(), before.arenas.stream()).toList(), Map.of());
    }

    /// This index, answering groups by others. Closing it closes them.
    ///
    /// @param groups an index for each group; they may share memory with this one and among each other
    public PackedIndex withGroups(Map<String, PackedIndex> groups) {
        return new PackedIndex(note, size, base, edits, editsAddresses, digests, categories,
                arenas(Stream.concat(Stream.of(this), groups.values().stream()).toList()), Map.copyOf(groups));
    }

    @Override
    public PackedIndex forGroup(String group) {
        return ofGroups.getOrDefault(group, this);
    }

    @Override
    public Set<String> groups() {
        return ofGroups.keySet();
    }

    /// Copies all lines of the key of an entry.
    private void copy(Entry entry, IndexBuilder builder, ToIntFunction<Part> numbers) {
        String text = entry.text();
        switch (entry.kind()) {
            case NAME, EXACT -> {
                var name = new HostName(text);
                int position = base.names().find(hash.ofEnding(name, name.length()), name, name.length());
                if (position != 0) {
                    Level.of(base, base.names(), position, false).copy(Kind.NAME, builder, numbers);
                    Level.of(base, base.names(), position, true).copy(Kind.EXACT, builder, numbers);
                }
            }
            case PATH -> {
                int slash = text.indexOf('/');
                int end = slash == text.length() - 1 ? slash : text.length();
                byte[] bytes = ascii(text);
                long host = hash.ofName(bytes, 0, slash);
                int position = base.paths().find(hash.ofPath(host, bytes, slash, end), text.substring(0, end), 0, "",
                        0);
                if (position != 0) {
                    Level.of(base, base.paths(), position, false).copy(Kind.PATH, builder, numbers);
                }
            }
            case ADDRESSES, DIGEST -> {
                // All addresses are copied together; no edit is about a digest.
            }
        }
    }

    /// The size of what every look-up reads, in bytes: the lines of the tables.
    public long hotBytes() {
        return base.names().bytes() + base.paths().bytes();
    }

    /// How many keys a look-up of a name asks the table for.
    ///
    /// @param probes the keys: one for a name of which nothing is listed
    /// @param lines the lines of 64 bytes that it reads of the table for them
    public record Touched(int probes, int lines) {}

    /// What a look-up of a name touches, counted by going its way once more. For measurements.
    public Touched touched(HostName host) {
        int probes = 0;
        int lines = 0;
        int ending = first(host);
        while (true) {
            long key = hash.ofEnding(host, ending);
            probes++;
            lines += base.names().linesTouched(key, host, ending);
            int position = base.names().find(key, host, ending);
            if (ending == host.length() || !base.meanings().hasBelow(base.names().meaning(position))) {
                return new Touched(probes, lines);
            }
            ending = host.endingAfter(ending);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public long bitsOf(Target target) {
        return walk(target, null);
    }

    @Override
    public List<Listing> listingsOf(Target target) {
        List<Level> levels = new ArrayList<>();
        walk(target, levels);
        List<Listing> listings = new ArrayList<>();
        long taken = 0;
        for (Level level : levels.reversed()) {
            listings.addAll(level.listings(categories, ~taken));
            taken |= level.taken();
        }
        embedded(target).ifPresent(within -> listings.addAll(listingsOf(within)));
        return List.copyOf(listings);
    }

    /// The categories that entries take away from a target, of those entries that are as specific as what has so many letters of its
    /// host and so many of its path. Costs microseconds.
    long takenOf(Target target, int host, int path) {
        List<Level> levels = new ArrayList<>();
        walk(target, levels);
        long taken = 0;
        for (Level level : levels) {
            String entry = level.entry().startsWith("=") ? level.entry().substring(1) : level.entry();
            int slash = entry.indexOf('/');
            int end = slash < 0 ? entry.length() : slash;
            if (end > host || end == host && entry.length() - end >= path) {
                taken |= level.taken();
            }
        }
        return taken;
    }

    @Override
    public String version() {
        return note.version();
    }

    @Override
    public long size() {
        return size;
    }

    /// Gives the memory back. Whoever still asks gets an exception, so nobody may be left who could.
    @Override
    public void close() {
        close(List.of(this));
    }

    /// Closes indexes that may share memory.
    public static void close(Collection<PackedIndex> indexes) {
        arenas(indexes).forEach(Arena::close);
    }

    private static List<Arena> arenas(Collection<PackedIndex> indexes) {
        return indexes.stream().flatMap(each -> each.arenas.stream()).distinct().toList();
    }

    /// @param levels takes every level at which something is listed, from the least specific; null where nobody wants them
    private long walk(Target target, @Nullable List<Level> levels) {
        // Empty where no path is to be asked for; a path has one letter at least.
        String path = hasPaths && target instanceof Target.Page page ? page.path().text() : "";
        // A switch over types costs more here than the rest of a look-up.
        if (target.host() instanceof HostName name) {
            return names(name, path, levels);
        }
        return addresses((IpAddress) target.host(), path, levels);
    }

    /// Most names end here, as nothing is listed of them: nine in ten, after one line of the table. It is kept apart from
    /// [#listed] so that it is little code, which is compiled into few instructions.
    private long names(HostName host, String path, @Nullable List<Level> levels) {
        if (isPlain && levels == null && path.isEmpty()) {
            int ending = first(host);
            long key = hash.ofEnding(host, ending);
            return base.names().mayHave(key) ? bits(host, ending, key) : 0;
        }
        int ending = singles ? host.endingAfter(0) : host.twoLabels();
        long key = hash.ofEnding(host, ending);
        return singles || base.names().mayHave(key) || isEdited && edits.names().mayHave(key)
                ? listed(host, ending, key, path, levels)
                : 0;
    }

    /// The length of the shortest ending of a host that the table is to be asked for, where there are no edits and no names of one
    /// label.
    private int first(HostName host) {
        int ending = host.twoLabels();
        return base.silent().has(host, ending) ? host.endingAfter(ending) : ending;
    }

    /// What [#listed] gives where there are no edits, no names of one label, and neither path nor levels are asked for.
    private long bits(HostName host, int first, long firstKey) {
        Table names = base.names();
        Meanings meanings = base.meanings();
        long found = 0;
        int ending = first;
        long key = firstKey;
        while (true) {
            int position = names.find(key, host, ending);
            if (position == 0) {
                return found;
            }
            int meaning = names.meaning(position);
            found = meanings.apply(meaning, found);
            if (ending == host.length()) {
                return meanings.applyExact(meaning, found);
            }
            if (!meanings.hasBelow(meaning)) {
                return found;
            }
            ending = host.endingAfter(ending);
            key = hash.ofEnding(host, ending);
        }
    }

    /// Asks for one ending after the other.
    ///
    /// @param first the length of the first of them
    /// @param firstKey its hash
    private long listed(HostName host, int first, long firstKey, String path, @Nullable List<Level> levels) {
        int length = host.length();
        long found = 0;
        boolean inBase = true;
        boolean inEdits = isEdited;
        long whole = 0;
        long withoutWww = 0;
        boolean onWhole = false;
        boolean onWithoutWww = false;
        // What lies below a name of one label is no sign of what lies below one of two.
        boolean isSingle = singles;
        int ending = first;
        long key = firstKey;
        while (true) {
            int edited = inEdits ? edits.names().find(key, host, ending) : 0;
            int listed = inBase ? base.names().find(key, host, ending) : 0;
            int edit = edits.names().meaning(edited);
            int meaning = base.names().meaning(listed);
            if ((edit | meaning) != 0) {
                boolean replaced = edits.meanings().isEdited(edit);
                found = replaced
                        ? name(edits, edited, edit, found, ending == length, levels)
                        : name(base, listed, meaning, found, ending == length, levels);
                if (!path.isEmpty() && (edits.meanings().hasPaths(edit) || base.meanings().hasPaths(meaning))) {
                    if (ending == length) {
                        whole = key;
                        onWhole = true;
                    } else if (ending == length - WWW.length() && host.name().startsWith(WWW)) {
                        withoutWww = key;
                        onWithoutWww = true;
                    }
                }
            }
            if (!isSingle) {
                inEdits = edits.meanings().hasBelow(edit);
                inBase = base.meanings().hasBelow(meaning);
            }
            if (ending == length || !inBase && !inEdits) {
                break;
            }
            isSingle = false;
            ending = host.endingAfter(ending);
            key = hash.ofEnding(host, ending);
        }
        if (onWithoutWww) {
            found = paths(withoutWww, host.name(), WWW.length(), path, found, levels);
        }
        return onWhole ? paths(whole, host.name(), 0, path, found, levels) : found;
    }

    private long addresses(IpAddress address, String path, @Nullable List<Level> levels) {
        Layer layer = editsAddresses ? edits : base;
        long found = layer.addresses().bitsOf(address);
        if (!address.isV4() && levels == null) {
            Optional<IpAddress> within = address.embeddedV4();
            found |= within.isPresent() ? layer.addresses().bitsOf(within.get()) : 0;
        }
        if (levels != null) {
            layer.addresses().around(address).forEach(each -> levels.add(each.level(layer.parts())));
        }
        if (path.isEmpty() || !base.addressPaths() && !edits.addressPaths()) {
            return found;
        }
        String host = address.text();
        byte[] bytes = ascii(host);
        return paths(hash.ofName(bytes, 0, bytes.length), host, 0, path, found, levels);
    }

    /// The IPv4 machine that an IPv6 address leads to, as a target of its own.
    private static Optional<Target> embedded(Target target) {
        return target.host() instanceof IpAddress address
                ? address.embeddedV4().map(within -> new Target.Site(within, target.port()))
                : Optional.empty();
    }

    /// Asks for the host with each beginning of the path that ends where a part of it ends: before `/`, `?`, a `&` of
    /// the query, and at the end.
    private long paths(long host, String name, int from, String path, long before, @Nullable List<Level> levels) {
        int longest = Math.max(base.paths().longest(), edits.paths().longest());
        int most = Math.min(path.length(), longest - (name.length() - from));
        long found = before;
        long state = host;
        long word = 0;
        boolean query = false;
        for (int end = 0; end <= most; end++) {
            char next = end == path.length() ? '/' : path.charAt(end);
            query |= next == '?';
            if (next == '/' || next == '?' || query && next == '&') {
                long key = hash.last(state, word, end);
                int edited = isEdited ? edits.paths().find(key, name, from, path, end) : 0;
                if (edited != 0) {
                    found = apply(edits, edits.paths(), edited, found, levels);
                } else {
                    int listed = base.paths().find(key, name, from, path, end);
                    found = listed == 0 ? found : apply(base, base.paths(), listed, found, levels);
                }
            }
            word |= (long) next << 8 * (end & 7);
            if ((end & 7) == 7) {
                state = hash.step(state, word);
                word = 0;
            }
        }
        return found;
    }

    /// What the key of a name says, after what shorter ones have said.
    private static long name(Layer layer, int position, int meaning, long before, boolean whole,
            @Nullable List<Level> levels) {
        if (levels != null && position != 0) {
            levels.add(Level.of(layer, layer.names(), position, false));
            if (whole) {
                levels.add(Level.of(layer, layer.names(), position, true));
            }
        }
        long found = layer.meanings().apply(meaning, before);
        return whole ? layer.meanings().applyExact(meaning, found) : found;
    }

    private static long apply(Layer layer, Table table, int position, long before, @Nullable List<Level> levels) {
        if (levels != null) {
            levels.add(Level.of(layer, table, position, false));
        }
        return layer.meanings().apply(table.meaning(position), before);
    }
}
