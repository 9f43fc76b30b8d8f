package org.schoolgate.benchmarks.workload;

import java.nio.charset.StandardCharsets;

/// How the names of real lists are built, in numbers.
///
/// Counted in the snapshot of the UT1 lists of 17 August 2026: 345,555 names in 66 lists. None of their names is here,
/// only endings that are public, and hosts under which anybody may have a name.
final class Shape {

    /// Of 10,000 names: two labels; three and more below a registry or a host; below a name that has others below it too.
    static final Weighted BUILD = new Weighted(8283, 773, 944);

    static final int TWO_LABELS = 0;
    static final int BELOW_A_HOST = 1;

    /// Of those below such a name, how many have three labels, four and five.
    static final Weighted MORE_LABELS = new Weighted(666, 153, 125);

    /// Of 10,000 names, so many stand below another listed name.
    static final int SHADOWED = 172;

    /// How long the registered label is, from 1 letter to 31, in 10,000 names.
    static final Weighted REGISTERED_LENGTH = new Weighted(1, 13, 105, 228, 293, 436, 623, 852, 923, 1027, 929, 903,
            749, 674, 535, 435, 335, 276, 192, 140, 99, 72, 49, 33, 22, 15, 10, 7, 6, 4, 2);

    /// How long a label in front of it is, from 1 letter to 28, in 1,000 names.
    static final Weighted FRONT_LENGTH = new Weighted(6, 18, 60, 74, 89, 121, 108, 72, 79, 62, 50, 47, 36, 30, 25, 19,
            15, 11, 10, 8, 14, 7, 5, 2, 4, 3, 7, 1);

    /// Letters as often as the names have them, 64 in all.
    static final byte[] LETTERS = ascii("eeeeeeaaaaaooooosssssrrrriiiinnnntttlllcccppuuddmmbbgyfhkxwvzj-4");

    /// Endings with two labels' names, in 10,000 of them.
    static final byte[][] ENDINGS = endings();
    static final Weighted ENDING = new Weighted(3763, 1073, 949, 419, 272, 255, 247, 222, 165, 151, 126, 116, 116, 88,
            76, 76, 55, 55, 54, 52, 44, 44, 42, 42, 41, 39, 37, 37, 35, 33, 31, 31, 31, 30, 28, 28, 28, 27, 26, 26, 24,
            24, 23, 23, 21, 21, 19, 18, 18, 18, 18, 18, 17, 17, 17, 16, 15, 15, 15, 14, 12, 12, 12, 12, 12, 12, 12, 12,
            12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12);

    /// Registries and hosts under which anybody may have a name, in the names below them.
    static final byte[][] HOSTS = ascii("co.cc", "co.uk", "com.au", "com.br", "webflow.io", "tripod.com", "free.fr",
            "ru.com", "weebly.com", "blogspot.com", "cz.cc", "co.jp", "com.ar", "pages.dev", "vercel.app", "co.za",
            "github.io", "co.nz", "duckdns.org", "za.com", "ddns.net", "org.uk", "onmicrosoft.com", "appspot.com",
            "tumblr.com", "com.tr", "com.pl", "com.ua", "com.mx", "wordpress.com", "cloudfront.net",
            "000webhostapp.com", "glitch.me", "co.in", "firebaseio.com", "workers.dev", "amazonaws.com",
            "netlify.app", "blogspot.fr", "blogspot.de");
    static final Weighted HOST = new Weighted(6658, 4853, 802, 769, 650, 584, 548, 430, 397, 382, 371, 333, 305, 300,
            284, 280, 263, 257, 234, 232, 226, 207, 191, 171, 166, 151, 130, 114, 112, 112, 108, 107, 90, 89, 79, 74,
            58, 57, 86, 79);

    private Shape() {}

    private static byte[][] endings() {
        return ascii("com", "tk", "info", "net", "org", "fr", "top", "cc", "ru", "uk", "de", "ninja", "xyz", "shop",
                "cn", "io", "ml", "bid", "ga", "cf", "online", "nl", "pl", "gq", "biz", "site", "us", "win", "pro",
                "me", "sbs", "eu", "in", "ca", "co", "xin", "club", "click", "it", "au", "jp", "live", "br", "buzz",
                "ch", "rest", "cz", "app", "be", "dk", "fun", "tv", "es", "se", "link", "icu", "digital", "life",
                "dev", "space", "at", "kr", "gr", "hu", "ro", "fi", "no", "pt", "ie", "website", "store", "tech",
                "cloud", "blog", "mobi", "world", "today", "agency", "media", "press");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[][] ascii(String... texts) {
        byte[][] all = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            all[i] = ascii(texts[i]);
        }
        return all;
    }
}
