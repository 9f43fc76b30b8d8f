package org.schoolgate.blocklists.format;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.digest.Digesting.Form;
import org.schoolgate.blocklists.digest.Digesting.Kind;
import org.schoolgate.blocklists.digest.ListedDigest;

/// A list of digests, one a line, as hexadecimal digits. How they were made is what the school says; otherwise what a comment above the
/// first says (`# digests: sha256 of pages`); otherwise the first one's length says which kind they are, and they are of pages.
final class DigestFormat implements ListFormat {

    private static final String HEADER = "# digests:";
    private static final String WIDTHS = "a digest of 32 digits (MD5), 40 (SHA-1) or 64 (SHA-256)";

    private final Optional<Digesting> said;

    /// @param said how they were made, where the school says it
    DigestFormat(Optional<Digesting> said) {
        this.said = said;
    }

    @Override
    public String title() {
        return "list of digests" + said.map(how -> " (" + how + ")").orElse("");
    }

    @Override
    public Lines begin() {
        return new Digests(said);
    }

    @Override
    public boolean claims(String line) {
        return kind(Comments.stripped(line)).isPresent();
    }

    /// What a text of so many hexadecimal digits may be.
    private static Optional<Kind> kind(String text) {
        boolean hex = text.chars()
                .allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
        return hex && text.length() % 2 == 0 ? Kind.of(text.length() / 2) : Optional.empty();
    }

    /// One list.
    private static final class Digests implements Lines {

        private final boolean isSaid;
        private @Nullable Digesting how;
        private boolean begun;

        private Digests(Optional<Digesting> said) {
            this.isSaid = said.isPresent();
            this.how = said.orElse(null);
        }

        @Override
        public Reading read(String line) {
            String text = Comments.stripped(line);
            if (text.isEmpty()) {
                return line.strip().toLowerCase(Locale.ROOT).startsWith(HEADER)
                        ? header(line.strip().substring(HEADER.length()))
                        : Reading.SILENT;
            }
            Optional<Kind> kind = kind(text);
            if (kind.isEmpty()) {
                return new Reading.Bad("no digest", WIDTHS);
            }
            if (how == null) {
                how = new Digesting(kind.get(), Form.PAGES);
            }
            begun = true;
            Kind other = how.kind();
            return kind.get() == other
                    ? Reading.of(Entry.listed(Entry.Kind.DIGEST,
                            new ListedDigest(how.mark(), text.toLowerCase(Locale.ROOT)).toString()))
                    : new Reading.Bad("a digest of " + text.length() + " digits in a list of others",
                            other.bytes() * 2 + " digits (" + other.word() + "), or a list of its own");
        }

        private Reading header(String text) {
            if (isSaid) {
                return Reading.SILENT;
            }
            Optional<Digesting> written = Digesting.parse(text);
            if (written.isEmpty()) {
                return new Reading.Bad("nobody knows how these digests are made", Digesting.WRITTEN);
            }
            if (begun) {
                return new Reading.Bad("it says how digests are made after the first of them",
                        "this line above all digests");
            }
            how = written.get();
            return Reading.SILENT;
        }
    }
}
