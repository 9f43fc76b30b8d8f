package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.schoolgate.blocklists.format.Formats;
import org.schoolgate.blocklists.format.ListFormat;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.source.E2guardianLists;
import org.schoolgate.blocklists.source.ListSource;
import org.schoolgate.blocklists.source.SingleList;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;

/// What an import will do, settled before the first entry is read.
///
/// @param name what the list is called
/// @param title what the file is, for the report
/// @param format the format of a single list
/// @param mapped our categories for each of the publisher's
/// @param unmapped the publisher's categories that no mapping names
record Plan(String name, String title, ListFormat format, Map<String, Set<String>> mapped, List<String> unmapped) {

    /// What a list may be called.
    static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final int SAMPLE = 200;
    /// How many lines are looked at, at most, to find a sample.
    private static final int LOOKED_AT = 20_000;
    /// How many categories a table may have.
    private static final int MOST_CATEGORIES = 1_000;

    static Plan of(Path file, ListSource source, ImportOptions options, Categories categories)
            throws IOException, ListRefusedException {
        String name = name(file, source, options);
        return source instanceof SingleList single
                ? single(name, single, options, categories)
                : several(name, source, options, categories);
    }

    private static Plan single(String name, SingleList source, ImportOptions options, Categories categories)
            throws IOException, ListRefusedException {
        List<String> sample = sample(source);
        ListFormat found = Formats.detect(sample).orElseThrow(() -> new ListRefusedException(
                "this is no list we know: its lines are neither names, nor a hosts file, nor adblock rules, nor settings of "
                        + "dnsmasq or unbound, nor a response policy zone, nor digests, nor a table with a header, and it is no archive "
                        + "of lists. It begins with '" + new BadLine("", 1, sample.getFirst(), "", "").text()
                                .replaceAll("\\p{Cntrl}", "�")
                        + "'"));
        if (options.digests().isPresent() && !found.equals(Formats.DIGESTS)) {
            throw new ListRefusedException("this is no list of digests but a " + found.title()
                    + ", and it is said how its digests were made");
        }
        ListFormat format = options.digests().map(Formats::digests).orElse(found);
        if (format.equals(Formats.CSV) && Formats.isSorted(sample) && options.category().isEmpty()) {
            return table(name, source, options, categories);
        }
        if (options.mapping().isPresent()) {
            throw new ListRefusedException("a mapping is for an archive of several categories, and '" + name
                    + "' is a single list; say which of our categories it is instead");
        }
        List<String> slugs = categories.all().stream().map(Category::slug).toList();
        String category = options.category().orElse(name);
        if (categories.find(category).isEmpty()) {
            throw new ListRefusedException(options.category().isPresent()
                    ? "there is no category '" + category + "'" + Nearest.hint(category, slugs)
                    : "'" + name + "' is a single list: say which category its sites are in, one of "
                            + String.join(", ", slugs));
        }
        return new Plan(name, format.title(), format, Map.of("", Set.of(category)), List.of());
    }

    /// A table whose rows say themselves what they are about.
    private static Plan table(String name, SingleList source, ImportOptions options, Categories categories)
            throws IOException, ListRefusedException {
        NavigableSet<String> theirs = new TreeSet<>();
        source.peek((part, lines) -> {
            ListFormat.Lines rows = Formats.CSV.begin();
            while (theirs.size() <= MOST_CATEGORIES && lines.next()) {
                if (rows.read(lines.line()) instanceof Reading.Sorted(List<String> of, _)) {
                    theirs.addAll(of);
                }
            }
        });
        if (theirs.size() > MOST_CATEGORIES) {
            throw new ListRefusedException("the column of categories has more than " + MOST_CATEGORIES
                    + " different ones; say with --category which one all its sites are in");
        }
        Mapped mapped = Mapped.of(new ListSource.Survey(theirs, Map.of()), options.mapping(),
                List.of(Mapping.same(categories), Mapping.ours("ut1", categories)), categories);
        return new Plan(name, Formats.CSV.title(), Formats.CSV, mapped.slugs(), mapped.unmapped());
    }

    private static Plan several(String name, ListSource source, ImportOptions options, Categories categories)
            throws IOException, ListRefusedException {
        ListSource.Survey survey = source.survey();
        if (survey.categories().isEmpty()) {
            throw new ListRefusedException("no lists are in the " + source.title()
                    + ": it must hold '<category>/domains' or '<category>/urls', as UT1's does, or 'bannedsitelist' "
                    + "and the like, as e2guardian's does");
        }
        if (options.category().isPresent()) {
            throw new ListRefusedException("an archive has categories of its own; instead of one category for all, "
                    + "give a mapping of theirs to ours");
        }
        List<Mapping> ours = new ArrayList<>();
        if (source instanceof E2guardianLists) {
            ours.add(Mapping.ours("e2guardian", categories));
        }
        ours.add(Mapping.ours("ut1", categories));
        ours.add(Mapping.ours("squidguard", categories));
        Mapped mapped = Mapped.of(survey, options.mapping(), ours, categories);
        return new Plan(name, source.title(), Formats.PLAIN, mapped.slugs(), mapped.unmapped());
    }

    private static List<String> sample(SingleList source) throws IOException, ListRefusedException {
        List<String> sample = new ArrayList<>();
        source.peek((part, lines) -> {
            while (sample.size() < SAMPLE && lines.number() < LOOKED_AT && lines.next()) {
                if (Formats.isTelling(lines.line())) {
                    sample.add(lines.line());
                }
            }
        });
        if (sample.isEmpty()) {
            throw new ListRefusedException("nothing is in the list; the version in force stays");
        }
        return sample;
    }

    private static String name(Path file, ListSource source, ImportOptions options) throws ListRefusedException {
        String name = options.name().orElseGet(() -> byFile(file, source));
        if (!name.matches(NAME) || name.equals("starter")) {
            throw new ListRefusedException("'" + name + "' cannot be the name of a list: use a-z, 0-9, '-' and '_', "
                    + "at most 63 of them, and not 'starter'");
        }
        return name;
    }

    /// `Games-List.txt.gz` → `games-list`; UT1's archive is always called `blacklists`.
    private static String byFile(Path file, ListSource source) {
        String stem = Optional.ofNullable(file.toAbsolutePath().normalize().getFileName()).map(Path::toString)
                .orElse("").toLowerCase(Locale.ROOT)
                .replaceAll("\\.(gz|tgz|tar|txt|list|hosts|conf|csv|zone|rpz)(?=\\.|$)", "")
                .replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[_-]+|[_-]+$", "");
        return stem.equals("blacklists") && !(source instanceof SingleList) ? "ut1" : stem;
    }
}
