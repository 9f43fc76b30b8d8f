package org.schoolgate.review.chain;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// The right edge of a Merkle tree ([RFC 9162](https://www.rfc-editor.org/rfc/rfc9162#section-2.1)) over the entries so far: as
/// much of it as is needed to go on, and to tell its root. The leaves are the entries' hashes. Immutable.
///
/// @param size how many leaves
/// @param roots of the whole subtrees that the tree is made of, the largest first; as many as `size` has bits set
public record Frontier(long size, List<byte[]> roots) {

    /// Of a tree without leaves.
    public static final Frontier EMPTY = new Frontier(0, List.of());

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    public Frontier {
        roots = List.copyOf(roots);
        if (roots.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(size + " leaves have " + Long.bitCount(size) + " whole subtrees");
        }
    }

    /// The tree with one more leaf.
    ///
    /// @param hash an entry's, 64 hexadecimal digits
    public Frontier with(String hash) {
        List<byte[]> grown = new ArrayList<>(roots);
        grown.add(leaf(HexFormat.of().parseHex(hash)));
        for (long left = size; (left & 1) == 1; left >>= 1) {
            byte[] right = grown.removeLast();
            grown.add(node(grown.removeLast(), right));
        }
        return new Frontier(size + 1, grown);
    }

    /// The root, 32 bytes.
    public byte[] root() {
        if (roots.isEmpty()) {
            return Sha256.of();
        }
        byte[] root = roots.getLast();
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = node(roots.get(i), root);
        }
        return root;
    }

    /// As the store keeps it.
    public String text() {
        return size + roots.stream().map(root -> " " + HexFormat.of().formatHex(root)).collect(Collectors.joining());
    }

    /// Reads what [#text()] wrote.
    ///
    /// @throws IllegalArgumentException where it is damaged
    public static Frontier parse(String text) {
        String[] words = text.split(" ", -1);
        List<byte[]> roots = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            roots.add(HexFormat.of().parseHex(words[i]));
        }
        return new Frontier(Long.parseLong(words[0]), roots);
    }

    static byte[] leaf(byte[] data) {
        return Sha256.of(LEAF, data);
    }

    static byte[] node(byte[] left, byte[] right) {
        return Sha256.of(NODE, left, right);
    }
}
