package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.DebianPackage;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.filters.category.Category;

/// The lists as Debian's packages of e2guardian and squidGuard lay them out, against what `grep` counts in the files. The packages bring few
/// sites: e2guardian's four, and names for the folders of lists that a school gets elsewhere; squidGuard's none, and such names. So
/// those folders are filled here, each with another number of sites.
class DebianListsTest {

    @TempDir
    Path folder;

    @Test
    void e2guardiansListsAreReadAsThePackageHasThem() throws Exception {
        Path lists = unpacked("e2guardian").resolve("etc/e2guardian/lists");
        ImportReport report = imported(lists, "e2guardian", Optional.empty());
        assertThat(report.format()).isEqualTo("folder of e2guardian's lists");
        Map<String, Long> expected = new TreeMap<>();
        addTo(expected, "school-closed", lists, "^(local)?banned(ssl)?(site|siteip|url)list$");
        addTo(expected, "school-open", lists, "^(local)?exception(site|siteip|url)list$");
        assertThat(report.byCategory()).containsExactlyInAnyOrderEntriesOf(expected).containsEntry("school-open", 1L);
        assertThat(report.bad()).isZero();
        assertThat(report.unmapped()).isEmpty();
        assertThat(report.unsupported()).isEqualTo(others(lists)).isGreaterThan(1_000);
    }

    /// With its sixty examples of `.Include` switched on, and the folders there that they name.
    @Test
    void whatE2guardiansListsNameAsExamplesIsReadCategoryByCategory() throws Exception {
        Path lists = unpacked("e2guardian").resolve("etc/e2guardian/lists");
        Set<String> categories = new TreeSet<>();
        Set<String> files = new LinkedHashSet<>();
        for (String list : List.of("bannedsitelist", "bannedurllist")) {
            Path file = lists.resolve(list);
            Files.writeString(file, Files.readString(file).replaceAll("(?m)^# ?(?=\\.Include<.*/blacklists/)", ""));
            for (String include : run("grep", "-o", "^\\.Include<.*/blacklists/[^>]*", file.toString()).lines()
                    .toList()) {
                String path = include.substring(include.indexOf("blacklists/"));
                categories.add(path.split("/")[1]);
                files.add(path);
            }
        }
        assertThat(files).hasSizeGreaterThan(50);
        assertFilled(lists, files, categories, lists, "e2guardian", lists.resolve("blacklists"));
    }

    @Test
    void squidGuardsPackageHasNoListsAndThatIsSaid() throws Exception {
        Path unpacked = unpacked("squidguard");
        assertThat(run("find", unpacked.toString(), "-name", "domains*", "-o", "-name", "urls*")).isEmpty();
        assertThatThrownBy(() -> imported(unpacked.resolve("var/lib/squidguard/db"), "squidguard", Optional.empty()))
                .isInstanceOf(ListRefusedException.class).hasMessageStartingWith("no lists are in the folder of lists");
    }

    /// As the settings that the package has for an example name them, `BL/adv/domains`.
    @Test
    void whatSquidGuardsExampleNamesIsReadCategoryByCategory() throws Exception {
        Path example = unpacked("squidguard").resolve("usr/share/doc/squidguard/examples/dest-snippet.txt");
        Set<String> files = new LinkedHashSet<>(run("grep", "-o", "BL/[a-z/-]*", example.toString()).lines().toList());
        assertThat(files).hasSizeGreaterThan(50);
        Set<String> categories = new TreeSet<>();
        files.forEach(file -> categories.add(file.substring(3, file.lastIndexOf('/'))));
        Path db = Files.createDirectories(folder.resolve("db"));
        assertFilled(db, files, categories, db.resolve("BL"), "squidguard", db.resolve("BL"));
    }

    /// Fills the files, imports them with a mapping that gives each category one of ours of its own, and holds the counts against `grep`.
    private void assertFilled(Path root, Set<String> files, Set<String> categories, Path from, String name, Path below)
            throws Exception {
        int sites = 0;
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            var text = new StringBuilder("# made up\n\n");
            for (int i = 0; i <= sites % 37; i++) {
                text.append('n').append(sites).append('-').append(i).append(".example")
                        .append(file.endsWith("urls") ? "/page\n" : "\n");
            }
            Files.writeString(path, text);
            Files.writeString(path.resolveSibling(path.getFileName() + ".diff"), "-gone.example\n");
            sites++;
        }
        assertThat(imported(from, name, Optional.empty()).unmapped()).isEmpty();
        List<String> slugs = SchoolCategories.all().all().stream().filter(category -> !category.sealed())
                .map(Category::slug).filter(slug -> !slug.startsWith("school-")).toList();
        var mapping = new StringBuilder();
        Map<String, Long> expected = new TreeMap<>();
        int next = 0;
        for (String category : categories) {
            String slug = slugs.get(next++);
            mapping.append(category).append(" = ").append(slug).append('\n');
            try (Stream<Path> inside = Files.list(below.resolve(category))) {
                for (Path file : inside.filter(path -> path.toString().matches(".*/(domains|urls)")).toList()) {
                    expected.merge(slug, count(file), Long::sum);
                }
            }
        }
        Path own = Files.writeString(folder.resolve("own.mapping"), mapping);
        ImportReport report = imported(from, name, Optional.of(own));
        Map<String, Long> read = new TreeMap<>(report.byCategory());
        read.keySet().removeIf(slug -> slug.startsWith("school-"));
        assertThat(read).isEqualTo(expected).hasSameSizeAs(categories);
        assertThat(report.bad()).isZero();
    }

    private ImportReport imported(Path lists, String name, Optional<Path> mapping) throws Exception {
        return new ListLibrary(folder.resolve("imported"), SchoolCategories.all(), InstantSource.system())
                .importFile(lists, new ImportOptions(Optional.of(name), Optional.empty(), mapping, true),
                        progress -> {});
    }

    private static void addTo(Map<String, Long> expected, String slug, Path lists, String names) throws Exception {
        long count = 0;
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches(names)).toList()) {
                count += count(file);
            }
        }
        if (count > 0) {
            expected.put(slug, count);
        }
    }

    /// The lines of the lists that name no sites, and of what they include, so far as the package has it.
    private static long others(Path lists) throws Exception {
        long count = 0;
        try (Stream<Path> files = Files.walk(lists)) {
            for (Path file : files.filter(path -> path.getFileName().toString()
                    .matches(".*(phrase|regexp.*|extension|mimetype|search|searchoveride|client|(?<!site)ip)list"))
                    .toList()) {
                count += count(file);
                for (String line : run("grep", "-o", "^\\.Include<[^>]*", file.toString()).lines().distinct()
                        .toList()) {
                    Path included = lists.resolve(line.substring(line.indexOf("/lists/") + "/lists/".length()));
                    count += Files.exists(included) ? count(included) : 0;
                }
            }
        }
        return count;
    }

    /// How many lines of a file say something, as `grep` counts them. Some files begin with a byte-order mark.
    private static long count(Path file) throws Exception {
        return Long.parseLong(
                run("env", "LC_ALL=C", "grep", "-avcP", "^(\\xef\\xbb\\xbf)?(#|\\s*$|\\.Include)", file.toString())
                        .strip());
    }

    private Path unpacked(String name) throws Exception {
        return DebianPackage.unpack(name, folder.resolve(name + "-package"));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
