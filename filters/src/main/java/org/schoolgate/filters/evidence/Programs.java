package org.schoolgate.filters.evidence;

import java.util.List;
import java.util.Locale;

/// What a `User-Agent` tells of who asks. Whoever lies here can only make an access look less deliberate; the page of the
/// access shows what was said.
///
/// Last looked at on 29 November 2026.
final class Programs {

    /// What programs call themselves that look at a link to show a preview of it, or to check it; in lower case. Some of
    /// them dress up as a browser.
    private static final List<String> LOOK_AT_LINKS = List.of("facebookexternalhit", "facebookbot",
            "meta-externalagent",
            "whatsapp/", "telegrambot", "twitterbot", "slackbot", "slack-imgproxy", "discordbot", "linkedinbot",
            "pinterestbot", "redditbot", "skypeuripreview", "microsoftpreview", "bingpreview", "google-safety",
            "googleimageproxy", "google-read-aloud", "google web preview", "feedfetcher-google", "yahoomailproxy",
            "iframely", "embedly", "opengraph", "mastodon/", "bluesky", "ms-office", "microsoft office",
            "existence discovery", "safelinks", "urldefense", "proofpoint", "mimecast", "barracuda", "googlebot",
            "bingbot", "applebot", "duckduckbot", "yandexbot", "bot.html", "crawler", "spider");

    private Programs() {}

    static boolean looksAtLinks(String agent) {
        String lower = agent.toLowerCase(Locale.ROOT);
        return LOOK_AT_LINKS.stream().anyMatch(lower::contains);
    }

    /// Whether it calls itself a browser: all of them have begun with the same word since the nineties.
    static boolean isBrowser(String agent) {
        return agent.startsWith("Mozilla/");
    }

    /// Whether it is a browser that sends `Sec-Fetch-Dest` but never `Sec-Fetch-User`, which is every one on Apple's engine:
    /// Safari, and all browsers of iPads and iPhones.
    static boolean hidesClicks(String agent) {
        return agent.contains("AppleWebKit/") && !agent.contains("Chrome/") && !agent.contains("Chromium/");
    }
}
