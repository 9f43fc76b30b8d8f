package org.schoolgate.review.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A whole tree gives the very proofs that are made leaf by leaf.
class WholeTreeTest {

    @Test
    void everyProofOfEverySmallTreeIsTheSame() {
        for (int size = 1; size <= 40; size++) {
            List<byte[]> leaves = new ArrayList<>();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < size; i++) {
                leaves.add(Sha256.of(("entry " + i).getBytes(StandardCharsets.UTF_8)));
                all.writeBytes(leaves.getLast());
            }
            Tree tree = new Tree(all.toByteArray());
            for (int i = 0; i < size; i++) {
                assertThat(hex(tree.inclusion(i))).as("leaf %s of %s", i, size)
                        .isEqualTo(hex(Proofs.inclusion(leaves, i)));
                assertThat(hex(tree.consistency(i))).as("%s of %s", i, size)
                        .isEqualTo(hex(Proofs.consistency(leaves, i)));
                assertThat(tree.root(i + 1)).isEqualTo(Proofs.root(leaves.subList(0, i + 1)));
            }
        }
    }

    private static List<String> hex(List<byte[]> proof) {
        return proof.stream().map(HexFormat.of()::formatHex).toList();
    }
}
