package org.schoolgate.blocklists.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.schoolgate.filters.request.HostName;

/// The hash that keys are found by. Each build draws its own, so that nobody outside can search for names that fall on
/// one another; that a name is listed is never concluded from its hash.
///
/// Of a name of 8 to 32 bytes, as nearly all are, four words go in, mixed two by two and then with one another: the first two
/// and the last two, which are partly or wholly the same bytes where it is short. So there are always the same steps without
/// a branch, however long it is: a branch wrongly guessed costs more than bytes that are mixed twice.
///
/// A path goes on from its host's hash, from its beginning, so that one pass gives every beginning of it.
///
/// @param first each of the first four is mixed with one word in four
/// @param last multiplies what came of the words; 0 makes all hashes 0
record KeyHash(long first, long second, long third, long fourth, long last) {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Spreads the length over the word.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final int WORD = Long.BYTES;
    private static final int FOUR_WORDS = 4 * WORD;

    static KeyHash random() {
        return of(new SecureRandom()::nextLong);
    }

    /// One drawn from a number, for a build that can be made again.
    static KeyHash of(long seed) {
        return of(new SplittableRandom(seed)::nextLong);
    }

    private static KeyHash of(LongSupplier dice) {
        return new KeyHash(dice.getAsLong(), dice.getAsLong(), dice.getAsLong(), dice.getAsLong(),
                dice.getAsLong() | 1);
    }

    /// One that makes all hashes 0, for tests of what happens then.
    static KeyHash alike() {
        return new KeyHash(0, 0, 0, 0, 0);
    }

    /// The hash of the last `length` bytes of a name.
    long ofEnding(HostName name, int length) {
        if (length < WORD) {
            return ofShort(Long.reverseBytes(name.lastBytes(length)), length);
        }
        if (length > FOUR_WORDS) {
            return ofLongEnding(name, length);
        }
        int from = name.length() - length;
        int second = from + Math.min(length - WORD, WORD);
        int end = name.length() - WORD;
        int third = end - (second - from);
        return last(mixed(name.word(from), name.word(second), name.word(third), name.word(end)), 0, length);
    }

    private long ofLongEnding(HostName name, int length) {
        int from = name.length() - length;
        long state = mixed(name.word(from), name.word(from + 8), name.word(from + 16), name.word(from + 24));
        int end = name.length() - WORD;
        for (int at = from + FOUR_WORDS; at < end; at += WORD) {
            state = step(state, name.word(at));
        }
        return last(state, name.word(end), length);
    }

    /// The hash of a name.
    long ofName(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < WORD) {
            return ofShort(number(bytes, from, to), length);
        }
        if (length > FOUR_WORDS) {
            return ofLongName(bytes, from, to);
        }
        int second = from + Math.min(length - WORD, WORD);
        int end = to - WORD;
        int third = end - (second - from);
        return last(mixed(word(bytes, from), word(bytes, second), word(bytes, third), word(bytes, end)), 0, length);
    }

    private long ofLongName(byte[] bytes, int from, int to) {
        long state = mixed(word(bytes, from), word(bytes, from + 8), word(bytes, from + 16), word(bytes, from + 24));
        int end = to - WORD;
        for (int at = from + FOUR_WORDS; at < end; at += WORD) {
            state = step(state, word(bytes, at));
        }
        return last(state, word(bytes, end), to - from);
    }

    /// @param number all bytes, the last one lowest
    private long ofShort(long number, int length) {
        return last(mixed(number, 0, 0, 0), 0, length);
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | bytes[i];
        }
        return number;
    }

    /// The hash of a path below a host with the hash `host`.
    long ofPath(long host, byte[] bytes, int from, int to) {
        long state = host;
        long word = 0;
        for (int i = from; i < to; i++) {
            word |= (bytes[i] & 0xffL) << (8 * (i - from & 7));
            if ((i - from & 7) == 7) {
                state = step(state, word);
                word = 0;
            }
        }
        return last(state, word, to - from);
    }

    /// The state after eight more bytes.
    long step(long state, long word) {
        return product(state ^ word, second);
    }

    /// The hash, once fewer than eight bytes are left.
    ///
    /// @param rest those bytes, the others 0
    /// @param length of the whole in bytes
    long last(long state, long rest, int length) {
        return product(state ^ rest ^ length * GOLDEN, last);
    }

    private long mixed(long word0, long word1, long word2, long word3) {
        return product(word0 ^ first, word1 ^ second) ^ product(word2 ^ third, word3 ^ fourth);
    }

    private static long product(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    private static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
