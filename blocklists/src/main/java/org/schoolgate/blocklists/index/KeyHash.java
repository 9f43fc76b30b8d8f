package org.schoolgate.blocklists.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/// The hash that keys are found by. Each build draws its own, so that nobody outside can search for names that fall on
/// one another; that a name is listed is never concluded from its hash.
///
/// A name is read from its end, eight bytes at a time, so that one pass gives the hash of every ending of it; a path
/// goes on from its host's hash, from its beginning, so that one pass gives every beginning of it.
///
/// @param start the state before the first byte
/// @param factor multiplies each word; 0 makes all hashes 0, for tests of what happens then
/// @param lastFactor multiplies the last one
record KeyHash(long start, long factor, long lastFactor) {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Spreads the length over the word.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    static KeyHash random() {
        var random = new SecureRandom();
        return new KeyHash(random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
    }

    /// One drawn from a number, for a build that can be made again.
    static KeyHash of(long seed) {
        var random = new SplittableRandom(seed);
        return new KeyHash(random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
    }

    /// The state after eight more bytes.
    long step(long state, long word) {
        return mixed(state ^ word, factor);
    }

    /// The hash, once fewer than eight bytes are left.
    ///
    /// @param rest those bytes, the others 0
    /// @param length of the whole in bytes
    long last(long state, long rest, int length) {
        return mixed(state ^ rest ^ length * GOLDEN, lastFactor);
    }

    /// The hash of a name. Eight bytes of the array must stand before it.
    long ofName(byte[] bytes, int from, int to) {
        long state = start;
        int end = to;
        for (; end - from >= 8; end -= 8) {
            state = step(state, (long) LONG.get(bytes, end - 8));
        }
        return last(state, (long) LONG.get(bytes, end - 8) & upper(end - from), to - from);
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

    /// Keeps the `bytes` last bytes of a word, 0 to 7.
    static long upper(int bytes) {
        return -2L << (63 - 8 * bytes);
    }

    private static long mixed(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }
}
