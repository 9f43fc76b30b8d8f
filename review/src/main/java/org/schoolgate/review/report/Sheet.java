package org.schoolgate.review.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// Reports as a workbook of one sheet (XLSX). Whole numbers are numbers, all else is text, and nothing is a formula.
public final class Sheet {

    private Sheet() {}

    public static byte[] of(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Schoolgate", "1.0")) {
            Worksheet sheet = book.newWorksheet("Report");
            sheet.width(0, 44);
            int at = 0;
            for (List<String> row : Csv.rows(report)) {
                for (int i = 0; i < row.size(); i++) {
                    put(sheet, at, i, row.get(i));
                }
                at++;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void put(Worksheet sheet, int row, int column, String cell) {
        if (cell.matches("[0-9]{1,3}(,[0-9]{3}){0,4}")) {
            sheet.value(row, column, Long.parseLong(cell.replace(",", "")));
        } else {
            sheet.value(row, column, cell);
        }
    }
}
