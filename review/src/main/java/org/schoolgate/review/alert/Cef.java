package org.schoolgate.review.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One line of the Common Event Format, whatever its parts hold: no part can end early or look like another.
///
/// @param id what kind of event it is
/// @param name the same in words
/// @param severity 0 to 10
/// @param extension what is known of it, by keys of letters and digits
record Cef(String id, String name, int severity, Map<String, String> extension) {

    private static final String BEGINNING = "CEF:0|Schoolgate|Schoolgate|1|";

    Cef {
        // In order, which Map.copyOf does not keep.
        extension = new LinkedHashMap<>(extension);
    }

    String line() {
        return BEGINNING + header(id) + "|" + header(name) + "|" + severity + "|"
                + extension.entrySet().stream().map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                        .collect(Collectors.joining(" "));
    }

    /// Of the parts before the extension.
    private static String header(String text) {
        return plain(text).replace("\\", "\\\\").replace("|", "\\|").replaceAll("[\r\n]+", " ");
    }

    /// Of a value in the extension.
    private static String value(String text) {
        return plain(text).replace("\\", "\\\\").replace("=", "\\=").replace("\r\n", "\n").replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    /// Without what no line of text should have; only line breaks are left to the callers.
    private static String plain(String text) {
        return text.codePoints()
                .map(c -> c != '\n' && c != '\r' && (Character.isISOControl(c) || c == 0x2028 || c == 0x2029
                        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
