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
    private long read;
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

    /// Takes one list of the source.
    void take(ListSource.Part list, LineReader lines) throws IOException {
        Optional<Set<String>> slugs = Optional.ofNullable(mapped.get(list.category())).filter(set -> !set.isEmpty());
        if (slugs.isEmpty()) {
            return;
        }
        ListFormat format = switch (list.kind()) {
            case DOMAINS -> Formats.PLAIN;
            case URLS -> Formats.URLS;
            case EXPRESSIONS -> Formats.EXPRESSIONS;
            case UNKNOWN -> single;
        };
        String file = name + (list.category().isEmpty() ? "" : "/" + list.category())
                + (list.kind() == ListSource.Kind.URLS ? "/urls" : "");
        int part = numbers.computeIfAbsent(file, fresh -> {
            parts.add(new StoredPart(fresh, List.copyOf(slugs.get())));
            int number = draft.part(categories.set(slugs.get()));
            if (categories.set(slugs.get()).intersects(categories.sealed())) {
                sealed.add(number);
            }
            return number;
        });
        while (lines.next()) {
            if (++read % STRIDE == 0) {
                tick.run();
            }
            if (format.equals(Formats.PLAIN)
                    && PlainName.is(lines.bytes(), lines.from(), lines.to())) {
                draft.add(Entry.Kind.NAME, lines.bytes(), lines.from(), lines.to(), part, false, lines.number());
                continue;
            }
            take(lines.tooLong() ? TOO_LONG : format.read(lines.line()), file, part, lines);
        }
    }

    private static final Reading TOO_LONG = new Reading.Bad("longer than " + LineReader.LONGEST + " bytes",
            "one entry a line");

    private void take(Reading reading, String file, int part, LineReader lines) {
        switch (reading) {
            case Reading.Listed listed -> {
                for (Entry entry : listed.entries()) {
                    draft.add(entry, part, lines.number());
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

    long read() {
        return read;
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
