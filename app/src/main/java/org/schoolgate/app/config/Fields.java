package org.schoolgate.app.config;

import java.util.Map;
import java.util.Optional;

/// What a mapping said, by key.
///
/// @param at the mapping itself
/// @param read what was read, by the keys' names; without those that were wrong
record Fields(Value at, Map<String, Placed<?>> read) {

    /// What stands under a key; empty where it is left out or was wrong.
    <T> Optional<T> get(Key<T> key) {
        return placed(key).map(Placed::value);
    }

    /// What stands under a key, or its standard value.
    <T> T or(Key<T> key) {
        return get(key).orElseGet(key::standardValue);
    }

    /// Where the value of a key stands, or would: the mapping itself where the key is left out.
    Value place(Key<?> key) {
        Placed<?> placed = read.get(key.name());
        return placed == null ? at : placed.at();
    }

    // Only the key's own shape has put the value there.
    @SuppressWarnings("unchecked")
    private <T> Optional<Placed<T>> placed(Key<T> key) {
        return Optional.ofNullable((Placed<T>) read.get(key.name()));
    }
}
