package org.schoolgate.app.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One key of a mapping, described once for the reader, the schema and the reference page.
///
/// @param name as files spell it
/// @param shape how its value is written
/// @param required whether a file must have it
/// @param standard the value where it is left out, as a file would write it; null where there is none
/// @param absent what leaving it out means, in words; empty for required keys
/// @param example a value as a file would write it; empty where the keys below have their own
/// @param sentence what it is for
record Key<T>(
        String name,
        Shape<T> shape,
        boolean required,
        @Nullable String standard,
        String absent,
        String example,
        String sentence) {

    static <T> Key<T> required(String name, Shape<T> shape, String example, String sentence) {
        return new Key<>(name, shape, true, null, "", example, sentence);
    }

    /// A key that may be left out, and means what `absent` says then.
    static <T> Key<T> optional(String name, Shape<T> shape, String absent, String example, String sentence) {
        return new Key<>(name, shape, false, null, absent, example, sentence);
    }

    /// A key that may be left out, and has the value `standard` then.
    static <T> Key<T> standard(String name, Shape<T> shape, String standard, String example, String sentence) {
        return new Key<>(name, shape, false, standard, standard, example, sentence);
    }

    /// The value where a file leaves the key out.
    ///
    /// @throws IllegalStateException where there is none, or it is described wrongly
    T standardValue() {
        String text = standard;
        if (text == null) {
            throw new IllegalStateException("'" + name + "' has no standard value");
        }
        Notes notes = new Notes("standard of " + name);
        Optional<T> value = Document.parse(text.getBytes(StandardCharsets.UTF_8), notes).flatMap(shape::read);
        return value.filter(_ -> notes.areClean())
                .orElseThrow(() -> new IllegalStateException("the description is wrong: " + notes.problems()));
    }
}
