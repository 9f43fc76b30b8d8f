package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The archive that UT1 publishes, whole, served by nginx on the loopback to the settings that the program comes with. It is no part of
/// the product, so the test needs it beside the checkout.
class Ut1SourceIT {

    @TempDir
    Path folder;

    @Test
    void theRealArchiveComesOnceAndThenOnlyWhenItChanges() throws Exception {
        Path archive = Path.of(System.getProperty("schoolgate.root", ".."), "../shared/lists/ut1/blacklists.tar.gz");
        assumeTrue(Files.isRegularFile(archive),
                "the real UT1 archive is not beside the checkout, at ../shared/lists/ut1/blacklists.tar.gz");
        try (Nginx nginx = new Nginx(Files.createDirectory(folder.resolve("nginx")), "1m")) {
            Path served = Files.copy(archive, nginx.www().resolve("blacklists.tar.gz"));
            Files.writeString(nginx.www().resolve("MD5SUM.LST"),
                    Proofs.digest(archive, "MD5") + "  blacklists.tar.gz\n");
            var lists = new TestLists(folder.resolve("lists"));
            lists.sources().turn("ut1", true);
            Path settings = folder.resolve("lists/ut1/source");
            Files.writeString(settings,
                    Files.readString(settings).replace("https://dsi.ut-capitole.fr/blacklists/download",
                            nginx.address()) + "inside 127.0.0.0/8\n");
            SourceOutcome first = lists.update("ut1");
            assertThat(first).isInstanceOf(SourceOutcome.Changed.class);
            SourceStatus.Costs costs = first.status().costs();
            assertThat(costs.bytes()).isEqualTo(Files.size(archive));
            System.out.printf("UT1 by HTTP: %d bytes fetched and proved in %d ms, in force %d ms later, %d entries%n",
                    costs.bytes(), costs.fetching().toMillis(), costs.building().toMillis(), lists.entries());
            assertThat(lists.entries()).isGreaterThan(368_000);
            assertThat(lists.update("ut1")).isInstanceOf(SourceOutcome.Unchanged.class);
            assertThat(nginx.asked()).filteredOn(line -> line.contains("blacklists.tar.gz")).last().asString()
                    .contains(" 304 ");

            byte[] torn = Files.readAllBytes(archive);
            Files.write(served, java.util.Arrays.copyOf(torn, torn.length / 2));
            Files.setLastModifiedTime(served, FileTime.fromMillis(1_790_000_000_000L));
            assertThat(lists.failure("ut1")).startsWith("its checksum does not fit");
            assertThat(lists.entries()).isGreaterThan(368_000);
            assertThat(lists.files("ut1")).containsExactly("current", "source", "source.good", "state");
        }
    }
}
