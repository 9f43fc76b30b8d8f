package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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

    @Test
    void aPackOfAnIncidentIsCheckedWithoutTheProductAndMadeTwiceItIsTheSame() throws Exception {
        Path data = folder.resolve("var");
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Path example = Path.of(System.getProperty("schoolgate.root")).resolve("deploy/example/policy.yaml");
        // What the school wants to hear of is an incident, however it came about.
        Files.writeString(etc.resolve("policy.yaml"), Files.readString(example)
                + "\nalerts:\n  - {categories: [social-networks], severity: notice, mail: [head@school.example]}\n");
        Files.writeString(etc.resolve("schoolgate.yaml"), "records:\n  keep-months: 12\n");
        Path once = folder.resolve("once");
        Path twice = folder.resolve("twice");
        try (Product product = Product.start(data, "--config", etc.toString())) {
            blocked(product, "www.facebook.com");
            await().atMost(Duration.ofSeconds(90)).until(() -> pack(data, etc, "1", once).exit() == 0);
            Curl.Result again = pack(data, etc, "0001", twice);
            assertThat(again.exit()).isZero();
            assertThat(again.text()).contains("incident-0001.zip", "incident-0001-custody.txt", "SHA-256 ");
            assertThat(twice.resolve("incident-0001.zip")).hasSameBinaryContentAs(once.resolve("incident-0001.zip"));
            Curl.Result unknown = pack(data, etc, "9999", folder.resolve("none"));
            assertThat(unknown.exit()).isEqualTo(1);
            assertThat(unknown.text()).contains("no incident has the number 9999");
            assertThat(folder.resolve("none")).doesNotExist();
        }
        byte[] archive = Files.readAllBytes(once.resolve("incident-0001.zip"));
        Files.delete(once.resolve("incident-0001.zip"));
        for (String left : new String[]{"the sheet alone", "both"}) {
            Curl.Result refused = pack(data, etc, "1", once);
            assertThat(refused.exit()).as(left).isEqualTo(1);
            assertThat(refused.text()).as(left).contains("is there already; say with --to another folder");
            if (left.startsWith("the")) {
                assertThat(once.resolve("incident-0001.zip")).as("nothing is written").doesNotExist();
                Files.write(once.resolve("incident-0001.zip"), archive);
            }
        }
        String sheet = Files.readString(once.resolve("incident-0001-custody.txt"));
        assertThat(sheet).contains(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive)),
                "Made by:  the account “" + System.getProperty("user.name"));
        Path opened = Files.createDirectory(folder.resolve("opened"));
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = opened.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
        assertThat(run(opened, "sha256sum", "-c", "digests.txt")).doesNotContain("FAILED")
                .contains("records.jsonl: OK");
        assertThat(run(opened, "python3", "verify-evidence.py", "records.jsonl")).contains("0 things wrong");
        assertThat(Files.readString(opened.resolve("verify-evidence.py"))).isEqualTo(Files.readString(
                Path.of(System.getProperty("schoolgate.root")).resolve("deploy/verify-evidence.py")));
    }

    private static Curl.Result pack(Path data, Path etc, String number, Path to) throws Exception {
        return evidence(data, "pack", number, "--config", etc.toString(), "--to", to.toString());
    }

    private static String run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
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
