package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Records of a running gateway are held against their chain, and one that is changed is named.
class EvidenceIT {

    private static final Pattern REFERENCE = Pattern.compile("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");

    @TempDir
    Path folder;

    @Test
    void aChangedRecordIsNamedByItsReference() throws Exception {
        Path data = folder.resolve("var");
        assertThat(evidence(data, "verify").text()).contains("there is no store");
        String reference;
        Path kept = folder.resolve("kept.txt");
        Path some = folder.resolve("some.jsonl");
        try (Product product = Product.start(data)) {
            assertThat(evidence(data, "checkpoint").text()).contains("nothing has been signed yet");
            reference = blocked(product, "www.facebook.com");
            blocked(product, "www.instagram.com");
            await().atMost(Duration.ofSeconds(20)).until(() -> evidence(data, "checkpoint").exit() == 0);
            Files.writeString(kept, evidence(data, "checkpoint").text());
            Curl.Result clean = evidence(data, "verify", "--against", kept.toString());
            assertThat(clean.text()).contains("All fits");
            assertThat(clean.exit()).isZero();
            assertThat(evidence(data, "export", "--reference", reference, "--to", some.toString()).text())
                    .contains("1 entry");
            assertThat(evidence(data, "export", "--to", some.toString()).text()).contains("there already");
        }
        assertThat(evidence(data, "export", "--to", folder.resolve("all.jsonl").toString()).exit()).isZero();
        assertThat(evidence(data, "pack", "9999", "--to", folder.resolve("pack").toString()).text())
                .contains("no incident has the number 9999");
        assertThat(Files.readString(some)).contains("facebook").doesNotContain("instagram");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("store/schoolgate.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE flagged_access SET target = 'http://www.bbc.co.uk/' WHERE"
                    + " reference = '" + reference + "'")).isEqualTo(1);
        }
        Curl.Result changed = evidence(data, "verify", "--against", kept.toString());
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.text()).contains("is not what it was when it was written (reference " + reference + ")");
        JsonNode json = JsonMapper.shared().readTree(evidence(data, "verify", "--json").text());
        assertThat(json.get("clean").asBoolean()).isFalse();
        assertThat(json.get("findings").get(0).get("kind").asString()).isEqualTo("record-changed");
        assertThat(json.get("findings").get(0).get("reference").asString()).isEqualTo(reference);
    }

    private static String blocked(Product product, String site) throws Exception {
        Matcher matcher = REFERENCE.matcher(Curl.run("-x", "http://" + product.proxy(), "http://" + site + "/").text());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static Curl.Result evidence(Path data, String... what) throws Exception {
        return Product.command(Stream.concat(Stream.of("evidence"),
                Stream.concat(Stream.of(what), Stream.of("--data", data.toString()))).toArray(String[]::new));
    }
}
