package org.schoolgate.blocklists.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.blocklists.history.Words;

/// Reads many edits out of what somebody has pasted or exported from a table:
///
/// ```text
/// chess.example
/// chess.example,games,"asked for by staff, twice",2027-01-31
/// chess.example,games,,,,years-7-9 years-10-11
/// entry;category;reason;until;action                          a first line may say in which order they stand
/// ```
///
/// Columns stand apart by commas, semicolons or tabs; what has one within stands in double quotes. Empty lines and comments are
/// passed over.
public final class BulkText {

    /// The most lines that are read.
    public static final int MOST = 100_000;

    private static final int LONGEST = 8192;
    private static final String EVERYBODY = "everybody";

    private static final Map<String, List<String>> COLUMNS = Map.of(
            "entry", List.of("entry", "site", "domain", "url", "host", "hostname", "address", "name"),
            "category", List.of("category"),
            "why", List.of("reason", "why"),
            "until", List.of("until", "expires", "expiry"),
            "action", List.of("action"),
            "groups", List.of("groups", "group", "for"));

    private BulkText() {}

    /// Reads a text.
    ///
    /// @param adds whether lines that say no action put in; else they take out
    /// @param category the category of lines that name none
    /// @param groups for whom lines are that do not say it; none: everybody
    /// @throws ListRefusedException where it is too long
    public static List<BulkLine> read(String text, boolean adds, Optional<String> category, List<String> groups)
            throws ListRefusedException {
        List<BulkLine> lines = new ArrayList<>();
        List<String> order = List.of("entry", "category", "why", "until", "action", "groups");
        int number = 0;
        for (String line : (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList()) {
            number++;
            if (number > MOST) {
                throw new ListRefusedException("more than " + MOST + " lines; a list of that length is imported");
            }
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            List<String> fields = line.length() > LONGEST ? List.of() : fields(line);
            if (lines.isEmpty() && isHeading(fields)) {
                order = fields.stream().map(BulkText::column).toList();
                continue;
            }
            lines.add(line(number, line, fields, order, adds, category, groups));
        }
        return lines;
    }

    private static BulkLine line(int number, String whole, List<String> fields, List<String> order, boolean adds,
            Optional<String> category, List<String> groups) {
        if (fields.isEmpty()) {
            return wrong(number, whole, whole.length() > LONGEST
                    ? "longer than " + LONGEST + " letters; write one entry a line"
                    : "a quotation mark is missing; write it at both ends of a column");
        }
        if (fields.size() > order.size()) {
            return wrong(number, whole, "more columns than " + order.size()
                    + "; write a reason that has a comma in double quotes");
        }
        String action = value("action", fields, order).toLowerCase(Locale.ROOT);
        if (!List.of("", "add", "remove").contains(action)) {
            return wrong(number, whole, "'" + Words.bounded(action) + "' is no action; write add or remove");
        }
        String said = value("category", fields, order);
        return new BulkLine(number, action.isEmpty() ? adds : action.equals("add"), value("entry", fields, order),
                said.isEmpty() ? category : Optional.of(said), groups(value("groups", fields, order), groups),
                value("why", fields, order),
                value("until", fields, order), "");
    }

    private static BulkLine wrong(int number, String whole, String what) {
        String shown = Words.bounded(whole);
        return new BulkLine(number, true, shown.length() > 80 ? shown.substring(0, 79) + "…" : shown,
                Optional.empty(), List.of(), "", "", what);
    }

    /// The names in a column, with spaces, commas, semicolons or bars between them; `everybody` says that.
    private static List<String> groups(String said, List<String> otherwise) {
        return said.isEmpty()
                ? otherwise
                : said.equalsIgnoreCase(EVERYBODY)
                        ? List.of()
                        : Stream.of(said.split("[\\s,;|]+")).filter(name -> !name.isEmpty()).toList();
    }

    private static String value(String column, List<String> fields, List<String> order) {
        int at = order.indexOf(column);
        return at < 0 || at >= fields.size() ? "" : fields.get(at).strip();
    }

    private static boolean isHeading(List<String> fields) {
        return fields.stream().map(BulkText::column).anyMatch("entry"::equals);
    }

    private static String column(String heading) {
        String word = heading.strip().toLowerCase(Locale.ROOT);
        return COLUMNS.entrySet().stream().filter(each -> each.getValue().contains(word)).map(Map.Entry::getKey)
                .findFirst().orElse("");
    }

    /// The columns of a line; empty where a quotation mark has no end.
    private static List<String> fields(String line) {
        char apart = line.indexOf('\t') >= 0 ? '\t' : line.indexOf(';') >= 0 && line.indexOf(',') < 0 ? ';' : ',';
        List<String> fields = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"' && (quoted || field.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == apart && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            return List.of();
        }
        fields.add(field.toString());
        return fields;
    }
}
