package org.schoolgate.review.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Tells by its first bytes whether a file is a picture or a paper that a victim's record takes: PNG, JPEG, WebP or PDF.
final class Picture {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private Picture() {}

    static boolean is(byte[] content) {
        return begins(content, 0, PNG) || begins(content, 0, JPEG) || begins(content, 0, ascii("%PDF-"))
                || begins(content, 0, ascii("RIFF")) && begins(content, 8, ascii("WEBP"));
    }

    private static boolean begins(byte[] content, int from, byte[] with) {
        return content.length >= from + with.length
                && Arrays.equals(content, from, from + with.length, with, 0, with.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
