package org.schoolgate.filters.category;

/// A set of categories, one bit each. [Categories] tells which bit is which.
public record CategorySet(long bits) {

    public static final CategorySet NONE = new CategorySet(0);

    /// The set of one.
    public static CategorySet of(Category category) {
        return new CategorySet(1L << category.bit());
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    public boolean contains(Category category) {
        return (bits >>> category.bit() & 1) != 0;
    }

    public boolean intersects(CategorySet other) {
        return (bits & other.bits) != 0;
    }

    public CategorySet union(CategorySet other) {
        return new CategorySet(bits | other.bits);
    }

    public CategorySet intersection(CategorySet other) {
        return new CategorySet(bits & other.bits);
    }
}
