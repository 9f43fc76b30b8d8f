package org.schoolgate.benchmarks.matcher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.schoolgate.benchmarks.workload.Names;

/// The rival that schools have today: the search of e2guardian 5, written anew after its description.
///
/// Each list is one blob of text with two tables beside it, where an entry begins and how long it is, eight bytes each,
/// sorted by comparing entries from their last letter. A host is looked for in one list after another by a recursive binary
/// search; where none has it, the same again without its first label, until one label is left. The first list that has it
/// answers.
final class ListByList {

    private final One[] lists;

    ListByList(Names names, int count) {
        int[] order = sorted(names);
        lists = new One[count];
        Arrays.setAll(lists, list -> One.of(names, Arrays.stream(order).filter(i -> (names.lists(i) >>> list & 1) != 0)
                .toArray()));
    }

    /// The first list that has the host or a name above it, or -1.
    int find(byte[] host) {
        int dot;
        for (int from = 0; (dot = dot(host, from)) >= 0; from = dot + 1) {
            for (int list = 0; list < lists.length; list++) {
                One one = lists[list];
                if (one.search(host, from, 0, one.starts.length - 1)) {
                    return list;
                }
            }
        }
        return -1;
    }

    static byte[] ascii(String host) {
        return host.getBytes(StandardCharsets.US_ASCII);
    }

    private static int[] sorted(Names names) {
        Integer[] order = new Integer[names.size()];
        Arrays.setAll(order, Integer::valueOf);
        Arrays.parallelSort(order, names::compareFromTheEnd);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static int dot(byte[] host, int from) {
        int at = from;
        while (at < host.length && host[at] != '.') {
            at++;
        }
        return at < host.length ? at : -1;
    }

    /// One list.
    private static final class One {

        private final byte[] blob;
        private final long[] starts;
        private final long[] lengths;

        private One(byte[] blob, long[] starts, long[] lengths) {
            this.blob = blob;
            this.starts = starts;
            this.lengths = lengths;
        }

        static One of(Names names, int[] members) {
            long[] starts = new long[members.length];
            long[] lengths = new long[members.length];
            int end = 0;
            for (int i = 0; i < members.length; i++) {
                starts[i] = end;
                lengths[i] = names.length(members[i]);
                end += (int) lengths[i] + 1;
            }
            byte[] blob = new byte[end];
            for (int i = 0; i < members.length; i++) {
                names.copy(members[i], blob, (int) starts[i]);
            }
            return new One(blob, starts, lengths);
        }

        boolean search(byte[] host, int from, int low, int high) {
            if (low > high) {
                return false;
            }
            int middle = low + (high - low) / 2;
            int difference = compare(host, from, middle);
            if (difference == 0) {
                return true;
            }
            return difference < 0 ? search(host, from, low, middle - 1) : search(host, from, middle + 1, high);
        }

        private int compare(byte[] host, int from, int entry) {
            int start = (int) starts[entry];
            int theirs = start + (int) lengths[entry];
            int ours = host.length;
            while (ours > from && theirs > start) {
                int difference = host[--ours] - blob[--theirs];
                if (difference != 0) {
                    return difference;
                }
            }
            return (ours - from) - (theirs - start);
        }
    }
}
