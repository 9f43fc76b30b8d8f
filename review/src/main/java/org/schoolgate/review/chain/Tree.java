package org.schoolgate.review.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A whole Merkle tree with all its nodes, for many proofs out of one: making it costs a pass over all leaves, each proof the
/// square of its depth. It takes 64 bytes of memory for each leaf. Any thread may read.
public final class Tree {

    private static final int BYTES = Sha256.BYTES;

    /// The nodes of each level, one after the other; of a level only those that have all their leaves.
    private final List<byte[]> levels = new ArrayList<>();
    private final int size;

    /// @param hashes of the entries, 32 bytes each, one after the other
    public Tree(byte[] hashes) {
        this.size = hashes.length / BYTES;
        byte[] level = new byte[hashes.length];
        for (int i = 0; i < size; i++) {
            put(level, i, Frontier.leaf(at(hashes, i)));
        }
        levels.add(level);
        while (level.length > BYTES) {
            byte[] above = new byte[level.length / BYTES / 2 * BYTES];
            for (int i = 0; i < above.length / BYTES; i++) {
                put(above, i, Frontier.node(at(level, 2 * i), at(level, 2 * i + 1)));
            }
            levels.add(above);
            level = above;
        }
    }

    public int size() {
        return size;
    }

    /// The root over the first `count` leaves.
    public byte[] root(int count) {
        return count == 0 ? Sha256.of() : root(0, count);
    }

    /// That the leaf at `index`, from 0, stands in the tree.
    public List<byte[]> inclusion(int index) {
        List<byte[]> proof = new ArrayList<>();
        int from = 0;
        int to = size;
        while (to - from > 1) {
            int middle = from + Integer.highestOneBit(to - from - 1);
            boolean left = index < middle;
            proof.addFirst(left ? root(middle, to) : root(from, middle));
            from = left ? from : middle;
            to = left ? middle : to;
        }
        return proof;
    }

    /// That the tree of the first `count` leaves is the beginning of this one.
    public List<byte[]> consistency(int count) {
        List<byte[]> proof = new ArrayList<>();
        if (count <= 0 || count >= size) {
            return proof;
        }
        int from = 0;
        int to = size;
        while (count < to) {
            int middle = from + Integer.highestOneBit(to - from - 1);
            boolean left = count <= middle;
            proof.addFirst(left ? root(middle, to) : root(from, middle));
            from = left ? from : middle;
            to = left ? middle : to;
        }
        if (from > 0) {
            proof.addFirst(root(from, to));
        }
        return proof;
    }

    /// The root over some leaves that begin where a subtree of their size does.
    private byte[] root(int from, int to) {
        int leaves = to - from;
        if (Integer.bitCount(leaves) == 1) {
            return at(levels.get(Integer.numberOfTrailingZeros(leaves)), from / leaves);
        }
        int middle = from + Integer.highestOneBit(leaves - 1);
        return Frontier.node(root(from, middle), root(middle, to));
    }

    private static byte[] at(byte[] level, int index) {
        return Arrays.copyOfRange(level, index * BYTES, (index + 1) * BYTES);
    }

    private static void put(byte[] level, int index, byte[] hash) {
        System.arraycopy(hash, 0, level, index * BYTES, BYTES);
    }
}
