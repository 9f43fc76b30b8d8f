package org.schoolgate.filters.request;

import java.util.random.RandomGenerator;

/// Text of the kind that is sent to get past a filter: pieces that mean something in a host or a URL, stuck together at
/// random, with a little noise.
final class OddText {

    private static final String[] HOST_PIECES = {
        "a", "b", "example", "school", "blocked", ".", ".", ".", "..", "-", "--", "_", "xn--", "xn--bcher-kva", "XN--",
        "xn--blocked-", "xn--a-ecp.ru", "ü", "ß", "s\u0323", "日本", "。", "．", "｡", "ｂ", "\u00AD", "\u200D", "\u200B",
        "\u0430", "\u05D0", "\u0661", "K", "ſ", "İ", "%62", "%2e", "%2E", "%25", "%E3%80%82", "%", "%zz", "%00", "0",
        "1",
        "7", "127", "256", "255", "0x", "0x7f", "0X1", "017", "09", "1e9", "4294967295", "4294967296",
        "99999999999999999",
        "[", "]", "::", ":", "ffff", "1.2.3.4", "%25eth0", "@", "/", "\\", "?", "#", " ", "\t", "\n", "\0", "\uD800",
        "\uFFFD",
        "A", "Z", "example.com", "www.", ":80", ":443", "\uD83D\uDE00"};

    private static final String[] PATH_PIECES = {
        "/", "/", "/", ".", "..", "/.", "/..", "/./", "/../", "%2e", "%2E", "%2f", "%5c", "%41", "%7e", "%7E", "%25",
        "%",
        "%4", "%zz", "%c3%a9", "a", "b", "orn", "%70orn", ";x", "..;", "?", "?q=", "&", "#", "\\", " ", "é", "\0", "~",
        "'", "\"",
        "<", "|", "=", "+", "//", "index.html"};

    private OddText() {}

    static String host(RandomGenerator random) {
        return of(HOST_PIECES, random);
    }

    static String path(RandomGenerator random) {
        return (random.nextInt(8) == 0 ? "" : "/") + of(PATH_PIECES, random);
    }

    static String url(RandomGenerator random) {
        String scheme = switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> "ftp://";
            case 2 -> "WS://";
            case 3, 4 -> "http://";
            default -> "https://";
        };
        String user = random.nextInt(6) == 0 ? of(HOST_PIECES, random) + "@" : "";
        String port = random.nextInt(4) == 0 ? ":" + random.nextInt(-1, 70_000) : "";
        return scheme + user + host(random) + port + (random.nextInt(5) == 0 ? "" : path(random));
    }

    /// Any characters at all.
    static String noise(RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            out.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
        }
        return out.toString();
    }

    private static String of(String[] pieces, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            out.append(pieces[random.nextInt(pieces.length)]);
        }
        return out.toString();
    }
}
