package org.schoolgate.review.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TreeTest {

    private static final HexFormat HEX = HexFormat.of();

    /// The leaves and roots that Certificate Transparency's implementations test with.
    private static final List<String> LEAVES = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void rootsAreThoseOfTheStandard() {
        Frontier tree = Frontier.EMPTY;
        for (int size = 0; size <= LEAVES.size(); size++) {
            assertThat(HEX.formatHex(tree.root())).as("size %d", size).isEqualTo(ROOTS.get(size));
            assertThat(HEX.formatHex(Proofs.root(leaves().subList(0, size)))).isEqualTo(ROOTS.get(size));
            if (size < LEAVES.size()) {
                tree = tree.with(LEAVES.get(size));
            }
        }
    }

    @Test
    void aTreeComesBackFromItsTextAndGoesOn() {
        Frontier tree = Frontier.EMPTY;
        for (String leaf : LEAVES) {
            tree = Frontier.parse(tree.text()).with(leaf);
        }
        assertThat(HEX.formatHex(tree.root())).isEqualTo(ROOTS.getLast());
        assertThatThrownBy(() -> Frontier.parse("3 00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyLeafIsProvenAndNoOtherIs() {
        List<byte[]> leaves = random(70, 1);
        for (int size = 1; size <= leaves.size(); size++) {
            List<byte[]> tree = leaves.subList(0, size);
            byte[] root = Proofs.root(tree);
            for (int index = 0; index < size; index++) {
                List<byte[]> proof = Proofs.inclusion(tree, index);
                assertThat(Proofs.includes(tree.get(index), index, size, proof, root)).as("%d of %d", index, size)
                        .isTrue();
                assertThat(Proofs.includes(new byte[32], index, size, proof, root)).isFalse();
                assertThat(Proofs.includes(tree.get(index), index + 1, size, proof, root)).isFalse();
                for (int i = 0; i < proof.size(); i++) {
                    assertThat(Proofs.includes(tree.get(index), index, size, flipped(proof, i), root)).isFalse();
                }
            }
        }
    }

    @Test
    @DisplayName("J13 a smaller tree is proven to be the beginning, and a forked one is not")
    void aForkedHistoryHasNoProof() {
        List<byte[]> leaves = random(40, 2);
        byte[] root = Proofs.root(leaves);
        for (int size = 0; size <= leaves.size(); size++) {
            List<byte[]> proof = Proofs.consistency(leaves, size);
            byte[] small = Proofs.root(leaves.subList(0, size));
            assertThat(Proofs.agrees(size, small, leaves.size(), root, proof)).as("size %d", size).isTrue();
            for (int changed = 0; changed < size; changed++) {
                List<byte[]> forked = new ArrayList<>(leaves.subList(0, size));
                forked.set(changed, new byte[32]);
                assertThat(Proofs.agrees(size, Proofs.root(forked), leaves.size(), root, proof)).isFalse();
            }
            for (int i = 0; i < proof.size(); i++) {
                assertThat(Proofs.agrees(size, small, leaves.size(), root, flipped(proof, i))).isFalse();
            }
        }
    }

    private static List<byte[]> leaves() {
        return LEAVES.stream().map(HEX::parseHex).toList();
    }

    private static List<byte[]> random(int count, long seed) {
        Random random = new Random(seed);
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] leaf = new byte[Sha256.BYTES];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }

    private static List<byte[]> flipped(List<byte[]> proof, int index) {
        List<byte[]> out = new ArrayList<>(proof);
        byte[] hash = out.get(index).clone();
        hash[index % hash.length] ^= 1;
        out.set(index, hash);
        return out;
    }
}
