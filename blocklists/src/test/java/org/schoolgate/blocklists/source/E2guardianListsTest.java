package org.schoolgate.blocklists.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class E2guardianListsTest {

    @TempDir
    Path folder;

    /// As the package has it, as its settings folder, as the lists alone, and wrapped by whoever made a backup.
    @ParameterizedTest
    @ValueSource(
            strings = {"etc/e2guardian/lists/", "./etc/e2guardian/lists/", "e2guardian/lists/", "lists/", "./", "",
                "backup/of/monday/lists/", "dansguardian/"})
    void anIncludeIsFoundWhereverTheFolderNowIs(String at) throws IOException {
        var tar = new Tar().file(at + "bannedsitelist", ".Include</etc/e2guardian/lists/blacklists/games/domains>\n")
                .file(at + "blacklists/games/domains", "a.example\n")
                .file(at + "blacklists/off/domains", "b.example\n");
        assertThat(read(source(tar.write(folder.resolve("lists.tar"))))).containsExactlyInAnyOrder(
                "banned GUARDED .Include</etc/e2guardian/lists/blacklists/games/domains>", "games GUARDED a.example");
    }

    @Test
    void aPathOutOfTheFolderLeadsNowhere() throws IOException {
        Path lists = Files.createDirectories(folder.resolve("x/lists"));
        Files.writeString(folder.resolve("secret"), "secret.example\n");
        Files.createSymbolicLink(lists.resolve("link"), folder.resolve("secret"));
        Files.createSymbolicLink(lists.resolve("out"), folder);
        Files.writeString(lists.resolve("bannedsitelist"), """
            .Include<../secret>
            .Include<%s>
            .Include<link>
            .Include<out/secret>
            .Include<>
            .Include<a b>
            """.formatted(folder.resolve("secret")));
        ListSource source = source(lists);
        assertThat(read(source)).noneMatch(line -> line.contains("secret.example"));
        assertThat(faults(source)).hasSize(6).allMatch(
                fault -> fault.contains("leads out of the lists") || fault.contains("is not among what is imported"));
    }

    @Test
    void listsThatIncludeEachOtherAreReadOnceAndTheCircleIsNamed() throws IOException {
        ListSource source = source(new Tar().file("lists/bannedsitelist", ".Include<one>\n").file("lists/one",
                "a.example\n.Include<two>\n").file("lists/two", "b.example\n.Include<one>\n.Include<bannedsitelist>\n")
                .write(folder.resolve("lists.tar")));
        assertThat(read(source)).containsOnlyOnce("banned GUARDED a.example")
                .containsOnlyOnce("banned GUARDED b.example");
        assertThat(faults(source)).containsExactly("two:2: the list includes itself",
                "two:3: the list includes itself");
    }

    @Test
    void includesAreFollowedEightDeep() throws IOException {
        var tar = new Tar().file("lists/bannedsitelist", ".Include<n1>\n");
        for (int i = 1; i < 12; i++) {
            tar.file("lists/n" + i, "at" + i + ".example\n.Include<n" + (i + 1) + ">\n");
        }
        ListSource source = source(tar.write(folder.resolve("lists.tar")));
        assertThat(read(source)).contains("banned GUARDED at8.example").noneMatch(line -> line.contains("at9.example"));
        assertThat(faults(source)).singleElement().asString().startsWith("n8:2: lists include lists more than 8 deep");
    }

    /// Each file includes all files, twice.
    @Test
    void whatIncludesEverythingEndsAllTheSame() throws IOException {
        var tar = new Tar();
        var everything = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            everything.append(".Include<n").append(i).append(">\n.include<lists/n").append(i).append(">\n");
        }
        for (int i = 0; i < 150; i++) {
            tar.file("lists/n" + i, "#listcategory: \"c" + i + "\"\n" + everything);
        }
        ListSource source = source(tar.file("lists/bannedsitelist", everything.toString())
                .write(folder.resolve("lists.tar")));
        assertThat(source.survey().categories()).hasSize(151);
        assertThat(read(source)).hasSizeGreaterThan(300);
    }

    /// Each category it is read for costs another look at the archive, so there is an end to them.
    @Test
    void aFileThatEverybodyIncludesIsReadEightTimesAtMost() throws IOException {
        var tar = new Tar().file("lists/shared", "a.example\n");
        for (int i = 0; i < 40; i++) {
            tar.file("lists/own" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "sitelist", ".Include<shared>\n");
        }
        ListSource source = source(tar.file("lists/bannedsitelist", ".Include<shared>\n")
                .write(folder.resolve("lists.tar")));
        assertThat(read(source)).filteredOn(line -> line.endsWith(" a.example")).hasSize(8);
    }

    @Test
    void oneFileMayBeInTwoListsAndHasTheCategoryItNamesItself() throws IOException {
        ListSource source = source(new Tar().file("lists/bannedsitelist", ".Include<own>\n.Include<plain>\n")
                .file("lists/exceptionsitelist", ".Include<own>\n.Include<plain>\n")
                .file("lists/own", "#ListCategory: \"Web Games & Play\"\na.example\n")
                .file("lists/plain", "b.example\n")
                .write(folder.resolve("lists.tar.gz")));
        assertThat(source.survey().categories()).containsExactly("banned", "exception", "web-games-play");
        assertThat(read(source)).contains("banned GUARDED b.example", "exception GUARDED b.example")
                .containsOnlyOnce("web-games-play GUARDED a.example");
    }

    @Test
    void whatIsNoListOfSitesIsReadAsNone() throws IOException {
        ListSource source = source(new Tar().file("lists/bannedsitelist", "a.example\n")
                .file("lists/weightedphraselist", ".Include<phraselists/games/weighted>\n")
                .file("lists/phraselists/games/weighted", "<play><10>\n").file("lists/bannedregexpurllist", "(sex)\n")
                .file("lists/bannediplist", "10.0.0.1\n").file("lists/filtergroupslist", "somebody=filter2\n")
                .write(folder.resolve("lists.tar")));
        assertThat(source.survey().categories()).containsExactly("banned");
        assertThat(read(source)).containsExactlyInAnyOrder("banned GUARDED a.example",
                "weightedphrase OTHER .Include<phraselists/games/weighted>", "weightedphrase OTHER <play><10>",
                "bannedregexpurl OTHER (sex)", "bannedip OTHER 10.0.0.1");
    }

    private static ListSource source(Path file) throws IOException {
        ListSource source = new SourceFile(file, Files::newInputStream, SourceFile.MOST, bytes -> {}).source();
        assertThat(source).isInstanceOf(E2guardianLists.class);
        return source;
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

    private static List<String> faults(ListSource source) throws IOException {
        List<String> faults = new ArrayList<>();
        source.read((part, lines) -> part.faults().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey())
                .forEach(fault -> faults.add(part.file() + ":" + fault.getKey() + ": " + fault.getValue().what())));
        return faults;
    }
}
