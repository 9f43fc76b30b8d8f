package org.schoolgate.blocklists.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What an index says of itself.
///
/// @param version what [PackedIndex#version] answers
/// @param mark what the lists were called that it was made of, so that it can be told whether it is still theirs
/// @param edits how many lines of the school's own edits are in it
public record IndexNote(String version, String mark, int edits) {

    void writeTo(DataOutput out) throws IOException {
        for (String text : new String[]{version, mark}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.writeInt(edits);
    }

    static IndexNote read(DataInput in) throws IOException {
        return new IndexNote(text(in), text(in), in.readInt());
    }

    private static String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > 1 << 20) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
