package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that are written by the tests and kept in the repository. `-Dgolden=write` writes them anew.
final class Golden {

    private Golden() {}

    /// The repository's folder.
    static Path root() {
        return Path.of(System.getProperty("schoolgate.root", "..")).toAbsolutePath().normalize();
    }

    /// Fails where the file is not as it would be written now.
    static void check(Path file, String content) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
        assertThat(file).as("stale: run the tests with -Dgolden=write").exists().hasContent(content);
    }
}
