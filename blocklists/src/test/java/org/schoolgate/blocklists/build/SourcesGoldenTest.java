package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.build.StoredHeader.StoredPart;
import org.schoolgate.blocklists.source.Tar;

/// What a whole folder of lists comes to, and the same in an archive, held in a file beside it. `-Dgolden=write` writes those files anew.
class SourcesGoldenTest {

    private static final Path FOLDERS = Path.of("src/test/resources/folders");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"squidguard", "e2guardian"})
    void everyEntryOfTheFolderIsWhereTheFileBesideItSays(String name) throws Exception {
        Path expected = FOLDERS.resolve(name + ".expected");
        String read = told(FOLDERS.resolve(name), name, "folder");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, read);
        }
        assertThat(read).isEqualTo(Files.readString(expected));
        assertThat(told(archive(name), name, "archive")).isEqualTo(read.replaceFirst("folder of", "archive of"));
    }

    private String told(Path source, String name, String where) throws Exception {
        var library = new ListLibrary(folder.resolve(where), SchoolCategories.all(), InstantSource.system());
        ImportReport report = library.importFile(source, new ImportOptions(java.util.Optional.of(name),
                java.util.Optional.empty(), java.util.Optional.empty(), false), progress -> {});
        StoredHeader header = StoredList.open(folder.resolve(where).resolve(name).resolve(report.version())).header();
        List<StoredPart> parts = header.parts();
        var text = new StringBuilder();
        text.append(report.format()).append('\n');
        text.append("read ").append(report.read()).append(", listed ").append(report.listed()).append(", doubled ")
                .append(report.doubled()).append(", silent ").append(report.silent()).append(", unsupported ")
                .append(report.unsupported()).append(", bad ").append(report.bad()).append('\n');
        text.append("by category ").append(report.byCategory()).append('\n');
        text.append("unmapped ").append(report.unmapped()).append('\n');
        report.firstBad().forEach(bad -> text.append(bad).append('\n'));
        for (String line : Files.readAllLines(
                folder.resolve(where).resolve(name).resolve(report.version()).resolve("entries"))) {
            text.append(line.substring(0, line.indexOf('\t'))).append(" ")
                    .append(Stream.of(line.substring(line.indexOf('\t') + 1).split(" ")).map(at -> {
                        int colon = at.indexOf(':');
                        StoredPart part = parts.get(Integer.parseInt(at.substring(at.startsWith("@") ? 1 : 0, colon)));
                        return part.list() + at.substring(colon) + " " + part.slugs();
                    }).collect(Collectors.joining(", "))).append('\n');
        }
        return text.toString();
    }

    private Path archive(String name) throws Exception {
        var tar = new Tar();
        try (Stream<Path> files = Files.walk(FOLDERS.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                tar.file(FOLDERS.resolve(name).relativize(file).toString(), Files.readString(file));
            }
        }
        return tar.write(folder.resolve(name + ".tar.gz"));
    }
}
