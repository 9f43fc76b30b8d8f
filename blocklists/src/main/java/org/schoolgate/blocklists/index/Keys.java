package org.schoolgate.blocklists.index;

/// Entries by number, with one `int` that belongs to each: the head of its chain in [Postings], -1 for none.
interface Keys {

    int value(int number);

    void value(int number, int value);
}
