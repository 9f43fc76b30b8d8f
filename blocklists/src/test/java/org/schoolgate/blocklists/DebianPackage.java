package org.schoolgate.blocklists;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Packages of Debian's whose files tests look at without installing them. They stay in `.ci/packages` from one run to the next.
public final class DebianPackage {

    private static final Path PACKAGES = Path.of(System.getProperty("schoolgate.root", ".."), ".ci/packages");

    private DebianPackage() {}

    /// Puts what a package has into a folder. The package is fetched where it is not there yet, as the machine's apt gives it.
    public static Path unpack(String name, Path to) throws IOException, InterruptedException {
        Files.createDirectories(PACKAGES);
        Optional<Path> there = fetched(name);
        if (there.isEmpty()) {
            run(PACKAGES, "apt-get", "download", "-qq", name);
            there = fetched(name);
        }
        run(Path.of("."), "dpkg", "-x", there.orElseThrow().toString(), to.toString());
        return to;
    }

    private static Optional<Path> fetched(String name) throws IOException {
        try (Stream<Path> files = Files.list(PACKAGES)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "_.*\\.deb")).findFirst();
        }
    }

    private static void run(Path in, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
    }
}
