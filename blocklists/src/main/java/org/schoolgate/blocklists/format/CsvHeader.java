package org.schoolgate.blocklists.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The first line of a table, which names its columns.
///
/// @param delimiter what parts the cells
/// @param sites the columns that a site may stand in, the surest first, from 0
/// @param category the column of the category; -1 where there is none
record CsvHeader(char delimiter, List<Integer> sites, int category) {

    /// The surest first: a URL says more than a name, a name more than the address that it had once.
    private static final List<String> SITES = List.of("url", "domain", "host", "hostname", "site", "address", "ip");
    private static final List<String> CATEGORIES = List.of("category", "categories");
    private static final String DELIMITERS = "\t;,";

    /// The header that a line is. One cell alone must be the name of a column; behind a `#` there must be several, and no blanks,
    /// so that no sentence is taken for one.
    static Optional<CsvHeader> of(String line) {
        String text = line.strip();
        boolean comment = text.startsWith("#");
        String names = (comment ? text.substring(1).strip() : text).toLowerCase(Locale.ROOT);
        char delimiter = delimiter(names);
        List<String> cells = cells(names, delimiter).orElse(List.of());
        boolean plain = cells.stream().allMatch(cell -> cell.matches("[a-z][a-z0-9_./ -]{0,40}|"));
        if (!plain || comment && (cells.size() < 2 || names.indexOf(' ') >= 0)) {
            return Optional.empty();
        }
        List<Integer> sites = SITES.stream().map(cells::indexOf).filter(at -> at >= 0).toList();
        int category = CATEGORIES.stream().mapToInt(cells::indexOf).max().orElse(-1);
        return sites.isEmpty() ? Optional.empty() : Optional.of(new CsvHeader(delimiter, sites, category));
    }

    /// The site of a row; empty where it has none.
    String site(List<String> cells) {
        return sites.stream().map(at -> cell(cells, at)).filter(cell -> !cell.isEmpty()).findFirst().orElse("");
    }

    /// A cell of a row; empty where the row is too short.
    static String cell(List<String> cells, int at) {
        return at < cells.size() ? cells.get(at) : "";
    }

    /// The cells of a row, without their quotes and the blanks around; empty where a quote does not end as it should.
    static Optional<List<String>> cells(String row, char delimiter) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (at <= row.length()) {
            int from = at;
            while (from < row.length() && row.charAt(from) == ' ') {
                from++;
            }
            if (from < row.length() && row.charAt(from) == '"') {
                int end = quoteEnd(row, from + 1);
                int next = end < 0 ? -1 : delimiterAt(row, end + 1, delimiter);
                if (end < 0 || !row.substring(end + 1, next).isBlank()) {
                    return Optional.empty();
                }
                cells.add(row.substring(from + 1, end).replace("\"\"", "\"").strip());
                at = next + 1;
            } else {
                int next = delimiterAt(row, at, delimiter);
                cells.add(row.substring(at, next).strip());
                at = next + 1;
            }
        }
        return Optional.of(cells);
    }

    private static int delimiterAt(String row, int from, char delimiter) {
        int at = row.indexOf(delimiter, from);
        return at < 0 ? row.length() : at;
    }

    /// Where a quoted cell ends: at a quote that is not doubled; -1 where it does not.
    private static int quoteEnd(String row, int from) {
        int at = row.indexOf('"', from);
        while (at >= 0 && at + 1 < row.length() && row.charAt(at + 1) == '"') {
            at = row.indexOf('"', at + 2);
        }
        return at;
    }

    private static char delimiter(String names) {
        return (char) DELIMITERS.chars().filter(delimiter -> names.indexOf(delimiter) >= 0).findFirst().orElse(',');
    }
}
