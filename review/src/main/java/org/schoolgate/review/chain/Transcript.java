package org.schoolgate.review.chain;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The chain in a file of its own, a line of JSON for each thing, for a verifier that is not ours. It holds nothing that
/// changes from one writing to the next: made twice from the same store it is the same to the byte.
///
/// First a line that says which chain it is, then the keys in their order, the checkpoints, and the entries with the records
/// they are about; of what people did with cases there is the entry alone, unless it is for somebody who is handed the case. Where only some entries are given, each has a proof that it stands in the tree of the last checkpoint.
public final class Transcript {

    private static final int FORMAT = 1;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Appendable out;
    private final boolean words;

    /// @param out where to write; a fault of its ends the writing
    /// @param whole whether all entries follow, and not only some
    /// @param words whether what people wrote of their acts is in it
    public Transcript(Appendable out, String origin, boolean whole, boolean words) throws IOException {
        this.out = out;
        this.words = words;
        line(object().put("schoolgate-evidence", FORMAT).put("origin", origin).put("whole", whole));
    }

    /// A key, after the one that vouches for it.
    public void signer(Signer signer) throws IOException {
        ObjectNode line = object();
        line.putObject("signer").put("public-key", signer.publicKey()).put("since", signer.since().toString())
                .put("parent", signer.parent()).put("voucher", signer.voucher());
        line(line);
    }

    /// A checkpoint, as it left the building.
    public void checkpoint(String note) throws IOException {
        line(object().put("checkpoint", note));
    }

    /// An earlier checkpoint.
    ///
    /// @param proof that its tree is the beginning of that of the latest checkpoint
    public void checkpoint(String note, List<byte[]> proof) throws IOException {
        ObjectNode line = object().put("checkpoint", note);
        put(line, "consistency", proof);
        line(line);
    }

    /// An entry of a whole chain.
    public void entry(Stored entry) throws IOException {
        line(described(entry));
    }

    /// An entry alone.
    ///
    /// @param before the hash of the entry before it
    /// @param proof that it stands in the tree of the last checkpoint that was given
    public void entry(Stored entry, String before, List<byte[]> proof) throws IOException {
        ObjectNode line = described(entry).put("before", before);
        put(line, "proof", proof);
        line(line);
    }

    private static void put(ObjectNode line, String name, List<byte[]> proof) {
        ArrayNode hashes = line.putArray(name);
        proof.forEach(hash -> hashes.add(HexFormat.of().formatHex(hash)));
    }

    private ObjectNode described(Stored entry) {
        ObjectNode line = object();
        line.putObject("entry").put("seq", entry.seq()).put("kind", entry.kind()).put("about", entry.about())
                .put("digest", entry.digest()).put("hash", entry.hash());
        entry.record().filter(_ -> words || !entry.kind().equals(Entry.Kind.ACT.word()))
                .ifPresent(body -> line.put("salt", body.salt()).put("record", body.text()));
        return line;
    }

    private static ObjectNode object() {
        return JSON.objectNode();
    }

    private void line(ObjectNode line) throws IOException {
        out.append(line.toString()).append('\n');
    }
}
