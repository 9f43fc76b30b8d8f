package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.build.Guard;
import org.schoolgate.blocklists.build.ImportOptions;

/// A publisher's archive, served by nginx on the loopback, and what may become of it on its way.
class SourcesIT {

    private static final int MANY = 5_000;
    /// With the tenth of them in another category.
    private static final long MANY_ENTRIES = MANY + MANY / 10;

    private static final Step.Told QUIET = (name, step, done, total) -> {};

    @TempDir
    Path folder;
    private Nginx nginx;
    private TestLists lists;
    private Path archive = Path.of("");

    @BeforeEach
    void aPublisher() throws Exception {
        nginx = new Nginx(Files.createDirectory(folder.resolve("nginx")), "200k");
        lists = new TestLists(folder.resolve("lists"), Optional.of(nginx.trust()), 0);
        archive = TestLists.archive(nginx.www().resolve("lists.tar.gz"), MANY);
        lists.put("games", nginx.address() + "/lists.tar.gz");
    }

    @AfterEach
    void isGone() {
        nginx.close();
    }

    @Test
    void theFirstUpdateBringsTheListAndLeavesNothingElse() throws Exception {
        assertThat(lists.update("games")).isInstanceOfSatisfying(SourceOutcome.Changed.class, changed -> {
            assertThat(changed.listed()).isEqualTo(MANY_ENTRIES);
            assertThat(changed.status().costs().bytes()).isPositive();
            assertThat(changed.status().succeeded()).contains(lists.now());
            assertThat(changed.status().due().orElseThrow()).isBetween(lists.now().plus(Duration.ofHours(24)),
                    lists.now().plus(Duration.ofMinutes(24 * 66)));
        });
        assertThat(lists.entries()).isEqualTo(MANY_ENTRIES);
        assertThat(lists.files("games")).containsExactly("current", "source", "source.good", "state");
        assertThat(lists.sources().find("games").state(lists.now())).isEqualTo(KnownSource.State.FRESH);
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        lists.update("games");
        String mark = lists.listLibrary().mark();
        lists.at(lists.now().plus(Duration.ofDays(1)));
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Unchanged.class);
        assertThat(nginx.asked()).hasSize(2);
        assertThat(nginx.asked().getLast()).contains(" 304 ");
        assertThat(lists.listLibrary().mark()).isEqualTo(mark);
        assertThat(lists.sources().find("games").status().succeeded()).contains(lists.now());
        assertThat(lists.files("games")).containsExactly("current", "source", "source.good", "state");
    }

    @Test
    void whatHasChangedIsInForceAfterwards() throws Exception {
        lists.update("games");
        TestLists.archive(archive, MANY + 100);
        touch();
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.entries()).isEqualTo(MANY_ENTRIES + 110);
    }

    @Test
    void theSameBytesUnderAnotherDateAreFetchedAndNotImported() throws Exception {
        lists.update("games");
        String mark = lists.listLibrary().mark();
        touch();
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Unchanged.class);
        assertThat(nginx.asked().getLast()).contains(" 200 ");
        assertThat(lists.listLibrary().mark()).isEqualTo(mark);
    }

    @Test
    void anotherMappingReadsTheSameFileAnew() throws Exception {
        lists.update("games");
        Files.writeString(folder.resolve("lists/games/mapping"), "games = news\n");
        lists.put("games", nginx.address() + "/lists.tar.gz", "mapping", "mapping");
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(nginx.asked().getLast()).contains(" 200 ");
        assertThat(lists.listLibrary().status().getFirst().byCategory()).containsEntry("news", (long) MANY)
                .doesNotContainKey("games");
    }

    @Test
    void aListThatSomebodyHasImportedByHandSinceIsFetchedAnew() throws Exception {
        lists.update("games");
        lists.listLibrary().importFile(Files.writeString(folder.resolve("games.txt"), TestLists.names("hand", 4_000)),
                ImportOptions.into("games").within(new Guard(50, 50)), progress -> {});
        assertThat(lists.entries()).isEqualTo(4_000);
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.entries()).isEqualTo(MANY_ENTRIES);
    }

    @Test
    void aListThatIsGoneHereIsFetchedThoughItHasNotChangedThere() throws Exception {
        lists.update("games");
        Files.delete(folder.resolve("lists/games/current"));
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.entries()).isEqualTo(MANY_ENTRIES);
    }

    @Test
    void aChecksumThatFitsIsFoundByTheFilesNameAndAWrongOneKeepsTheListOut() throws Exception {
        Files.writeString(nginx.www().resolve("MD5SUM.LST"), "00000000000000000000000000000000  other.tar.gz\n"
                + Proofs.digest(archive, "MD5") + "  lists.tar.gz\n");
        lists.put("games", nginx.address() + "/lists.tar.gz", "checksum", nginx.address() + "/MD5SUM.LST");
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        TestLists.archive(archive, MANY + 100);
        touch();
        assertThat(lists.failure("games")).startsWith("its checksum does not fit");
        assertTheFirstListServes();
        Files.writeString(nginx.www().resolve("MD5SUM.LST"),
                "SHA256 (lists.tar.gz) = " + Proofs.digest(archive, "SHA-256") + "\n");
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
    }

    @Test
    void aChecksumThatIsNotThereKeepsTheListOut() throws Exception {
        lists.put("games", nginx.address() + "/lists.tar.gz", "checksum", nginx.address() + "/none");
        assertThat(lists.failure("games")).isEqualTo(
                "of its checksum, the publisher answered 404: it has no such file; is the address right?");
    }

    @Test
    void aSignatureByTheRightKeyLetsTheListInAndAnyOtherKeepsItOut() throws Exception {
        String key = Minisign.key(folder.resolve("a"));
        String other = Minisign.key(folder.resolve("b"));
        Minisign.sign(folder.resolve("a"), archive);
        String[] proof = {"signature", nginx.address() + "/lists.tar.gz.minisig", "key", key};
        lists.put("games", nginx.address() + "/lists.tar.gz", proof);
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        TestLists.archive(archive, MANY + 100);
        touch();
        assertThat(lists.failure("games")).startsWith("its signature does not fit");
        Minisign.sign(folder.resolve("b"), archive);
        assertThat(lists.failure("games")).isEqualTo("it is signed with another key than the publisher's");
        assertTheFirstListServes();
        proof[3] = other;
        lists.put("games", nginx.address() + "/lists.tar.gz", proof);
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
    }

    @Test
    void aListThatHasLostNineTenthsIsNotTakenAndNotSentAgain() throws Exception {
        lists.update("games");
        TestLists.archive(archive, MANY / 10);
        touch();
        assertThat(lists.failure("games")).startsWith("an update waits for a person: ").contains("shrink");
        assertTheFirstListServes();
        assertThat(lists.failure("games")).contains("shrink");
        assertThat(nginx.asked().getLast()).as("what was fetched is still here").contains(" 304 ");
        String words = lists.sources().find("games").status().wrong();
        Set<Step> steps = EnumSet.noneOf(Step.class);
        lists.at(lists.now().plus(Duration.ofHours(1)));
        lists.round().due(lists.sources(), (name, step, done, total) -> steps.add(step));
        assertThat(steps).as("what is known to be refused is not read again").containsExactly(Step.PROVING);
        assertThat(lists.sources().find("games").status().wrong()).isEqualTo(words);
        assertThat(lists.sources().find("games").status().failures()).isEqualTo(3);
        TestLists.archive(archive, MANY + 100);
        touch();
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.files("games")).containsExactly("current", "source", "source.good", "state");
    }

    @Test
    void aRedirectOnTheSameHostIsFollowed() throws Exception {
        lists.put("games", nginx.address() + "/onward");
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
    }

    @Test
    void aRedirectThatNeverEndsIsEnded() throws Exception {
        lists.put("games", nginx.address() + "/loop");
        assertThat(lists.failure("games")).startsWith("the publisher leads on and on");
        assertThat(nginx.asked()).hasSizeLessThan(8);
    }

    @Test
    void aRedirectFromHttpsToHttpIsNotFollowed() throws Exception {
        lists.put("games", nginx.secure() + "/down");
        assertThat(lists.failure("games")).startsWith("the publisher leads from https to http");
        assertThat(nginx.asked()).noneMatch(line -> line.contains("lists.tar.gz"));
    }

    @Test
    void aRedirectIntoTheSchoolsOwnNetworkIsNotFollowed() throws Exception {
        lists.put("games", nginx.address() + "/elsewhere");
        assertThat(lists.failure("games"))
                .startsWith("the publisher leads on to an address within the school's network");
        assertThat(nginx.asked()).noneMatch(line -> line.contains("lists.tar.gz"));
    }

    @Test
    void aServerOfTheSchoolsOwnIsAskedOnlyWhereTheSettingsNameIt() throws Exception {
        lists.put("games", nginx.address() + "/lists.tar.gz", "inside", "10.0.0.0/8");
        assertThat(lists.failure("games")).contains(
                "127.0.0.1 leads to 127.0.0.1, which is no place on the public Internet",
                "write: inside 127.0.0.1");
        assertThat(nginx.asked()).isEmpty();
    }

    @Test
    void aFileThatIsTooBigIsNotFetched() throws Exception {
        Files.write(archive, new byte[200 << 10]);
        lists.put("games", nginx.address() + "/lists.tar.gz", "size", "100 KB");
        assertThat(lists.failure("games")).startsWith("it is too big: 200 KB, and no more than 100 KB are taken");
        assertThat(lists.files("games")).doesNotContain("fetch/part", "fetch/whole");
    }

    @Test
    void aProxyIsAsked() throws Exception {
        lists.put("games", nginx.address() + "/lists.tar.gz", "proxy", "127.0.0.1:" + nginx.port());
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        lists.put("other", nginx.address() + "/lists.tar.gz", "proxy", "127.0.0.1:1");
        assertThat(lists.failure("other")).isEqualTo("the proxy 127.0.0.1:1 cannot be reached");
    }

    @Test
    void aPlainListMayComePackedOverTheWire() throws Exception {
        Files.writeString(nginx.www().resolve("hosts.txt"), TestLists.names("ads", 2_000));
        lists.put("ads", nginx.address() + "/packed/hosts.txt", "category", "advertising");
        assertThat(lists.update("ads")).isInstanceOfSatisfying(SourceOutcome.Changed.class, changed -> {
            assertThat(changed.listed()).isEqualTo(2_000);
            assertThat(changed.status().costs().bytes()).isLessThan(40_000);
        });
    }

    @Test
    void aPublisherThatWantsToBeLeftAloneIs() throws Exception {
        lists.put("games", nginx.address() + "/busy");
        assertThat(lists.failure("games")).isEqualTo("the publisher answered 503: it has trouble of its own");
        assertThat(lists.sources().find("games").status().due())
                .contains(lists.now().plus(Duration.ofHours(2)));
    }

    @Test
    void failuresInARowAreFurtherAndFurtherApart() throws Exception {
        lists.put("games", nginx.address() + "/none");
        for (int minutes : new int[]{15, 30, 60, 120, 240, 480, 960, 1440, 1440}) {
            lists.failure("games");
            assertThat(lists.sources().find("games").status().due())
                    .contains(lists.now().plus(Duration.ofMinutes(minutes)));
        }
    }

    @Test
    void onlyWhatIsDueIsFetchedByItself() throws Exception {
        assertThat(lists.round().due(lists.sources(), QUIET)).isTrue();
        assertThat(lists.round().due(lists.sources(), QUIET)).isTrue();
        assertThat(nginx.asked()).hasSize(1);
        lists.at(lists.now().plus(Duration.ofMinutes(24 * 66)));
        lists.round().due(lists.sources(), QUIET);
        assertThat(nginx.asked()).hasSize(2);
        lists.sources().turn("games", false);
        lists.at(lists.now().plus(Duration.ofDays(9)));
        lists.round().due(lists.sources(), QUIET);
        assertThat(nginx.asked()).hasSize(2);
    }

    @Test
    void aMemberIsKnownToThePublisherAndToNobodyElse() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "basic school open sesame\n");
        lists.put("games", nginx.secure() + "/member/lists.tar.gz", "credentials", secret.toString());
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(lists.failure("games")).contains("others than its owner can read", "chmod 600")
                .doesNotContain("sesame");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        Files.writeString(secret, "header X-Member 12345\n");
        assertThat(lists.failure("games")).startsWith("the publisher answered 401: it wants to know who asks");
        assertThat(nginx.asked().getLast()).contains("key=12345");
        lists.put("games", nginx.address() + "/elsewhere", "credentials", secret.toString());
        lists.failure("games");
        assertThat(nginx.asked().getLast()).contains("/elsewhere", "key=12345");
        try (var other = new CutServer(head -> CutServer.answer("HTTP/1.1 302 Found\nContent-Length: 0\nLocation: "
                + nginx.address() + "/lists.tar.gz", new byte[0], 0, 0))) {
            lists.put("games", other.address() + "/", "credentials", secret.toString());
            lists.failure("games");
            assertThat(nginx.asked()).noneMatch(line -> line.contains("GET /lists.tar.gz") && line.contains("12345"));
        }
        for (Path file : new Path[]{folder.resolve("lists/games/state"), folder.resolve("lists/games/source")}) {
            assertThat(file).content().doesNotContain("12345", "sesame");
        }
    }

    @Test
    void anUpdateElsewhereIsNotDisturbed() throws Exception {
        try (var _ = org.schoolgate.blocklists.build.SoleLock.tryTake(folder.resolve("lists"), "fetch.lock")
                .orElseThrow()) {
            assertThat(lists.round().now(lists.sources(), all -> true, (name, step, done, total) -> {}, one -> {}))
                    .isFalse();
        }
        assertThat(nginx.asked()).isEmpty();
    }

    @Test
    void aFileAndAFolderOnThisMachineAreReadWhenTheyChange() throws Exception {
        Path list = Files.writeString(folder.resolve("hosts"), TestLists.names("a", 100));
        lists.put("ads", "file://" + list, "category", "advertising");
        assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Unchanged.class);
        Files.writeString(list, TestLists.names("a", 110));
        assertThat(lists.update("ads")).isInstanceOf(SourceOutcome.Changed.class);

        Path domains = folder.resolve("folder/blacklists/games/domains");
        Files.createDirectories(domains.getParent());
        Files.writeString(domains, TestLists.names("b", 100));
        lists.put("other", folder.resolve("folder").toString());
        assertThat(lists.update("other")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.update("other")).isInstanceOf(SourceOutcome.Unchanged.class);
        Files.writeString(domains, TestLists.names("b", 111));
        assertThat(lists.update("other")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.entries()).isEqualTo(221);
        lists.put("third", folder.resolve("nowhere").toString());
        assertThat(lists.failure("third")).startsWith("there is no file ");
    }

    @Test
    void whatAListOfALicensedPlaceHoldsIsNotToldByItsRefusal() throws Exception {
        Files.writeString(nginx.www().resolve("urls.txt"), "secret.example/path\n" + "?? secret ??\n".repeat(200));
        lists.put("illegal", nginx.address() + "/urls.txt");
        assertThat(lists.failure("illegal")).doesNotContain("secret").contains("why is not shown");
        Files.writeString(nginx.www().resolve("urls.txt"), TestLists.names("listed", 30));
        assertThat(lists.update("illegal")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.sources().find("illegal").settings().orElseThrow().timing().every())
                .isEqualTo(Duration.ofHours(12));
    }

    private void assertTheFirstListServes() throws Exception {
        assertThat(lists.entries()).isEqualTo(MANY_ENTRIES);
        KnownSource source = lists.sources().find("games");
        assertThat(source.state(lists.now())).isEqualTo(KnownSource.State.FAILING);
        assertThat(source.words(lists.now())).contains(source.status().wrong());
    }

    /// A publisher's file of another second than before.
    private void touch() throws Exception {
        Files.setLastModifiedTime(archive,
                FileTime.from(Files.getLastModifiedTime(archive).toInstant().plusSeconds(10 + nginx.asked().size())));
    }
}
