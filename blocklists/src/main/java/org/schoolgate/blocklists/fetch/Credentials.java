package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// What a member shows to a publisher, from a file that its owner alone can read: one line, `basic NAME PASSWORD` or `header NAME
/// VALUE`. It is never logged, and never sent to another host than the source's.
///
/// @param header the name of a header
/// @param value what it says
record Credentials(String header, String value) {

    private static final Set<PosixFilePermission> OWNERS = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final int LONGEST = 4096;

    /// @throws FetchException where there is no such file, others can read it, or nothing that is known is in it
    static Credentials read(Path file) throws FetchException {
        String line;
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new FetchException("others than its owner can read " + file + ", and what is in it is secret;"
                        + " run: chmod 600 " + file);
            }
            if (Files.size(file) > LONGEST) {
                throw new FetchException(file + " is too long; " + INSTEAD);
            }
            List<String> lines = Files.readString(file).lines().filter(each -> !each.isBlank()).toList();
            line = lines.size() == 1 ? lines.getFirst() : "";
        } catch (IOException unreadable) {
            throw new FetchException("the file with the credentials, " + file + ", cannot be read", unreadable);
        }
        String[] words = line.split(" ", 3);
        boolean plain = words.length == 3 && line.chars().allMatch(each -> each >= ' ' && each < 0x7f);
        if (plain && words[0].equals("basic")) {
            return new Credentials("Authorization", "Basic " + Base64.getEncoder()
                    .encodeToString((words[1] + ":" + words[2]).getBytes(StandardCharsets.UTF_8)));
        }
        if (plain && words[0].equals("header") && words[1].matches("[A-Za-z0-9-]+")) {
            return new Credentials(words[1], words[2]);
        }
        throw new FetchException(file + " holds no credentials; " + INSTEAD);
    }

    private static final String INSTEAD = "write one line: basic NAME PASSWORD, or: header NAME VALUE";

    @Override
    public String toString() {
        return "credentials";
    }
}
