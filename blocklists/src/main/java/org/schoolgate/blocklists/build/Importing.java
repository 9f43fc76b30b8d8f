package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.blocklists.build.StoredHeader.StoredPart;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.digest.ListedDigest;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.ListFormat;
import org.schoolgate.blocklists.format.PlainName;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.index.Draft;
import org.schoolgate.blocklists.source.LineReader;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.filters.category.Categories;

/// One run through a source: reads each line, gathers the entries, counts. Used once, by one thread.
final class Importing {

    private static final int NAMED = 10;
    private static final int NO_PART = -1;
    /// How often progress is told, in lines.
    static final int STRIDE = 1 << 14;

    private final String name;
    private final Categories categories;
    private final Map<String, Set<String>> mapped;
    private final ListFormat single;
    private final Runnable tick;
    private final Draft draft = new Draft();
    private final List<StoredPart> parts = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<BadLine> firstBad = new ArrayList<>();
    private final Set<Integer> sealed = new HashSet<>();
    private Optional<Digesting> digests = Optional.empty();
    private long read;
    private long skipped;
    private long silent;
    private long unsupported;
    private long bad;

    /// @param mapped our categories for each of the publisher's; others are skipped
    /// @param single the format of a list that no archive tells the format of
    /// @param tick called now and then
    Importing(String name, Categories categories, Map<String, Set<String>> mapped, ListFormat single, Runnable tick) {
        this.name = name;
        this.categories = categories;
        this.mapped = mapped;
        this.single = single;
        this.tick = tick;
    }

    /// Takes one list of the source. A category that nothing maps is not read.
    void take(ListSource.Part list, LineReader lines) throws IOException {
        boolean other = list.kind() == ListSource.Kind.OTHER;
        boolean sorted = list.category().isEmpty() && !mapped.containsKey("");
        if (!other && !sorted && slugs(list.category()).isEmpty()) {
            return;
        }
        ListFormat.Lines reader = format(list.kind()).begin();
        String file = name + (list.file().isEmpty() ? "" : "/" + list.file());
        int part = other || sorted ? NO_PART : part(file, list.category());
        while (lines.next()) {
            if (++read % STRIDE == 0) {
                tick.run();
            }
            if (reader.hasPlainNames()
                    && PlainName.is(lines.bytes(), lines.from(), lines.to())) {
                draft.add(Entry.Kind.NAME, lines.bytes(), lines.from(), lines.to(), part, false, lines.number());
                continue;
            }
            Reading reading = lines.tooLong() ? TOO_LONG : reader.read(lines.line());
            ListSource.Fault fault = list.faults().get(lines.number());
            take(fault == null ? reading : new Reading.Bad(fault.what(), fault.instead()), file, part, lines);
        }
    }

    private ListFormat format(ListSource.Kind kind) {
        return switch (kind) {
            case DOMAINS -> Formats.PLAIN;
            case URLS -> Formats.URLS;
            case EXPRESSIONS, OTHER -> Formats.EXPRESSIONS;
            case GUARDED -> Formats.E2GUARDIAN;
            case UNKNOWN -> single;
        };
    }

    private Set<String> slugs(String category) {
        return mapped.getOrDefault(category, Set.of());
    }

    /// The part for what a file has of a category.
    private int part(String file, String category) {
        return numbers.computeIfAbsent(file + " " + category, fresh -> {
            parts.add(new StoredPart(file, List.copyOf(slugs(category))));
            int number = draft.part(categories.set(slugs(category)));
            if (Slot.isFilledBy(name) || categories.set(slugs(category)).intersects(categories.sealed())) {
                sealed.add(number);
            }
            return number;
        });
    }

    private static final Reading TOO_LONG = new Reading.Bad("longer than " + LineReader.LONGEST + " bytes",
            "one entry a line");

    private void take(Reading reading, String file, int part, LineReader lines) {
        switch (reading) {
            case Reading.Listed listed -> {
                for (Entry entry : listed.entries()) {
                    draft.add(entry, part, lines.number());
                    if (entry.kind() == Entry.Kind.DIGEST && digests.isEmpty()) {
                        digests = ListedDigest.of(entry.text()).how();
                    }
                }
            }
            case Reading.Sorted sorted when part != NO_PART ->
                take(new Reading.Listed(sorted.entries()), file, part, lines);
            case Reading.Sorted(List<String> theirs, List<Entry> entries) -> {
                List<String> known = theirs.stream().filter(category -> !slugs(category).isEmpty()).toList();
                skipped += known.isEmpty() ? 1 : 0;
                for (String category : known) {
                    int of = part(file + "/" + category, category);
                    entries.forEach(entry -> draft.add(entry, of, lines.number()));
                }
            }
            case Reading.Silent _ -> silent++;
            case Reading.Unsupported _ -> unsupported++;
            case Reading.Bad wrong -> {
                bad++;
                if (firstBad.size() < NAMED) {
                    firstBad.add(new BadLine(file, lines.number(), shown(part, lines.line()), wrong.what(),
                            wrong.instead()));
                }
            }
        }
    }

    /// The line; of what nobody may see, nothing.
    private String shown(int part, String line) {
        return sealed.contains(part) ? "(a line of a sealed list)" : printable(line);
    }

    /// A line as a terminal may show it.
    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "�");
    }

    Draft draft() {
        return draft;
    }

    List<StoredPart> parts() {
        return List.copyOf(parts);
    }

    List<BadLine> firstBad() {
        return List.copyOf(firstBad);
    }

    /// How its digests are taken to be made.
    Optional<Digesting> digests() {
        return digests;
    }

    /// How many lines were read, without those of a table whose category nothing maps.
    long read() {
        return read - skipped;
    }

    long silent() {
        return silent;
    }

    long unsupported() {
        return unsupported;
    }

    long bad() {
        return bad;
    }
}
