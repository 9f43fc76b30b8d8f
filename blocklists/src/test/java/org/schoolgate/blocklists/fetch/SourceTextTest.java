package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.blocklists.build.Guard;
import org.schoolgate.blocklists.build.ImportOptions;

/// Settings of sources as people write them.
class SourceTextTest {

    @TempDir
    Path folder;

    @Test
    void everyKeyIsRead() throws Exception {
        SourceSettings settings = read("""
            schoolgate-source 1
            # ours
            on yes
            from https://lists.example/a/lists.tar.gz?member=7
            every 12 hours
            jitter 5 %
            mapping mapping
            shrink 20 %
            grow 100 %
            first held
            size 50 MB
            time 10 minutes
            proxy proxy.school.example:3128
            credentials /etc/schoolgate/member
            inside 10.20.0.0/16, 10.30.1.5
            checksum https://lists.example/SHA256SUMS
            signature https://lists.example/lists.tar.gz.minisig
            key RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3
            licence CC BY-SA 4.0
            attribution By the publisher
            """);
        assertThat(settings.timing()).isEqualTo(new SourceSettings.Timing(Duration.ofHours(12), 5));
        assertThat(settings.guard()).isEqualTo(new Guard(20, 100, true));
        assertThat(settings.sorting().mapping()).contains(folder.resolve("mapping"));
        assertThat(settings.limits()).isEqualTo(new SourceSettings.Limits(50 << 20, Duration.ofMinutes(10)));
        assertThat(settings.reach().proxy()).hasToString("Optional[proxy.school.example:3128]");
        assertThat(settings.reach().inside()).hasSize(2);
        assertThat(settings.proof().key()).isPresent();
        assertThat(settings.terms().licence()).isEqualTo("CC BY-SA 4.0");
        assertThat(settings.from().orElseThrow().shown()).as("what may be a secret").isEqualTo(
                "https://lists.example/a/lists.tar.gz?…");
    }

    @Test
    void whatIsNotSaidHasItsDefault() throws Exception {
        SourceSettings settings = read("schoolgate-source 1\nfrom /srv/lists\n");
        assertThat(settings.on()).isTrue();
        assertThat(settings.timing()).isEqualTo(new SourceSettings.Timing(Duration.ofDays(1), 10));
        assertThat(settings.guard()).isEqualTo(Guard.DEFAULT);
        assertThat(settings.from()).contains(new Where.Local(Path.of("/srv/lists")));
    }

    @Test
    void everyMistakeIsNamedWithItsLineAndTheWayOut() {
        assertThat(mistakes("""
            schoolgate-sauce 1
            from ftp://lists.example/
            evry 1 day
            every 1 minute
            category gamez
            size many
            on maybe
            on yes
            proxy here
            key 12345
            inside 10.20.0.1/16
            checksum
            """)).containsExactly(
                "lists/x/source:1: it does not begin as settings of a source do; write: schoolgate-source 1",
                "lists/x/source:2: 'from' cannot be 'ftp://lists.example/'; write an https or http address without a user's"
                        + " name, or the whole path of a file or folder",
                "lists/x/source:3: there is no key 'evry'; did you mean 'every'?; write one of "
                        + String.join(", ", SourceText.KEYS),
                "lists/x/source:4: 'every' cannot be '1 minute'; write 5 minutes to 60 days, as in '12 hours'",
                "lists/x/source:5: 'category' cannot be 'gamez'; write one of " + String.join(", ",
                        SchoolCategories.all().all().stream().map(each -> each.slug()).toList()),
                "lists/x/source:6: 'size' cannot be 'many'; write 1 KB to 1 GB, as in '200 MB'",
                "lists/x/source:7: 'on' cannot be 'maybe'; write yes or no",
                "lists/x/source:8: 'on' stands in line 7 already; keep one",
                "lists/x/source:9: 'proxy' cannot be 'here'; write HOST:PORT",
                "lists/x/source:10: 'key' cannot be '12345'; write the publisher's public key for minisign, which begins"
                        + " with RW",
                "lists/x/source:11: 'inside' cannot be '10.20.0.1/16'; write addresses and ranges, as in '10.20.0.0/16,"
                        + " 10.30.1.5'",
                "lists/x/source:12: nothing follows 'checksum'; write what belongs to it, or take the line out");
    }

    @ParameterizedTest
    @CsvSource({"http://user:secret@lists.example/", "https://lists.example/#a", "https:///x", "lists", "file:lists"})
    void whatIsNoPlaceIsNotTaken(String from) {
        assertThat(mistakes("schoolgate-source 1\nfrom " + from + "\n")).hasSize(1);
    }

    @Test
    void aSourceThatIsOnSaysWhereItIs() {
        assertThat(mistakes("schoolgate-source 1\n"))
                .containsExactly("lists/x/source: nothing says where the list is; write: from https://…");
        assertThat(mistakes("schoolgate-source 1\non no\n")).isEmpty();
    }

    @Test
    void switchingLeavesWhatPeopleWroteAsItWas() {
        assertThat(SourceText.with("schoolgate-source 1\n# a remark\non no\nfrom /a\n", "on", "yes"))
                .isEqualTo("schoolgate-source 1\n# a remark\non yes\nfrom /a\n");
        assertThat(SourceText.with("schoolgate-source 1\n", "on", "no")).isEqualTo("schoolgate-source 1\non no\n");
    }

    @Test
    void ut1IsThereToBeSwitchedOnWithItsLicence() throws Exception {
        Sources sources = lists().sources();
        KnownSource ut1 = sources.find("ut1");
        assertThat(ut1.state(lists().now())).isEqualTo(KnownSource.State.OFFERED);
        assertThat(ut1.settings().orElseThrow().terms().licence()).contains("CC BY-SA 4.0");
        assertThat(sources.turn("ut1", true).settings().orElseThrow().on()).isTrue();
        assertThat(sources.find("ut1").state(lists().now())).isEqualTo(KnownSource.State.NEW);
        assertThat(sources.all()).extracting(KnownSource::name).containsExactly("extremism", "illegal", "ut1");
        sources.remove("ut1");
        assertThat(folder.resolve("ut1")).doesNotExist();
    }

    @Test
    void aFileWithMistakesLeavesWhatWasSaidBeforeInForce() throws Exception {
        Sources sources = lists().sources();
        sources.put("x", Map.of("from", "/srv/a"));
        Files.writeString(folder.resolve("x/source"), "schoolgate-source 1\nform /srv/b\n");
        KnownSource wrong = sources.find("x");
        assertThat(wrong.mistakes()).first().asString()
                .startsWith("lists/x/source:2: there is no key 'form'; did you mean 'from'?");
        assertThat(wrong.settings().orElseThrow().from().orElseThrow().shown()).isEqualTo("/srv/a");
        Files.writeString(folder.resolve("x/source"), "schoolgate-source 1\nfrom /srv/b\n");
        sources.keepGood("x");
        Files.writeString(folder.resolve("x/source"), "schoolgate-source 1\nform /srv/c\n");
        assertThat(sources.find("x").settings().orElseThrow().from().orElseThrow().shown()).isEqualTo("/srv/b");
        assertThat(Files.readString(folder.resolve("x/source"))).contains("/srv/c");
    }

    @Test
    void aLicensedListThatIsInPlaceIsNotSwitchedOff() throws Exception {
        Sources sources = lists().sources();
        sources.put("illegal", Map.of("from", "/srv/a"));
        sources.turn("illegal", false);
        sources.turn("illegal", true);
        lists().listLibrary().importFile(Files.writeString(folder.resolve("illegal.txt"), "listed.example\n"),
                ImportOptions.into("illegal"), progress -> {});
        for (Change change : List.<Change>of(() -> sources.turn("illegal", false), () -> sources.remove("illegal"),
                () -> sources.put("illegal", Map.of("from", "/srv/a", "on", "no")))) {
            assertThat(catchThrowableOfType(WrongSourceException.class, change::run)).hasMessageContaining(
                    "this list fills the place of a licensed list");
        }
        Files.writeString(folder.resolve("illegal/source"), "schoolgate-source 1\non no\nfrom /srv/a\n");
        assertThat(sources.find("illegal").settings().orElseThrow().on()).isTrue();
        assertThat(sources.find("illegal").mistakes()).first().asString().endsWith("write: on yes");
        Files.delete(folder.resolve("illegal/source"));
        assertThat(sources.find("illegal").settings().orElseThrow().on()).isTrue();
        assertThat(catchThrowableOfType(WrongSourceException.class,
                () -> sources.put("illegal", Map.of("from", "/srv/a", "category", "games"))))
                .hasMessageContaining("write: category illegal");
    }

    /// Something that changes a source.
    private interface Change {
        void run() throws Exception;
    }

    private TestLists lists() {
        return new TestLists(folder);
    }

    private SourceSettings read(String text) throws WrongSourceException {
        return SourceText.read("lists/x/source", "x", text, folder, SchoolCategories.all());
    }

    private List<String> mistakes(String text) {
        try {
            read(text);
            return List.of();
        } catch (WrongSourceException wrong) {
            return wrong.mistakes();
        }
    }
}
