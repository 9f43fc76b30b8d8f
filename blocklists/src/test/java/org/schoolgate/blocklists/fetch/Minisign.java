package org.schoolgate.blocklists.fetch;

import java.nio.file.Files;
import java.nio.file.Path;

/// The real program that publishers sign with.
final class Minisign {

    private Minisign() {}

    /// Makes a pair of keys and gives the public one.
    static String key(Path keys) throws Exception {
        Nginx.run("minisign", "-G", "-W", "-f", "-p", keys + ".pub", "-s", keys + ".key");
        return Files.readAllLines(Path.of(keys + ".pub")).get(1);
    }

    /// Writes `<file>.minisig`.
    static void sign(Path keys, Path file, String... more) throws Exception {
        String[] command = {"minisign", "-S", "-W", "-s", keys + ".key", "-m", file.toString()};
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        Nginx.run(all);
    }
}
