package org.schoolgate.blocklists.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListSourceTest {

    @TempDir
    Path folder;

    @Test
    void anArchiveGivesItsListsAndNothingElse() throws IOException {
        Path file = new Tar().file("blacklists/games/domains", "a.example\n").file("blacklists/games/usage", "black\n")
                .file("blacklists/games/urls", "b.example/x\n").file("blacklists/LICENSE", "text\n")
                .write(folder.resolve("lists.tar.gz"));
        assertThat(read(source(file))).containsExactly("games DOMAINS a.example", "games URLS b.example/x");
    }

    @Test
    void aLinkAndASmallFileBesideTheCategoriesAreOtherNames() throws IOException {
        Path file = new Tar().link("blacklists/porn", "adult").file("blacklists/ads", "publicite")
                .file("blacklists/README", "see elsewhere").link("blacklists/etc", "../../etc")
                .link("blacklists/gone", "missing").file("blacklists/adult/domains", "a.example\n")
                .file("blacklists/publicite/domains", "b.example\n").write(folder.resolve("lists.tar"));
        ListSource.Survey survey = source(file).survey();
        assertThat(survey.categories()).containsExactly("adult", "publicite");
        assertThat(survey.aliases()).containsOnlyKeys("porn", "ads").containsEntry("porn", "adult");
    }

    @Test
    void membersThatPointOutOfTheArchiveAreIgnored() throws IOException {
        Path file = new Tar().file("blacklists/../../games/domains", "a.example\n")
                .file("/blacklists/games/domains", "b.example\n").file("blacklists/bad name/domains", "c.example\n")
                .file("blacklists/good/domains", "d.example\n").write(folder.resolve("lists.tar"));
        assertThat(read(source(file))).contains("good DOMAINS d.example").noneMatch(line -> line.contains("a.example"))
                .noneMatch(line -> line.contains("c.example"));
    }

    @Test
    void anUnpackedArchiveIsReadLikeAPackedOne() throws IOException {
        Files.createDirectories(folder.resolve("x/blacklists/games"));
        Files.createDirectories(folder.resolve("x/blacklists/adult"));
        Files.writeString(folder.resolve("x/blacklists/games/domains"), "a.example\n");
        Files.writeString(folder.resolve("x/blacklists/adult/urls"), "b.example/x\n");
        Files.createSymbolicLink(folder.resolve("x/blacklists/porn"), Path.of("adult"));
        for (Path path : List.of(folder.resolve("x"), folder.resolve("x/blacklists"))) {
            assertThat(read(source(path))).containsExactly("adult URLS b.example/x", "games DOMAINS a.example");
            assertThat(source(path).survey().aliases()).containsEntry("porn", "adult");
        }
    }

    @Test
    void whatUnpacksToTooMuchIsNotReadToItsEnd() {
        Path file = new Tar().file("blacklists/games/domains", "a.example\n".repeat(100_000))
                .write(folder.resolve("bomb.tar.gz"));
        assertThatThrownBy(() -> read(new SourceFile(file, Files::newInputStream, 50_000, bytes -> {}).source()))
                .isInstanceOf(TooBigException.class);
    }

    private static ListSource source(Path file) throws IOException {
        return new SourceFile(file, Files::newInputStream, SourceFile.MOST, bytes -> {}).source();
    }

    private static List<String> read(ListSource source) throws IOException {
        List<String> read = new ArrayList<>();
        source.read((part, lines) -> {
            while (lines.next()) {
                read.add(part.category() + " " + part.kind() + " " + lines.line());
            }
        });
        return read;
    }
}
