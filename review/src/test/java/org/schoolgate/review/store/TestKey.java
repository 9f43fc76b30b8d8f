package org.schoolgate.review.store;

import java.util.Arrays;
import java.util.Optional;

/// A key of records for tests of which it is not the point: always the same, so that a store can be opened again.
public final class TestKey implements KeyPlace {

    public static final TestKey ONE = new TestKey();

    private TestKey() {}

    /// Its bytes.
    public static byte[] bytes() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }

    @Override
    public Optional<byte[]> read() {
        return Optional.of(bytes());
    }

    @Override
    public byte[] make() {
        throw new AssertionError("it is there");
    }

    @Override
    public String toString() {
        return "the tests' key";
    }
}
