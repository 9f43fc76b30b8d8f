package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ListHeldException;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.ProtectedNames;
import org.schoolgate.filters.category.CategorySet;

/// What the example school wants of its lists.
class SchoolListsTest {

    @TempDir
    Path folder;

    private static Configuration example() {
        return switch (ConfigurationReader.builtIn()) {
            case Read.Good<Configuration>(Configuration good, var _) -> good;
            case Read.Bad<Configuration> bad -> throw new AssertionError(bad.problems());
        };
    }

    @Test
    void whatIsHarmfulOrStaysOpenWhateverHappensTakesTwoPeopleAndWhatIsForPlayDoesNot() {
        CategorySet two = SchoolLists.twoPeople(example().policy());
        for (String slug : new String[]{"pornography", "extremism", "self-harm", "malware", "proxies", "vpn",
            "helplines", "health"}) {
            assertThat(two.contains(example().policy().categories().find(slug).orElseThrow())).as(slug).isTrue();
        }
        for (String slug : new String[]{"games", "shopping", "news", "school-open"}) {
            assertThat(two.contains(example().policy().categories().find(slug).orElseThrow())).as(slug).isFalse();
        }
    }

    @Test
    void theSchoolsOwnNamesAndWhatStaysOpenAreProtected() {
        ProtectedNames names = SchoolLists.protectedNames(example().policy(), example().gateway());
        assertThat(names.names()).extracting(ProtectedNames.Name::host).contains("schoolgate.internal");
        assertThat(names.open()).contains("helplines", "unions", "health", "faith", "updates");
        assertThat(names.stronger()).contains("pornography", "extremism", "illegal").doesNotContain("games");
        assertThat(names.harmless()).contains("education", "helplines").doesNotContain("games", "malware");
    }

    @Test
    void aListThatWouldCloseAHelplineForGoodIsHeldAndOneThatCannotIsNot() throws Exception {
        assertThat(held("samaritans.org\n", "forums")).isFalse();
        assertThat(held("samaritans.org\n", "pornography")).isTrue();
        assertThat(held("x.schoolgate.internal\n", "games")).isTrue();
        assertThat(held("x.schoolgate.internal\n", "education")).isFalse();
    }

    private boolean held(String text, String category) throws Exception {
        Path file = Files.writeString(folder.resolve(category + ".txt"), text);
        try {
            SchoolLists.open(folder.resolve("var"), example(), InstantSource.system()).importFile(file,
                    ImportOptions.into(category), progress -> {});
            return false;
        } catch (ListHeldException held) {
            return true;
        } catch (ListRefusedException refused) {
            throw new AssertionError(refused);
        }
    }
}
