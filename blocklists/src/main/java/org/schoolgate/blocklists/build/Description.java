package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which lists, versions and edits an index was made of, for whoever wants to hold them against it later:
///
/// ```text
/// list ut1 version 20261122-1a2b3c4d.7 entries 393138 sha256 …      of the file `entries` of that version
/// starter starter@1a2b3c4d
/// edits 3 sha256 …                                                 of the first three lines of the file `edits`
/// ```
///
/// @param version what the index calls itself
record Description(ListStore store, EditLog edits, String version) {

    private static final Pattern EDITS = Pattern.compile(" edits@([0-9]{1,9})-");

    /// The text. It is written also where a file cannot be read: then it says so in its line.
    String text() {
        List<String> lines = new ArrayList<>();
        List<String> words = List.of(version.split(" "));
        for (String word : words) {
            int at = word.lastIndexOf('@');
            String name = word.substring(0, Math.max(at, 0));
            if (name.equals("starter")) {
                lines.add("starter " + word);
            } else if (!name.isEmpty() && !name.equals("edits")) {
                lines.add("list " + name + " version " + word.substring(at + 1) + header(name, word.substring(at + 1)));
            }
        }
        Matcher edited = EDITS.matcher(version);
        if (edited.find()) {
            lines.add("edits " + edited.group(1) + " sha256 " + digest(Integer.parseInt(edited.group(1))));
        }
        return String.join("\n", lines) + "\n";
    }

    private String header(String name, String of) {
        try {
            for (Path folder : store.candidates(name)) {
                if (folder.endsWith(of)) {
                    StoredHeader header = StoredList.open(folder).header();
                    return " entries " + header.entries() + " sha256 " + header.sha256();
                }
            }
            return " sha256 not-known";
        } catch (IOException unreadable) {
            return " sha256 not-readable";
        }
    }

    private String digest(int count) {
        try {
            return HexFormat.of().formatHex(Disk.sha256().digest(
                    edits.first(count).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            return "not-readable";
        }
    }
}
