package org.schoolgate.blocklists.build;

/// In which categories an entry of a version is, as bits that the reader has chosen.
///
/// @param in those that a line puts it in
/// @param out those that a line takes it out of
record Sorting(long in, long out) {

    /// In none.
    static final Sorting NONE = new Sorting(0, 0);

    long any() {
        return in | out;
    }
}
