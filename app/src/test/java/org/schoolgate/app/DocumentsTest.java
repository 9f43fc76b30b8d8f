package org.schoolgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;

/// What the documents point to is there, and no file tells of the machine that it was written on.
class DocumentsTest {

    private static final Path ROOT = Path.of(System.getProperty("schoolgate.root", "..")).toAbsolutePath().normalize();

    private static final Set<String> FOREIGN = Set.of("target", "var", ".git", ".idea", ".vscode", "node_modules");
    private static final Set<String> NO_TEXT = Set.of("png", "gz", "jar", "class");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern IN_CODE = Pattern.compile("`([^`]+)`");

    /// Folders of people's own machines, written so that this file does not hold them.
    private static final List<String> MACHINE = List.of("/" + "work/", "/" + "root/", "/" + "tmp/helpers",
            "/" + "home/");

    private static final List<Path> ALL = files();

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : found(LINK, Files.readString(document))) {
                if (!link.contains("://") && !Files.exists(document.resolveSibling(link))) {
                    broken.add(ROOT.relativize(document) + " -> " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyFileThatADocumentNamesIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path document : documents()) {
            for (String text : found(IN_CODE, Files.readString(document))) {
                boolean named = text.matches("(app|benchmarks|blocklists|deploy|docs|filters|proxy|review)/[^ *:]+");
                if (named && ALL.stream().map(ROOT::relativize).noneMatch(matcher(text)::matches)) {
                    missing.add(ROOT.relativize(document) + " -> " + text);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theDutiesNameRulesAndTestsThatExist() throws IOException {
        Read<Configuration> builtIn = ConfigurationReader.builtIn();
        Set<String> known = new TreeSet<>(
                ((Read.Good<Configuration>) builtIn).value().policy().policies().rules().keySet());
        ALL.forEach(file -> known.add(file.getFileName().toString().replace(".java", "")));
        List<String> unknown = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/duties.md"))) {
            String[] cells = line.split("\\|");
            for (int i = 4; line.matches("\\| [0-9].*") && i < cells.length; i++) {
                found(IN_CODE, cells[i]).stream().filter(word -> !known.contains(word)).forEach(unknown::add);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void noFileTellsOfTheMachineThatItWasWrittenOn() throws IOException {
        List<String> telling = new ArrayList<>();
        for (Path file : ALL) {
            String name = file.getFileName().toString();
            if (!NO_TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                MACHINE.stream().filter(text::contains)
                        .forEach(place -> telling.add(ROOT.relativize(file) + ": " + place));
            }
        }
        assertThat(telling).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md").map(ROOT::resolve),
                    docs.filter(file -> file.toString().endsWith(".md"))).toList();
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
    }

    /// `…` stands for any folders; a folder is named by what is in it.
    private static PathMatcher matcher(String text) {
        String glob = text.replace("…", "**");
        return FileSystems.getDefault().getPathMatcher("glob:" + (glob.endsWith("/") ? glob + "**" : glob + "{,/**}"));
    }

    private static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return FOREIGN.contains(folder.getFileName().toString()) && !folder.equals(ROOT)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !file.getFileName().toString().equals(".git")) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return List.copyOf(files);
    }
}
