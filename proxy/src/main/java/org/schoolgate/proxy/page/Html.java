package org.schoolgate.proxy.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes pages from the templates that are compiled into the product. Safe for any number of threads.
final class Html {

    private static final String NOTHING_ALLOWED = "default-src 'none'; sandbox";
    private static final List<String> TEMPLATES = List.of("block.jte", "block-pupil.jte", "coach.jte", "sealed.jte",
            "sealed-pupil.jte", "undecided.jte", "fault.jte", "rollout.jte", "notice.jte", "monitoring.jte",
            "sign-in.jte", "unanswered.jte", "mine.jte", "plea.jte");

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html, null,
            "org.schoolgate.proxy.templates");
    private final Sheet sheet = Sheet.load();

    Html() {
        // Loaded now, so that the first page does not hold up the event loop that asks for it.
        TEMPLATES.forEach(templates::prepareForRendering);
    }

    /// The headers that every answer has.
    static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Content-Security-Policy", NOTHING_ALLOWED);
        return headers;
    }

    /// A page that is only for reading.
    Answer page(int status, String template, Object it, Map<String, String> headers) {
        headers.put("Content-Security-Policy", sheet.policy());
        return made(status, template, it, headers);
    }

    /// A page with a form that goes back to where it came from. Without a referrer a browser would not say from where.
    Answer form(int status, String template, Object it, Map<String, String> headers) {
        headers.put("Content-Security-Policy", sheet.asking());
        headers.put("Referrer-Policy", "same-origin");
        return made(status, template, it, headers);
    }

    private Answer made(int status, String template, Object it, Map<String, String> headers) {
        headers.put("Content-Language", "en-GB");
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(template, Map.of("it", it, "style", sheet.element()), output);
        ByteArrayOutputStream body = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(body::write);
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
        return new Answer(status, "text/html; charset=utf-8", body.toByteArray(), headers);
    }
}
