package org.schoolgate.review.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CefTest {

    private static final String HOSTILE = "\\|=\n\r\t\0\u001b\u2028\u2029\u202e \"'<>CEF:0|a=b ünï🎒\ud800\udc00x";
    private static final Pattern KEY = Pattern.compile("(?:^| )([A-Za-z0-9]+)=");

    @Test
    void isWhatTheFormatSays() {
        Map<String, String> extension = new LinkedHashMap<>();
        extension.put("msg", "a=b|c\\d\ne");
        extension.put("rt", "1");
        assertThat(new Cef("i|d", "na\\me\nx", 9, extension).line())
                .isEqualTo("CEF:0|Schoolgate|Schoolgate|1|i\\|d|na\\\\me x|9|msg=a\\=b|c\\\\d\\ne rt=1");
    }

    @Test
    void whateverItHoldsIsReadAsItWasMeant() {
        Random random = new Random(20261129);
        for (int round = 0; round < 20_000; round++) {
            Map<String, String> extension = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                extension.put("cs" + i, text(random));
            }
            Cef cef = new Cef(text(random), text(random), random.nextInt(11), extension);
            String line = cef.line();
            assertThat(line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)).isTrue();
            List<String> header = header(line);
            assertThat(header).hasSize(8);
            assertThat(header.subList(0, 4)).containsExactly("CEF:0", "Schoolgate", "Schoolgate", "1");
            assertThat(header.get(4)).isEqualTo(shown(cef.id()).replaceAll("[\r\n]+", " "));
            assertThat(header.get(5)).isEqualTo(shown(cef.name()).replaceAll("[\r\n]+", " "));
            Map<String, String> meant = new LinkedHashMap<>();
            extension.forEach((key, value) -> meant.put(key, shown(value).replace("\r\n", "\n")));
            assertThat(extension(header.get(7))).isEqualTo(meant);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(HOSTILE.charAt(random.nextInt(HOSTILE.length())));
        }
        return text.toString();
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(c == '\n' || c == '\r'
                || !Character.isISOControl(c) && c != 0x2028 && c != 0x2029 && (c < 0xd800 || c > 0xdfff) ? c : ' '));
        return shown.toString();
    }

    /// As a reader of CEF does: up to seven bars that are not escaped, then the rest.
    private static List<String> header(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (parts.size() == 7) {
                part.append(c);
            } else if (c == '\\') {
                i++;
                part.append(line.charAt(i));
            } else if (c == '|') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /// As a reader of CEF does: a key is what stands before an equals sign that is not escaped.
    private static Map<String, String> extension(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        List<int[]> places = new ArrayList<>();
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            places.add(new int[]{key.start(), key.start(1), key.end(1), key.end()});
        }
        for (int i = 0; i < places.size(); i++) {
            int end = i + 1 < places.size() ? places.get(i + 1)[0] : text.length();
            String raw = text.substring(places.get(i)[3], end);
            StringBuilder value = new StringBuilder();
            for (int at = 0; at < raw.length(); at++) {
                char c = raw.charAt(at);
                if (c == '\\') {
                    at++;
                    c = switch (raw.charAt(at)) {
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> raw.charAt(at);
                    };
                }
                value.append(c);
            }
            values.put(text.substring(places.get(i)[1], places.get(i)[2]), value.toString());
        }
        return values;
    }
}
