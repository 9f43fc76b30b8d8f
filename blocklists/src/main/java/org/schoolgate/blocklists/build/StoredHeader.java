package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The file `header` of a stored version: plain lines of a word and what belongs to it.
///
/// ```text
/// schoolgate-list 1                        what it is, and the version of its format
/// name ut1
/// version 20261122-1a2b3c4d.7
/// imported 2026-11-22T12:05:00Z
/// part ut1/social_networks social-networks for each file of the list, in order: its name, our categories
/// count social-networks 812                for each category: different entries
/// entries 393138
/// bytes 14221313                           of the file `entries`
/// sha256 …                                 of the file `entries`
/// again 20261121-5e6f7a8b.5                only where somebody went back to it: the version whose content it has
/// instead-of …,…                           and the SHA-256 of the content of each version that it put aside
/// check 1a2b3c4d                           TextCheck, of all lines above
/// ```
///
/// @param imported when it came into force; of one that is held, when it came
/// @param again the version whose content it has, where somebody went back to it
/// @param insteadOf the SHA-256 of the content of each version that it put aside then
record StoredHeader(String name, String version, Instant imported, List<StoredPart> parts, Map<String, Long> byCategory,
        long entries, long bytes, String sha256, Optional<String> again, List<String> insteadOf) {

    private static final String MAGIC = "schoolgate-list ";
    private static final String FORMAT = "1";

    /// One file of the list.
    record StoredPart(String list, List<String> slugs) {}

    /// The same content as a version that comes into force now.
    StoredHeader at(String otherVersion, Instant now) {
        return new StoredHeader(name, otherVersion, now, parts, byCategory, entries, bytes, sha256, again, insteadOf);
    }

    /// The same content as a version that somebody has gone back to.
    StoredHeader again(String otherVersion, Instant now, List<String> putAside) {
        return new StoredHeader(name, otherVersion, now, parts, byCategory, entries, bytes, sha256,
                Optional.of(version), putAside);
    }

    String text() {
        var text = new StringBuilder();
        text.append(MAGIC).append(FORMAT).append('\n');
        text.append("name ").append(name).append('\n');
        text.append("version ").append(version).append('\n');
        text.append("imported ").append(imported).append('\n');
        parts.forEach(part -> text.append("part ").append(part.list()).append(' ')
                .append(String.join(",", part.slugs())).append('\n'));
        byCategory.forEach((slug, count) -> text.append("count ").append(slug).append(' ').append(count).append('\n'));
        text.append("entries ").append(entries).append('\n');
        text.append("bytes ").append(bytes).append('\n');
        text.append("sha256 ").append(sha256).append('\n');
        again.ifPresent(other -> text.append("again ").append(other).append('\n'));
        if (!insteadOf.isEmpty()) {
            text.append("instead-of ").append(String.join(",", insteadOf)).append('\n');
        }
        return TextCheck.after(text.toString());
    }

    /// Reads a header.
    ///
    /// @throws UnreadableListException where it is not whole, or not one this product can read
    static StoredHeader read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        if (!text.startsWith(MAGIC)) {
            throw new UnreadableListException(file, "this is no list of Schoolgate's");
        }
        String format = text.substring(MAGIC.length(), Math.max(MAGIC.length(), text.indexOf('\n'))).strip();
        if (!format.equals(FORMAT)) {
            throw new UnreadableListException(file, "it is in format " + format
                    + ", written by another version of Schoolgate; this one reads format " + FORMAT);
        }
        String lines = TextCheck.before(text).orElseThrow(
                () -> new UnreadableListException(file, "it is torn or was changed: its check does not fit"));
        try {
            return parse(lines.lines().toList());
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new UnreadableListException(file, "it cannot be read: " + wrong.getMessage());
        }
    }

    private static StoredHeader parse(List<String> lines) {
        Map<String, String> single = new LinkedHashMap<>();
        List<StoredPart> parts = new ArrayList<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "part" -> parts.add(new StoredPart(words[1], List.of(words[2].split(","))));
                case "count" -> counts.put(words[1], Long.valueOf(words[2]));
                default -> single.put(words[0], words[1]);
            }
        }
        return new StoredHeader(value(single, "name"), value(single, "version"),
                Instant.parse(value(single, "imported")), List.copyOf(parts), counts,
                Long.parseLong(value(single, "entries")), Long.parseLong(value(single, "bytes")),
                value(single, "sha256"), Optional.ofNullable(single.get("again")),
                List.of(single.getOrDefault("instead-of", "").split(",")).stream().filter(sha -> !sha.isEmpty())
                        .toList());
    }

    private static String value(Map<String, String> single, String word) {
        String value = single.get(word);
        if (value == null) {
            throw new IllegalArgumentException("'" + word + "' is missing");
        }
        return value;
    }
}
