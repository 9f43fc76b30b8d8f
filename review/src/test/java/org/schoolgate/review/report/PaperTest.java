package org.schoolgate.review.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PaperTest {

    /// The reds of bars and of the thin ones under them.
    private static final List<String> COLOURS = List.of("0.12157", "0.54118");
    private static final Instant AT = Instant.parse("2026-11-17T09:40:00Z");

    @Test
    void aReaderThatHearsItFindsTitleLanguageHeadingsAndTheHeadersOfTables() throws IOException {
        try (PDDocument document = Loader.loadPDF(Paper.of(report(3), AT))) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("A report <of> & about");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentCatalog().getMetadata().toByteArray()).asString().contains("pdfuaid");
            List<String> tags = tags(document);
            assertThat(tags).containsSubsequence("H1", "P", "H2", "L", "LI", "Table", "TR", "TH", "TH", "TR", "TH",
                    "TD");
            assertThat(tags.stream().filter("TH"::equals)).hasSize(2 + 3);
            assertThat(document.getPage(0).getResources().getFontNames()).allSatisfy(name -> assertThat(
                    document.getPage(0).getResources().getFont(name).isEmbedded()).isTrue());
            assertThat(new PDFTextStripper().getText(document)).contains("A report <of> & about", "row 2", "A point");
        }
    }

    @Test
    void theSameReportIsTheSameFile() {
        assertThat(Paper.of(report(60), AT)).isEqualTo(Paper.of(report(60), AT));
    }

    @Test
    void barsAreDrawnBesideTheNumbersAndHeardByNobody() throws IOException {
        Report plain = report(3);
        Report.Table table = plain.sections().getFirst().table().orElseThrow();
        Report drawn = new Report(plain.title(), plain.under(), List.of(new Report.Section("A heading",
                List.of("Some words."), List.of("A point."), Optional.of(new Report.Table(table.caption(),
                        table.columns(), true, table.rows(), List.of(new Report.Bar("row 0", "0", 100, 50),
                                new Report.Bar("row 1", "1", 25, 0), new Report.Bar("row 2", "2", 0, 0)))))));
        try (PDDocument with = Loader.loadPDF(Paper.of(drawn, AT));
                PDDocument without = Loader.loadPDF(Paper.of(plain, AT))) {
            assertThat(new PDFTextStripper().getText(with).lines().map(String::strip))
                    .containsExactlyElementsOf(new PDFTextStripper().getText(without).lines().map(String::strip)
                            .toList());
            List<String> read = tags(with);
            read.removeIf("Div"::equals);
            List<String> plainly = tags(without);
            plainly.removeIf("Div"::equals);
            assertThat(read).isEqualTo(plainly);
            List<Filled> bars = filled(with);
            assertThat(bars).hasSize(3).allMatch(Filled::artefact, "nothing of a bar is content");
            double whole = bars.getFirst().width();
            assertThat(bars).extracting(bar -> bar.width() / whole)
                    .usingElementComparator(
                            (one, other) -> Math.abs(one - other) < 0.02 ? 0 : Double.compare(one, other))
                    .containsExactly(1.0, 0.5, 0.25);
        }
    }

    /// A coloured rectangle in a PDF, and whether it is marked as an artefact.
    private record Filled(double width, boolean artefact) {}

    /// What is filled with a colour other than greys of one lightness: bars alone are.
    private static List<Filled> filled(PDDocument document) throws IOException {
        List<Filled> out = new ArrayList<>();
        Deque<String> marks = new ArrayDeque<>();
        List<Object> operands = new ArrayList<>();
        List<Double> across = new ArrayList<>();
        String colour = "";
        for (Object token : new PDFStreamParser(document.getPage(0)).parse()) {
            if (!(token instanceof Operator operator)) {
                operands.add(token);
                continue;
            }
            switch (operator.getName()) {
                case "BMC", "BDC" -> marks.push(((COSName) operands.getFirst()).getName());
                case "EMC" -> marks.pop();
                case "rg" -> colour = operands.toString();
                case "m", "l" -> across.add((double) ((COSNumber) operands.getFirst()).floatValue());
                case "re" -> {
                    double x = ((COSNumber) operands.getFirst()).floatValue();
                    across.addAll(List.of(x, x + ((COSNumber) operands.get(2)).floatValue()));
                }
                case "f", "f*" -> {
                    if (COLOURS.stream().anyMatch(colour::contains)) {
                        out.add(new Filled(Collections.max(across) - Collections.min(across),
                                marks.contains("Artifact")));
                    }
                    across.clear();
                }
                case "n", "S", "W" -> across.clear();
                default -> {
                }
            }
            operands.clear();
        }
        return out;
    }

    static Report report(int rows) {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cells.add(List.of("row " + i, "" + i));
        }
        return new Report("A report <of> & about", List.of("Confidential."), List.of(new Report.Section("A heading",
                List.of("Some words."), List.of("A point."), Optional.of(new Report.Table("Rows",
                        List.of("What", "How many"), true, cells, List.of())))));
    }

    private static List<String> tags(PDDocument document) {
        List<String> tags = new ArrayList<>();
        collect(document.getDocumentCatalog().getStructureTreeRoot(), tags);
        return tags;
    }

    private static void collect(PDStructureNode node, List<String> tags) {
        if (node instanceof PDStructureElement element) {
            tags.add(element.getStructureType());
            if (element.getStructureType().equals("TH")) {
                assertThat(element.getCOSObject().getDictionaryObject(COSName.A)).as("scope of a header").isNotNull();
            }
        }
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureNode child) {
                collect(child, tags);
            }
        }
    }
}
