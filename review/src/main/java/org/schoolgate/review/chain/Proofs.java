package org.schoolgate.review.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Proofs about a Merkle tree, by [RFC 9162](https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3): that an entry stands in it, and
/// that a smaller tree is its beginning. Making one costs a pass over all leaves; checking one a few hashes.
public final class Proofs {

    private Proofs() {}

    /// That the leaf at `index` stands in the tree of these leaves.
    ///
    /// @param leaves the entries' hashes, 32 bytes each
    /// @param index from 0
    public static List<byte[]> inclusion(List<byte[]> leaves, int index) {
        List<byte[]> proof = new ArrayList<>();
        include(leaves, index, proof);
        return proof;
    }

    private static void include(List<byte[]> leaves, int index, List<byte[]> proof) {
        if (leaves.size() <= 1) {
            return;
        }
        int split = split(leaves.size());
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        if (index < split) {
            include(left, index, proof);
            proof.add(root(right));
        } else {
            include(right, index - split, proof);
            proof.add(root(left));
        }
    }

    /// That the tree of the first `size` leaves is the beginning of the tree of all.
    public static List<byte[]> consistency(List<byte[]> leaves, int size) {
        List<byte[]> proof = new ArrayList<>();
        if (size > 0 && size < leaves.size()) {
            agree(leaves, size, true, proof);
        }
        return proof;
    }

    private static void agree(List<byte[]> leaves, int size, boolean whole, List<byte[]> proof) {
        if (size == leaves.size()) {
            if (!whole) {
                proof.add(root(leaves));
            }
            return;
        }
        int split = split(leaves.size());
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        if (size <= split) {
            agree(left, size, whole, proof);
            proof.add(root(right));
        } else {
            agree(right, size - split, false, proof);
            proof.add(root(left));
        }
    }

    /// Whether a proof shows that an entry stands in a tree.
    ///
    /// @param leaf the entry's hash
    /// @param index from 0
    /// @param size of the tree
    public static boolean includes(byte[] leaf, long index, long size, List<byte[]> proof, byte[] root) {
        if (index >= size || index < 0) {
            return false;
        }
        long at = index;
        long last = size - 1;
        byte[] hash = Frontier.leaf(leaf);
        for (byte[] other : proof) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = Frontier.node(other, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Frontier.node(hash, other);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /// Whether a proof shows that the smaller tree is the beginning of the larger one.
    public static boolean agrees(long size, byte[] root, long larger, byte[] largerRoot, List<byte[]> proof) {
        if (size == larger) {
            return proof.isEmpty() && Arrays.equals(root, largerRoot);
        }
        if (size == 0) {
            return proof.isEmpty();
        }
        if (size > larger || size < 0 || proof.isEmpty()) {
            return false;
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(size) == 1) {
            path.addFirst(root);
        }
        long at = size - 1;
        long last = larger - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        byte[] small = path.getFirst();
        byte[] large = small;
        for (byte[] other : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                small = Frontier.node(other, small);
                large = Frontier.node(other, large);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                large = Frontier.node(large, other);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(small, root) && Arrays.equals(large, largerRoot);
    }

    /// The root of the tree of these leaves.
    public static byte[] root(List<byte[]> leaves) {
        return switch (leaves.size()) {
            case 0 -> Sha256.of();
            case 1 -> Frontier.leaf(leaves.getFirst());
            default -> {
                int split = split(leaves.size());
                yield Frontier.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
            }
        };
    }

    /// The largest power of two below `size`.
    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}
