package org.schoolgate.review.signin;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a new password must be: long, and not one of those that are tried first or early. There is no rule about which
/// kinds of letters it holds.
public final class PasswordRules {

    /// The least length, in characters.
    public static final int LEAST = 12;
    /// The greatest length that is read, in characters.
    public static final int MOST = 200;

    /// How much of a password is measured, in characters: what it takes grows faster than the length.
    private static final int MEASURED = 80;
    /// The least score of zxcvbn, 0 to 4.
    private static final int STRONG = 3;

    private final Set<String> common;

    public PasswordRules() {
        try (InputStream in = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-passwords.txt is not in the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            this.common = text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PasswordRules::bare)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Why `password` will not do, in a sentence for the person who chose it; empty where it will.
    ///
    /// @param names words that it must not be made of: the account's name, the school's name
    public Optional<String> objection(String password, List<String> names) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST) {
            return Optional.of("A password has at least " + LEAST + " characters. Four words in a row are a good one.");
        }
        if (length > MOST) {
            return Optional.of("A password has at most " + MOST + " characters.");
        }
        String bare = bare(password);
        if (bare.isEmpty() || common.contains(bare) || repeats(bare)) {
            return Optional.of("This password is one of the first that others would try. Choose four words that do not "
                    + "belong together.");
        }
        for (String name : names) {
            String word = bare(name);
            if (word.length() > 1 && repeats(bare, word)) {
                return Optional
                        .of("This password is little more than a name that stands on the page. Choose four words "
                                + "that do not belong together.");
            }
        }
        return isGuessed(password, names)
                ? Optional.of("This password is made of what others try early: common passwords, words, names, dates or"
                        + " keys in a row. Choose four words that do not belong together.")
                : Optional.empty();
    }

    /// Whether programs that guess come to it within a hundred million tries, as far as zxcvbn can tell.
    private static boolean isGuessed(String password, List<String> names) {
        String beginning = password.substring(0, Math.min(MEASURED, password.length()));
        return Guessing.ZXCVBN.measure(beginning, names).getScore() < STRONG;
    }

    /// The lists of what is tried, read when the first password is chosen: 30,000 passwords from breaches, words and names.
    private static final class Guessing {

        static final Zxcvbn ZXCVBN = new Zxcvbn();
    }

    /// Lower-case letters alone, so that `Password-123!` is still `password`; digits where there are no letters.
    private static String bare(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String letters = lower.replaceAll("[^\\p{L}]", "");
        return letters.isEmpty() ? lower.replaceAll("[^0-9]", "") : letters;
    }

    /// Whether it is one short piece over and over: `aaaa`, `abcabcabc`.
    private static boolean repeats(String text) {
        for (int piece = 1; piece <= Math.min(4, text.length() / 2); piece++) {
            if (repeats(text, text.substring(0, piece))) {
                return true;
            }
        }
        return false;
    }

    private static boolean repeats(String text, String piece) {
        return text.length() >= piece.length()
                && piece.repeat(text.length() / piece.length() + 1).startsWith(text);
    }
}
