package org.schoolgate.blocklists.format;

/// What one line of a list names, in its canonical spelling.
///
/// @param kind how far it reaches
/// @param text the canonical spelling: `name`, `host/path`, an address (IPv6 without brackets), `address/bits` or
///             `sha256:pages:digest`; ASCII, no spaces
/// @param allow whether it takes a site out of the list's categories instead of putting it in
public record Entry(Kind kind, String text, boolean allow) {

    /// How far an entry reaches.
    public enum Kind {
        /// A name and every name below it.
        NAME('n'),
        /// This name only.
        EXACT('e'),
        /// One address or a range of them.
        ADDRESSES('a'),
        /// A path on one name, and every path below it.
        PATH('p'),
        /// What an address has that nobody can read out of the entry.
        DIGEST('d');

        private static final Kind[] ALL = values();
        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }

        /// The letter that stands for the kind in our own list files.
        public char mark() {
            return mark;
        }

        /// The kind of a letter.
        ///
        /// @throws IllegalArgumentException where no kind has it
        public static Kind of(char mark) {
            for (Kind kind : ALL) {
                if (kind.mark == mark) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of entry has the mark '" + mark + "'");
        }
    }

    /// An entry that puts what it names into the list's categories.
    static Entry listed(Kind kind, String text) {
        return new Entry(kind, text, false);
    }

    /// The entry that puts in what this one takes out.
    public Entry asListed() {
        return new Entry(kind, text, false);
    }

    /// The entry that takes out what this one puts in.
    public Entry asAllow() {
        return new Entry(kind, text, true);
    }

    /// As a person may write it in a plain list: `=name` for an exact one, `@@` before one that allows.
    @Override
    public String toString() {
        return (allow ? "@@" : "") + (kind == Kind.EXACT ? "=" : "") + text;
    }
}
