package org.schoolgate.app.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// URLs of the kind that is sent to get past a filter: written by hand, and made of odd pieces by chance.
final class OddUrls {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    private static final String[] PLAIN = {"a", "b", "z", "example", "blocked", "test", "www", "com", ".", ".", ".",
        "-", "_", "A", "Z", "0", "1", "7", "127", "255"};

    private static final String[] IN_HOST = {
        "..", "--", "xn--", "xn--bcher-kva", "XN--", "xn--fa-hia", "xn--a-ecp", "xn--1ug", "ü", "ß", "ẞ", "é",
        "s\u0323", "日本",
        "。",
        "．", "｡", "ｂ", "１", "\u00ad", "\u200d", "\u200c", "\u200b", "\ufeff", "\u0430", "\u05d0", "\u0661", "\u212a",
        "ſ", "İ", "\u0301", "\ufffd", "😀", "%62", "%2e", "%2E", "%25", "%E3%80%82", "%C3%BC", "%", "%zz", "%00", "%20",
        "%40", "%2f", "256", "0x", "0x7f", "0X1", "017", "09", "1e9", "4294967295",
        "4294967296", "[", "]", "::", ":", "ffff", "1.2.3.4", "@", "/", "\\", "?", "#", " ", "\t", "\n", "\0", "!", "$",
        "&", "'", "(", "*", "+", ",", ";", "=", "~", "{", "|", "^", "<", "\"", "`", "\u007f", ":80", ":443", ":0",
        ":65536"};

    private static final String[] IN_V6 = {"::", ":", ":", ":", "0", "1", "ffff", "FFFF", "db8", "0001", "12345", "g",
        "1.2.3.4", "192.0.2.1", "01.2.3.4", ".", "%25", "%"};

    private static final String[] IN_PATH = {
        "/", "/", "/", "/", ".", "..", "/.", "/..", "/./", "/../", "//", "%2e", "%2E", "%2f", "%2F", "%5c", "%41",
        "%7e",
        "%7E", "%25", "%20", "%22", "%", "%4", "%zz", "%c3%a9", "%00", "a", "b", "orn", "%70orn", ";x", "..;", "?",
        "?q=",
        "&", "#", "\\", " ", "\t", "é", "日", "~", "'", "\"", "<", ">", "|", "^", "`", "{", "}", "=", "+", ":", "@",
        "!",
        "[", "]", "index.html"};

    /// Where letters of other scripts stand, and signs that are kept, taken out, turned into others or refused.
    private static final int[][] SCRIPTS = {
        {'a', 'z'}, {'a', 'z'}, {'0', '9'}, {'A', 'Z'}, {0xa1, 0xff}, {0x100, 0x24f}, {0x250, 0x2af}, {0x300, 0x36f},
        {0x370, 0x3ff}, {0x400, 0x52f}, {0x531, 0x58f}, {0x5b0, 0x5f4}, {0x600, 0x6ff}, {0x750, 0x77f}, {0x900, 0x97f},
        {0xe00, 0xe5f}, {0x10a0, 0x10ff}, {0x1100, 0x11ff}, {0x13a0, 0x13ff}, {0x1e00, 0x1eff}, {0x1f00, 0x1fff},
        {0x2000, 0x206f}, {0x2070, 0x209f}, {0x2100, 0x214f}, {0x2200, 0x22ff}, {0x2460, 0x24ff}, {0x2c00, 0x2c5f},
        {0x3040, 0x30ff}, {0x3200, 0x33ff}, {0x4e00, 0x4eff}, {0xac00, 0xacff}, {0xf900, 0xfaff}, {0xfb00, 0xfdff},
        {0xfe00, 0xfe6f}, {0xff00, 0xffef}, {0x10400, 0x1044f}, {0x1d400, 0x1d7ff}, {0x1e900, 0x1e95f},
        {0x1f600, 0x1f64f}, {0x20000, 0x2007f}, {0xe0100, 0xe01ef}};

    private OddUrls() {}

    /// The lines of a file beside this test, without those that begin with `#` and a space.
    static List<String> lines(String file) throws IOException {
        try (var in = Objects.requireNonNull(OddUrls.class.getResourceAsStream("/odd-urls/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("# "))
                    .map(OddUrls::unescaped).toList();
        }
    }

    private static String unescaped(String line) {
        return ESCAPE.matcher(line).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                found.group(1) != null
                        ? String.valueOf((char) Integer.parseInt(found.group(1), 16))
                        : switch (found.group(2)) {
                            case "t" -> "\t";
                            case "n" -> "\n";
                            default -> found.group(2);
                        }));
    }

    /// Whole URLs.
    static Set<String> random(long seed, int count) {
        RandomGenerator random = new SplittableRandom(seed);
        Set<String> urls = new LinkedHashSet<>();
        while (urls.size() < count) {
            String scheme = of(random, 1, "http", "http", "https", "HTTPS", "ws", "wss");
            String slashes = random.nextInt(20) == 0 ? of(random, 3, "/", "\\", "") : "//";
            String user = random.nextInt(8) == 0 ? of(random, 3, IN_HOST) + "@" : "";
            String host = random.nextInt(6) == 0 ? "[" + of(random, 10, IN_V6) + "]" : host(random);
            String port = random.nextInt(4) == 0 ? ":" + random.nextInt(-1, 70_000) : "";
            String path = random.nextInt(4) == 0 ? "" : "/" + of(random, 7, IN_PATH);
            urls.add(scheme + ":" + slashes + user + host + port + path);
        }
        return urls;
    }

    /// URLs of names with letters of any script, some in the spelling of a number or an escape.
    static Set<String> randomNames(long seed, int count) {
        RandomGenerator random = new SplittableRandom(seed);
        Set<String> urls = new LinkedHashSet<>();
        while (urls.size() < count) {
            StringBuilder name = new StringBuilder("https://");
            int labels = 1 + random.nextInt(3);
            for (int i = 0; i < labels; i++) {
                int[] script = SCRIPTS[random.nextInt(SCRIPTS.length)];
                int letters = 1 + random.nextInt(5);
                for (int j = 0; j < letters; j++) {
                    int[] from = random.nextInt(4) == 0 ? SCRIPTS[random.nextInt(SCRIPTS.length)] : script;
                    name.appendCodePoint(random.nextInt(from[0], from[1] + 1));
                }
                name.append(of(random, 1, ".", ".", ".", "。", "．", "｡"));
            }
            urls.add(name + "test/");
        }
        return urls;
    }

    /// Mostly plain, with something odd here and there.
    private static String host(RandomGenerator random) {
        StringBuilder host = new StringBuilder(of(random, 3, PLAIN));
        int odd = random.nextInt(3);
        for (int i = 0; i < odd; i++) {
            host.append(of(random, 1, IN_HOST)).append(of(random, 3, PLAIN));
        }
        return host.toString();
    }

    private static String of(RandomGenerator random, int most, String... pieces) {
        StringBuilder out = new StringBuilder();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            out.append(pieces[random.nextInt(pieces.length)]);
        }
        return out.toString();
    }
}
