package org.schoolgate.blocklists.index;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;

/// Makes an index of the entries of lists: a file, or one in memory. Used once, by one thread. Five million entries need
/// about 300 MB while it works.
public final class IndexBuilder {

    private final KeyHash hash;
    private final List<Part> parts = new ArrayList<>();
    private final Gathering names = new Gathering();
    private final Gathering paths = new Gathering();
    private final Map<String, List<int[]>> addresses = new TreeMap<>();
    /// The highest line number of each part.
    private int[] highest = new int[64];
    private final DigestDraft digests = new DigestDraft();
    private final Edited edited;
    private boolean singles;
    private boolean addressPaths;

    /// @param edits what the school has changed in what the lists say, in order
    public IndexBuilder(List<Edit> edits) {
        this(KeyHash.random(), edits);
    }

    IndexBuilder(KeyHash hash, List<Edit> edits) {
        this.hash = hash;
        this.edited = new Edited(edits);
    }

    /// Takes in a part and gives the number that its entries are added with.
    public int part(Part part) {
        if (parts.size() == Source.MOST_PARTS) {
            throw new IllegalStateException("an index cannot have more than " + Source.MOST_PARTS + " parts");
        }
        parts.add(part);
        if (parts.size() > highest.length) {
            highest = Arrays.copyOf(highest, 2 * highest.length);
        }
        return parts.size() - 1;
    }

    /// Says how much is to come, so that room is made once.
    ///
    /// @param entries about how many entries
    /// @param bytes about how many bytes they have together
    public void expect(long entries, long bytes) {
        // One name in ten has one above it that comes into the table too.
        names.expect(Math.clamp(entries + entries / 8, 0, 1 << 28), Math.clamp(bytes, 0, 1 << 30));
    }

    /// Adds an entry that a line of a part gives.
    public void add(Entry entry, int part, int line) {
        byte[] text = entry.text().getBytes(StandardCharsets.US_ASCII);
        add(entry.kind(), text, 0, text.length, part, entry.allow(), line);
    }

    /// Adds an entry whose canonical spelling is `text[from..to)`.
    ///
    /// @param line its number in the part, from 1
    /// @throws IllegalArgumentException where the text of an address is none, or a key is longer than 65,535 bytes
    public void add(Entry.Kind kind, byte[] text, int from, int to, int part, boolean allow, int line) {
        if (!edited.takes(kind, text, from, to, parts.get(part), allow, line)) {
            put(kind, text, from, to, part, allow, line);
        }
    }

    private void put(Entry.Kind kind, byte[] text, int from, int to, int part, boolean allow, int line) {
        int source = Source.of(part, kind == Entry.Kind.EXACT, allow);
        highest[part] = Math.max(highest[part], line);
        switch (kind) {
            case NAME, EXACT -> name(text, from, to, source, line);
            case PATH -> path(text, from, to, source, line);
            case ADDRESSES -> addresses.computeIfAbsent(new String(text, from, to - from, StandardCharsets.US_ASCII),
                    first -> new ArrayList<>()).add(new int[]{source, line});
            case DIGEST -> digests.add(text, from, to, part, line);
        }
    }

    /// Says that this index stands before another, and has the whole truth about the key of this entry.
    void replaces(Entry entry) {
        byte[] text = entry.text().getBytes(StandardCharsets.US_ASCII);
        switch (entry.kind()) {
            case NAME, EXACT -> name(text, 0, text.length, Gathering.EDITED, 0);
            case PATH -> path(text, 0, text.length, Gathering.EDITED, 0);
            case ADDRESSES, DIGEST -> {
                // The addresses of such an index stand in the place of all of the other's; no edit is about a digest.
            }
        }
    }

    /// The index in memory, for tests and for few entries.
    public PackedIndex build(IndexNote note, Categories categories) {
        try {
            return IndexFile.inMemory(image(note), categories);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an index that was just made cannot be read", impossible);
        }
    }

    /// Writes the index to a new file, synced. Until this has returned the file is not whole; a reader finds that out.
    ///
    /// @throws IOException where the file is there already or the disk cannot be written
    public void write(IndexNote note, Path file) throws IOException {
        IndexFile.write(image(note), file);
    }

    private IndexImage image(IndexNote note) throws IOException {
        Map<Part, Integer> numbers = new HashMap<>();
        edited.settle((entry, row) -> {
            byte[] text = entry.text().getBytes(StandardCharsets.US_ASCII);
            put(entry.kind(), text, 0, text.length, numbers.computeIfAbsent(row.part(), this::part), row.allow(),
                    row.line());
        });
        var meanings = new Meanings.Draft();
        byte[] widths = new byte[parts.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = (byte) ((39 - Integer.numberOfLeadingZeros(highest[i])) / 8);
        }
        var nameTable = new TableDraft(names, meanings, widths, false);
        var pathTable = new TableDraft(paths, meanings, widths, true);
        Endings endings = Endings.of(names);
        TableDraft.Written writtenNames = nameTable.write(endings);
        TableDraft.Written writtenPaths = pathTable.write(Endings.none());
        List<Addresses.Listed> ranges = ranges();
        var meta = new ByteArrayOutputStream();
        var out = new DataOutputStream(meta);
        note.writeTo(out);
        out.writeLong(nameTable.entries() + pathTable.entries() + ranges.size() + digests.size());
        out.writeBoolean(singles);
        out.writeBoolean(addressPaths);
        Parts.write(out, parts, widths);
        endings.writeTo(out);
        meanings.writeTo(out);
        writtenNames.shape().writeTo(out);
        writtenPaths.shape().writeTo(out);
        Addresses.write(out, ranges);
        List<ByteBuffer> last = digests.isEmpty() ? List.of() : List.of(digests.write(out));
        List<ByteBuffer> sections = new ArrayList<>();
        sections.add(ByteBuffer.wrap(meta.toByteArray()));
        sections.addAll(writtenNames.sections());
        sections.addAll(writtenPaths.sections());
        sections.addAll(last);
        return new IndexImage(hash, sections);
    }

    /// A name, and what it is below of, as far as a look-up asks: endings of at least two labels.
    private void name(byte[] text, int from, int to, int source, int line) {
        int start = names.keep(text, from, to);
        byte[] pool = names.pool();
        int end = start + to - from;
        names.add(hash.ofName(pool, start, end), start, end - start, source, line);
        boolean several = false;
        for (int at = end - 1; at > start; at--) {
            if (pool[at] == '.') {
                if (several) {
                    names.below(hash.ofName(pool, at + 1, end), at + 1, end - at - 1);
                }
                several = true;
            }
        }
        singles |= !several;
    }

    /// A path, and its host, which has it.
    private void path(byte[] text, int from, int to, int source, int line) {
        int slash = from;
        while (slash < to && text[slash] != '/') {
            slash++;
        }
        // A path of "/" holds for every page of its host: kept as the host alone.
        int end = slash == to - 1 ? slash : to;
        if (end - from > 0xffff) {
            throw new IllegalArgumentException("an entry of " + (end - from) + " bytes");
        }
        int start = paths.keep(text, from, end);
        int host = start + slash - from;
        long hostHash = hash.ofName(paths.pool(), start, host);
        paths.add(hash.ofPath(hostHash, paths.pool(), host, start + end - from), start, end - from, source, line);
        if (isAddress(text, from, slash)) {
            addressPaths = true;
        } else {
            name(text, from, slash, Gathering.PATHS, 0);
        }
    }

    private static boolean isAddress(byte[] text, int from, int to) {
        byte last = text[to - 1];
        return last == ']' || last >= '0' && last <= '9'
                && IpAddress.parse(new String(text, from, to - from, StandardCharsets.US_ASCII)).isPresent();
    }

    private List<Addresses.Listed> ranges() {
        Map<AddressRange, List<int[]>> byRange = new LinkedHashMap<>();
        addresses.forEach((text, rows) -> {
            Optional<AddressRange> range = AddressRange.parse(text);
            byRange.computeIfAbsent(range.orElseThrow(
                    () -> new IllegalArgumentException("'" + text + "' is no range of addresses")),
                    first -> new ArrayList<>()).addAll(rows);
        });
        List<Addresses.Listed> out = new ArrayList<>();
        byRange.forEach((range, rows) -> {
            Map<Integer, Integer> lines = new TreeMap<>();
            rows.forEach(row -> lines.merge(row[0], row[1], Math::min));
            out.add(new Addresses.Listed(range, lines.keySet().stream().mapToInt(Integer::intValue).toArray(),
                    lines.values().stream().mapToInt(Integer::intValue).toArray()));
        });
        return out;
    }
}
