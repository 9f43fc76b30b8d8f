package org.schoolgate.filters.request;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A host name as the filter knows it: lower-case ASCII labels (`xn--…` for other scripts), no dot at the end, never an
/// address, at most 253 characters. Two of the same letters are equal.
///
/// Names from outside come in by [#parse] or [Host#parse]. The constructor checks letters and lengths, not what an
/// `xn--…` label decodes to.
///
/// Its characters are read once, when it is made, and kept as bytes for whoever compares eight of them at a time.
public final class HostName implements Host {

    private final String name;

    /// For [NameBytes].
    private final byte[] bytes;

    private final long endings;

    public HostName(String name) {
        byte[] read = NameBytes.of(name);
        if (!isCanonical(read) || IpAddress.endsInNumber(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a canonical host name");
        }
        this.name = name;
        this.bytes = read;
        this.endings = NameBytes.endings(read);
    }

    private HostName(String name, byte[] bytes, long endings) {
        this.name = name;
        this.bytes = bytes;
        this.endings = endings;
    }

    /// Reads a name in any case and script, with or without the last dot; empty where it is none.
    public static Optional<HostName> parse(String text) {
        HostName plain = plain(text);
        if (plain != null) {
            return Optional.of(plain);
        }
        return OddName.canonical(text).filter(name -> !IpAddress.endsInNumber(name)).map(HostName::new);
    }

    /// The name that a text of ASCII letters is, in any case, with or without the last dot. Null for all that takes
    /// more than a look at its letters: other scripts, `xn--…`, escapes, numbers at the end, and what is no name.
    ///
    /// Leaves no garbage where there are no capitals and no dot at the end.
    static @Nullable HostName plain(String text) {
        byte[] bytes = NameBytes.of(text);
        long endings = NameBytes.plainEndings(bytes);
        return endings != 0 ? new HostName(text, bytes, endings) : lookedAtCloser(text);
    }

    private static @Nullable HostName lookedAtCloser(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        byte[] bytes = NameBytes.of(name);
        int kinds = NameBytes.kinds(bytes);
        if ((kinds & (NameBytes.WRONG | NameBytes.NUMBER)) != 0) {
            return null;
        }
        if ((kinds & NameBytes.CAPITAL) != 0) {
            name = name.toLowerCase(Locale.ROOT);
            bytes = NameBytes.of(name);
        }
        return (kinds & NameBytes.HYPHENS) != 0 && name.contains("xn--")
                ? null
                : new HostName(name, bytes, NameBytes.endings(bytes));
    }

    /// Whether the letters and lengths are those of a name in its canonical spelling, or of an address.
    static boolean isCanonical(String name) {
        return isCanonical(NameBytes.of(name));
    }

    private static boolean isCanonical(byte[] name) {
        return (NameBytes.kinds(name) & (NameBytes.WRONG | NameBytes.CAPITAL)) == 0;
    }

    public String name() {
        return name;
    }

    @Override
    public String text() {
        return name;
    }

    /// How many characters it has: 1 to 253.
    public int length() {
        return bytes.length;
    }

    /// The eight bytes from `at` on, read little-endian: the first of them is in the lowest bits.
    ///
    /// One load from memory; allocates nothing.
    ///
    /// @param at 0 to `length() - 8`; so names of less than eight bytes have no word
    public long word(int at) {
        return NameBytes.word(bytes, at);
    }

    /// The last `length` bytes as one word: the last of them is in the highest bits, zeros are before the first.
    ///
    /// @param length 1 to 7, and no more than the name has
    public long lastBytes(int length) {
        return lastBytes() & -1L << -Byte.SIZE * length;
    }

    private long lastBytes() {
        return bytes.length < Long.BYTES ? NameBytes.shortWord(bytes) : word(bytes.length - Long.BYTES);
    }

    /// The endings that begin with a label, the name itself among them, by their lengths: bit 63 - n is set where there is
    /// one of n bytes. Those of 64 bytes and more are left out.
    ///
    /// ```text
    /// www.school.example            bits 63 - 7, 63 - 14 and 63 - 18
    /// ```
    public long endings() {
        return endings;
    }

    /// The length of the shortest ending that begins with a label and is longer than `length`, which is less than the name's.
    public int endingAfter(int length) {
        long longer = endingsAfter(length);
        return longer != 0 ? Long.numberOfLeadingZeros(longer) : farEndingAfter(length);
    }

    private long endingsAfter(int length) {
        return length < Long.SIZE ? endings & Long.MAX_VALUE >>> length : 0;
    }

    /// The length of its last two labels with their dot; of a name of one label its own.
    public int twoLabels() {
        long longer = endings & Long.MAX_VALUE >>> Long.numberOfLeadingZeros(endings);
        return longer != 0 ? Long.numberOfLeadingZeros(longer) : farTwoLabels();
    }

    private int farTwoLabels() {
        int last = endingAfter(0);
        return last == bytes.length ? last : endingAfter(last);
    }

    private int farEndingAfter(int length) {
        int ending = length + 1;
        while (ending < bytes.length && bytes[bytes.length - ending - 1] != '.') {
            ending++;
        }
        return ending;
    }

    /// The name without its first label, as in `www.school.example` → `school.example`; empty for a single label.
    public Optional<HostName> parent() {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new HostName(name.substring(dot + 1)));
    }

    /// Whether this is `other` or a name below it, by whole labels: `www.a.example` is within `a.example`, `ba.example`
    /// is not.
    public boolean isWithin(HostName other) {
        return name.endsWith(other.name)
                && (name.length() == other.name.length()
                        || name.charAt(name.length() - other.name.length() - 1) == '.');
    }

    /// Whether people can take this for `other`, another name: both have one [Skeleton]. As `paypa1.example` looks like
    /// `paypal.example`.
    ///
    /// It reads two names in large tables: thousands of times the cost of a comparison.
    public boolean looksLike(HostName other) {
        return !equals(other) && Skeleton.of(this).equals(Skeleton.of(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostName that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
