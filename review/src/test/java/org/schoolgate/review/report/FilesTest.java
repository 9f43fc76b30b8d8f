package org.schoolgate.review.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/// What leaves the building as CSV and XLSX is read by other programs as it was meant, and computed by none.
class FilesTest {

    private static final List<String> FORMULAS = List.of("=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@SUM(A1)",
            "\t=1", "\r=1");

    @Test
    void noCellOfACsvIsAFormula() {
        String text = new String(Csv.of(report()), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF\"A title, with “marks”\"\r\n").contains("\"Social media\",\"1,204\"\r\n",
                "\"'=HYPERLINK(\"\"http://evil.example\"\")\"", "\"'+1\"", "\"'-1\"", "\"'@SUM(A1)\"", "\"'\t=1\"");
        for (String line : text.substring(1).split("\r\n", -1)) {
            assertThat(line).doesNotMatch("(^|.*,)\"?[=+@\t-].*");
        }
    }

    @Test
    void aWorkbookIsOpenedByAnotherLibraryAndHasNoFormula() throws IOException {
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(Sheet.of(report())))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows.getFirst().getCellText(0)).isEqualTo("A title, with “marks”");
            Row media = rows.stream().filter(row -> row.getCellText(0).equals("Social media")).findFirst()
                    .orElseThrow();
            assertThat(media.getCellAsNumber(1)).hasValue(new BigDecimal(1204));
            assertThat(rows.stream().flatMap(Row::stream).map(Cell::getType)).doesNotContain(CellType.FORMULA);
            assertThat(rows.stream().map(row -> row.getCellText(0))).contains("+1", "@SUM(A1)");
        }
    }

    private static Report report() {
        return new Report("A title, with “marks”", List.of("Confidential."), List.of(new Report.Section("Heading",
                List.of("Words."), List.of(), Optional.of(new Report.Table("Rows", List.of("What", "How many"), true,
                        java.util.stream.Stream.concat(java.util.stream.Stream.of(List.of("Social media", "1,204")),
                                FORMULAS.stream().map(formula -> List.of(formula, formula))).toList(),
                        List.of())))));
    }
}
