package org.schoolgate.review.report;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;

/// Reports as PDF to read and to print: tagged, with title, language and headings, so that it can be heard as well. The same
/// report at the same time is the same file, to the byte. Any thread may call; a page costs some tens of milliseconds.
public final class Paper {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(null, ContentType.Html,
            Paper.class.getClassLoader(), "org.schoolgate.review.templates");

    static {
        XRLog.setLoggingEnabled(false);
    }

    private Paper() {}

    /// The report as a file.
    ///
    /// @param at the time that the file says it was made
    public static byte[] of(Report report, Instant at) {
        StringOutput page = new StringOutput();
        TEMPLATES.render("paper.jte", Map.of("report", report), page);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.useFont(Paper::font, "Report");
        builder.withProducer("Schoolgate");
        // Nothing is fetched: every address is turned away but pictures that stand in their own.
        builder.useUriResolver((_, address) -> address.startsWith("data:image/png;base64,") ? address : null);
        builder.withHtmlContent(Direction.shown(page.toString()), null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            date(document, at);
            document.save(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void date(PDDocument document, Instant at) {
        GregorianCalendar moment = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
        document.getDocumentInformation().setCreationDate(moment);
        document.getDocumentInformation().setModificationDate(moment);
        document.setDocumentId(at.toEpochMilli());
    }

    private static InputStream font() {
        return Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT));
    }
}
