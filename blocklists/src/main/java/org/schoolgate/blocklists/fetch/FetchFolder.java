package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.blocklists.fetch.Plain.TornException;

/// Where a list is while it is fetched: `lists/<name>/fetch/{part,whole,note}`. `part` is what has come of it so far, `whole` what has
/// come to its end and is not in force yet, `note` says what they are of. There is never more than one of them, and none once the
/// list is in force. One process writes, as it holds the lock of [Sources].
record FetchFolder(Path folder) {

    /// How often what has come is forced to the disk, in bytes. After a power cut no more than whole pieces are believed.
    static final int PIECE = 1 << 20;

    /// What is fetched.
    ///
    /// @param from its address
    /// @param total its length in bytes; -1 where nobody has said
    /// @param coded whether it comes gzipped over the wire
    record Note(String from, Validators validators, long total, boolean coded) {}

    Path part() {
        return folder.resolve("part");
    }

    Path whole() {
        return folder.resolve("whole");
    }

    /// What is there is of this; empty where nobody knows.
    Optional<Note> note() throws IOException {
        try {
            return Plain.read(folder.resolve("note")).map(lines -> new Note(lines.getOrDefault("from", ""),
                    new Validators(lines.getOrDefault("etag", ""), lines.getOrDefault("modified", "")),
                    Long.parseLong(lines.getOrDefault("total", "-1")), lines.containsKey("coded")));
        } catch (TornException | NumberFormatException torn) {
            return Optional.empty();
        }
    }

    /// Clears the place for something new.
    void begin(Note note) throws IOException {
        Files.createDirectories(folder);
        clear();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("from", note.from());
        lines.put("etag", note.validators().etag());
        lines.put("modified", note.validators().modified());
        lines.put("total", Long.toString(note.total()));
        lines.put("coded", note.coded() ? "gzip" : "");
        Plain.write(folder.resolve("note"), lines);
    }

    /// How much of `part` is on the disk for sure, whatever ended whoever wrote it.
    long sure() throws IOException {
        if (!Files.isRegularFile(part())) {
            return 0;
        }
        return Math.max(0, Files.size(part()) - 1) / PIECE * PIECE;
    }

    /// Makes `part` the `whole`.
    void complete() throws IOException {
        try (FileChannel channel = FileChannel.open(part(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part(), whole(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    boolean hasWhole() {
        return Files.isRegularFile(whole());
    }

    /// Deletes all that is in it.
    void clear() throws IOException {
        for (String name : new String[]{"part", "whole", "plain", "note", "note.new"}) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    /// Deletes it.
    void remove() throws IOException {
        clear();
        Files.deleteIfExists(folder);
    }
}
