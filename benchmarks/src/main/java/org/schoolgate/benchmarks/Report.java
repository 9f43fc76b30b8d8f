package org.schoolgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.schoolgate.benchmarks.figures.Figures;
import org.schoolgate.benchmarks.figures.Table;
import org.schoolgate.benchmarks.matcher.MatcherPage;
import org.schoolgate.benchmarks.tls.TlsPage;
import org.schoolgate.benchmarks.updates.UpdatesPage;

/// The files that tell the results, made anew from the results: the part of `RESULTS.md` between its marks, and the picture.
/// A test fails where they are stale.
final class Report {

    private static final String BEGIN = "<!-- made by ./schoolgate bench report -->";
    private static final String END = "<!-- end -->";

    private final Path folder;

    /// @param folder the module's folder
    Report(Path folder) {
        this.folder = folder;
    }

    Path results() {
        return folder.resolve("results");
    }

    Path figuresFile() {
        return folder.resolve("figures.json");
    }

    /// The text that each file must have.
    Map<Path, String> texts() throws IOException {
        Figures figures = Figures.read(figuresFile());
        MatcherPage matcher = MatcherPage.of(results());
        Path page = folder.resolve("RESULTS.md");
        Map<Path, String> texts = new LinkedHashMap<>();
        texts.put(figuresFile(), figures.text());
        texts.put(results().resolve("matcher.svg"), matcher.picture().svg());
        texts.put(page, between(Files.readString(page), Table.markdown(figures) + matcher.markdown()
                + TlsPage.of(results()).markdown() + UpdatesPage.of(results()).markdown()));
        return texts;
    }

    void write() throws IOException {
        Files.createDirectories(results());
        for (Map.Entry<Path, String> text : texts().entrySet()) {
            Files.writeString(text.getKey(), text.getValue());
        }
    }

    private static String between(String page, String made) throws IOException {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("RESULTS.md has lost the marks " + BEGIN + " and " + END);
        }
        return page.substring(0, begin) + BEGIN + "\n\n" + made + "\n" + page.substring(end);
    }
}
