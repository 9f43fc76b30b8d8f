package org.schoolgate.blocklists.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tables with a header line: the site stands in the column `url`, `domain`, `host`, `hostname`, `site`, `address` or `ip`, the first of these
/// that has something; `category` says what it is about, several with `|`, `;` or `,` between them. Cells are parted by commas, semicolons or
/// tabs and may be quoted; one that goes over several lines is a slip. The header may stand behind a `#`.
final class CsvFormat implements ListFormat {

    /// What a site without a category is in.
    static final String NONE = "uncategorised";

    private static final int LONGEST_CATEGORY = 64;

    @Override
    public String title() {
        return "table";
    }

    @Override
    public Lines begin() {
        return new Rows();
    }

    @Override
    public boolean claims(String line) {
        return CsvHeader.of(line).isPresent();
    }

    /// One table.
    private static final class Rows implements Lines {

        private Optional<CsvHeader> header = Optional.empty();

        @Override
        public Reading read(String line) {
            if (header.isEmpty()) {
                header = CsvHeader.of(line);
                return header.isPresent() || line.isBlank() || line.startsWith("#")
                        ? Reading.SILENT
                        : new Reading.Bad("no header stands before it", "'domain,category' as the first line");
            }
            return line.isBlank() || line.startsWith("#") ? Reading.SILENT : row(header.get(), line);
        }

        private static Reading row(CsvHeader header, String line) {
            Optional<List<String>> cells = CsvHeader.cells(line, header.delimiter());
            if (cells.isEmpty()) {
                return new Reading.Bad("a quoted cell that does not end in its line, or goes on behind its quote",
                        "'\"' around the whole cell, and '\"\"' for one within it");
            }
            String site = header.site(cells.get());
            if (site.isEmpty()) {
                return new Reading.Bad("no site in it", "as many cells as the header has");
            }
            Reading read = EntryReader.wild(site);
            return read instanceof Reading.Listed(List<Entry> entries) && header.category() >= 0
                    ? new Reading.Sorted(categories(CsvHeader.cell(cells.get(), header.category())), entries)
                    : read;
        }
    }

    /// The publisher's categories of a cell, spelled as names of folders are: `Social Networks` → `social-networks`.
    private static List<String> categories(String cell) {
        List<String> names = new ArrayList<>(new LinkedHashSet<>(Arrays.stream(cell.split("[|;,]"))
                .map(CsvFormat::category).filter(name -> !name.isEmpty()).toList()));
        return names.isEmpty() ? List.of(NONE) : List.copyOf(names);
    }

    private static String category(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-")
                .replaceAll("^-+|-+$", "");
        return name.substring(0, Math.min(LONGEST_CATEGORY, name.length()));
    }
}
