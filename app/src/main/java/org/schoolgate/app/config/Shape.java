package org.schoolgate.app.config;

import java.util.Map;
import java.util.Optional;

/// How a value is written. It reads the value, and it tells editors and the reference page about itself, so that the
/// three can never differ.
interface Shape<T> {

    /// Reads; where the value is not so written, notes that and gives empty.
    Optional<T> read(Value value);

    /// The same as a JSON schema.
    Map<String, Object> schema();

    /// The same in words, such as "a time of day, like 08:30".
    String words();

    /// The keys within it, for the reference page; empty where it is no mapping or list of mappings.
    default Optional<Keys> keys() {
        return Optional.empty();
    }

    /// The same, together with where it stands.
    default Shape<Placed<T>> placed() {
        Shape<T> plain = this;
        return new Shape<>() {

            @Override
            public Optional<Placed<T>> read(Value value) {
                return plain.read(value).map(found -> new Placed<>(found, value));
            }

            @Override
            public Map<String, Object> schema() {
                return plain.schema();
            }

            @Override
            public String words() {
                return plain.words();
            }

            @Override
            public Optional<Keys> keys() {
                return plain.keys();
            }
        };
    }
}
