package org.schoolgate.blocklists.index;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.schoolgate.blocklists.digest.ListedDigest;

/// The digests of an index while they are gathered, a [DigestTable] for each way in which they were made. One thread uses it.
final class DigestDraft {

    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, List<byte[]>> byWay = new TreeMap<>();

    /// Adds a digest.
    ///
    /// @param text from..to of it as an entry spells it
    /// @throws IllegalArgumentException where it is none
    void add(byte[] text, int from, int to, int part, int line) {
        var listed = ListedDigest.of(new String(text, from, to - from, StandardCharsets.US_ASCII));
        int bytes = listed.how().map(how -> how.kind().bytes())
                .orElseThrow(() -> new IllegalArgumentException("nobody knows how a digest was made"));
        byte[] digest = HEX.parseHex(listed.digits());
        if (digest.length != bytes) {
            throw new IllegalArgumentException("a digest of " + digest.length + " bytes, not " + bytes);
        }
        byWay.computeIfAbsent(listed.way(), first -> new ArrayList<>()).add(ByteBuffer
                .allocate(bytes + DigestTable.TAIL).order(ByteOrder.LITTLE_ENDIAN).put(digest).putInt(part).putInt(line)
                .array());
    }

    boolean isEmpty() {
        return byWay.isEmpty();
    }

    /// How many there are, each as often as it came.
    long size() {
        return byWay.values().stream().mapToLong(List::size).sum();
    }

    /// Writes what tells the tables apart, and gives the tables themselves.
    ByteBuffer write(DataOutput note) throws IOException {
        note.writeInt(byWay.size());
        long bytes = 0;
        for (Map.Entry<String, List<byte[]>> way : byWay.entrySet()) {
            note.writeUTF(way.getKey());
            note.writeInt(way.getValue().size());
            bytes += (long) way.getValue().size() * way.getValue().getFirst().length;
        }
        ByteBuffer tables = ByteBuffer.allocate(Math.toIntExact(bytes));
        byWay.values().forEach(rows -> rows.stream().sorted(Arrays::compareUnsigned).forEach(tables::put));
        return tables.flip();
    }
}
