package org.schoolgate.review.casework;

import java.util.Arrays;
import java.util.Optional;

/// What the person whom a case is about says to it, or why there is nothing of theirs.
///
/// @param kind which of the two
/// @param when when they were told or asked, and by whom, as it was written down; empty where they were not
/// @param words their own words, or the reason
public record Reply(Kind kind, String when, String words) {

    /// What there is of the person.
    public enum Kind {
        /// Their own words.
        SAID("The person says", "They answered. Write down their own words."),
        /// They were asked, and do not want to say anything. That speaks neither for them nor against them.
        DECLINED("The person does not want to say anything",
                "They were asked, and do not want to. That speaks neither for them nor against them."),
        /// They were not asked yet.
        NOT_ASKED("The person was not asked yet", "Say why not.");

        private final String title;
        private final String hint;

        Kind(String title, String hint) {
            this.title = title;
            this.hint = hint;
        }

        /// How pages call it.
        public String title() {
            return title;
        }

        /// What is to be written then.
        public String hint() {
            return hint;
        }

        /// The kind of this name; empty where there is none.
        public static Optional<Kind> named(String name) {
            return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
        }
    }

    /// As it is kept: three parts, each after a line feed but the first. [#when] has none in it.
    public String kept() {
        return kind.name() + "\n" + when + "\n" + words;
    }

    /// Reads what [#kept] wrote; empty where it was destroyed.
    public static Optional<Reply> read(String kept) {
        String[] parts = kept.split("\n", 3);
        return parts.length < 3
                ? Optional.empty()
                : Kind.named(parts[0]).map(kind -> new Reply(kind, parts[1], parts[2]));
    }
}
