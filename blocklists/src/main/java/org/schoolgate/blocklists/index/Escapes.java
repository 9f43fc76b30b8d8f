package org.schoolgate.blocklists.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// The meanings of those keys of a [Table] whose numbers do not fit into its lanes. There are none until an index has
/// more than 65,534 different meanings.
///
/// @param positions where the keys are, ascending
/// @param meanings the number of each one's meaning
record Escapes(int[] positions, int[] meanings) {

    static final Escapes NONE = new Escapes(new int[0], new int[0]);

    int meaning(int position) {
        return meanings[Arrays.binarySearch(positions, position)];
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(positions.length);
        for (int i = 0; i < positions.length; i++) {
            out.writeInt(positions[i]);
            out.writeInt(meanings[i]);
        }
    }

    /// @throws IOException where it is not what [#writeTo] wrote
    static Escapes read(DataInput in) throws IOException {
        int count = in.readInt();
        int[] positions = new int[0];
        int[] meanings = new int[0];
        for (int i = 0; i < count; i++) {
            if (i == positions.length) {
                positions = Arrays.copyOf(positions, 64 + 2 * i);
                meanings = Arrays.copyOf(meanings, 64 + 2 * i);
            }
            positions[i] = in.readInt();
            meanings[i] = in.readInt();
        }
        return new Escapes(Arrays.copyOf(positions, Math.max(0, count)), Arrays.copyOf(meanings, Math.max(0, count)));
    }
}
