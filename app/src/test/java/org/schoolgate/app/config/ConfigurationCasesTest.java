package org.schoolgate.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// One text file a case: `schoolgate.yaml`, dashes, `policy.yaml`, dashes, what is said of them. Where a case is about
/// one file only, a dot stands for the other: the example's.
class ConfigurationCasesTest {

    private static final String DASHES = "----------\n";

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        Path folder = Golden.root().resolve("app/src/test/resources/config-cases");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> run(file)));
    }

    private static void run(Path file) throws IOException {
        String[] parts = Files.readString(file).split(DASHES, -1);
        String said = said(bytes(parts[0], "schoolgate.yaml"), bytes(parts[1], "policy.yaml"));
        Golden.check(file, parts[0] + DASHES + parts[1] + DASHES + said);
    }

    private static byte[] bytes(String part, String example) throws IOException {
        return part.strip().equals(".")
                ? Files.readAllBytes(Golden.root().resolve("deploy/example").resolve(example))
                : part.getBytes(StandardCharsets.UTF_8);
    }

    private static String said(byte[] gateway, byte[] policy) {
        return switch (ConfigurationReader.read(Path.of("folder"), gateway, policy)) {
            case Read.Good<Configuration>(Configuration _, List<Problem> remarks) ->
                "good\n" + lines(remarks);
            case Read.Bad<Configuration>(List<Problem> problems) -> "bad\n" + lines(problems);
        };
    }

    private static String lines(List<Problem> problems) {
        return problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }
}
