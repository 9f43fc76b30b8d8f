package org.schoolgate.filters.category;

/// What sites are about: a list sorts names into one or several of them. Categories are data; no code names one.
///
/// @param bit its place in a [CategorySet], 0 to 63; it may differ from one start to the next
/// @param slug how files and rules call it, such as `social-networks`
/// @param title how pages call it, such as "Social media: networks"
/// @param subject the heading it is counted under, such as "Social media"; several categories may share one
/// @param sealed whether an address in it is never stored or shown, only a keyed mark of it
/// @param use what its sites are mostly used for
public record Category(int bit, String slug, String title, String subject, boolean sealed, Use use)
        implements
            Comparable<Category> {

    /// A category whose use nobody asks about.
    public Category(int bit, String slug, String title, String subject, boolean sealed) {
        this(bit, slug, title, subject, sealed, Use.NONE);
    }

    public Category {
        if (bit < 0 || bit > 63) {
            throw new IllegalArgumentException("a category has a bit from 0 to 63, not " + bit);
        }
        if (!slug.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("'" + slug + "' is no category: use a-z, 0-9 and '-'");
        }
    }

    @Override
    public int compareTo(Category other) {
        return Integer.compare(bit, other.bit);
    }

    @Override
    public String toString() {
        return slug;
    }
}
