package org.schoolgate.blocklists.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// What is to be known of a [Table] to read it.
///
/// @param lines how many lines it has, a multiple of 4
/// @param keys how many keys
/// @param longestProbe how many lines beyond its home the farthest key lives
/// @param longestKey the length of the longest key, in bytes
/// @param unit what a line's place in the names is counted in: `1 << unit` bytes
/// @param longKeys whether a key's length takes two bytes, and none has its ending left out
/// @param escapes the keys whose meanings have high numbers
record TableShape(int lines, int keys, int longestProbe, int longestKey, int unit, boolean longKeys, Escapes escapes) {

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(lines);
        out.writeInt(keys);
        out.writeInt(longestProbe);
        out.writeInt(longestKey);
        out.writeByte(unit);
        out.writeBoolean(longKeys);
        escapes.writeTo(out);
    }

    /// @throws IOException where it is not what [#writeTo] wrote
    static TableShape read(DataInput in) throws IOException {
        var shape = new TableShape(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readUnsignedByte(),
                in.readBoolean(), Escapes.read(in));
        if (shape.lines < 4 || shape.lines % 4 != 0 || shape.lines >= 1 << 27 || shape.keys < 0
                || shape.longestProbe < 0 || shape.longestProbe > shape.lines || shape.longestKey < 0
                || shape.longestKey > 0xffff || shape.unit > 16) {
            throw new IOException("a table cannot be " + shape);
        }
        return shape;
    }

    @Override
    public String toString() {
        return keys + " keys in " + lines + " lines, at most " + longestProbe + " lines away";
    }
}
