package org.schoolgate.review.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PaperTest {

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
