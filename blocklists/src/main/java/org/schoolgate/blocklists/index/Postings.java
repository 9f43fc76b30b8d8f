package org.schoolgate.blocklists.index;

import java.util.Arrays;

/// Which line of which part of a list gave an entry. Those of one entry are chained, newest first, from a head that
/// the entry keeps; a chain ends with -1. One thread fills it; after that any number may read.
final class Postings {

    private static final int ALLOW = Integer.MIN_VALUE;

    private int[] parts = new int[256];
    private int[] lines = new int[256];
    private int[] nexts = new int[256];
    private int size;

    /// Puts one before `head` and gives the new head.
    int add(int head, int part, boolean allow, int line) {
        if (size == parts.length) {
            int capacity = size + size / 2;
            parts = Arrays.copyOf(parts, capacity);
            lines = Arrays.copyOf(lines, capacity);
            nexts = Arrays.copyOf(nexts, capacity);
        }
        parts[size] = allow ? part | ALLOW : part;
        lines[size] = line;
        nexts[size] = head;
        return size++;
    }

    int part(int posting) {
        return parts[posting] & ~ALLOW;
    }

    boolean allows(int posting) {
        return parts[posting] < 0;
    }

    int line(int posting) {
        return lines[posting];
    }

    int next(int posting) {
        return nexts[posting];
    }
}
