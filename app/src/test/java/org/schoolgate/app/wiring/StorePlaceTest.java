package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;

class StorePlaceTest {

    @TempDir
    private Path folder;

    @Test
    void theKeyOfCasesIsWhereTheSettingsOrSystemdSayOrInTheDataFolder() throws IOException {
        Path data = folder.resolve("data");
        Path credentials = Files.createDirectories(folder.resolve("credentials"));
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());
        assertThat(caseKey(data, "records: {keep-months: 12}\n", Map.of())).isEqualTo(data.resolve("keys/case.key"));
        assertThat(caseKey(data, "records: {keep-months: 12}\n", environment)).as("no such credential")
                .isEqualTo(data.resolve("keys/case.key"));
        Path credential = Files.write(credentials.resolve("schoolgate-case-key"), new byte[32]);
        assertThat(caseKey(data, "records: {keep-months: 12}\n", environment)).isEqualTo(credential);
        assertThat(caseKey(data, "records:\n  case-key: /mnt/keys/case.key\n", environment))
                .isEqualTo(Path.of("/mnt/keys/case.key"));
    }

    private Path caseKey(Path data, String settings, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve("schoolgate.yaml"), settings);
        Files.writeString(folder.resolve("policy.yaml"),
                """
                    school: {name: Marlbeck Primary School}
                    groups: [{name: pupils, title: Pupils}]
                    strangers: {otherwise: block}
                    rules:
                      - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
                    """);
        return StorePlace.caseKey(data, ((Read.Good<Configuration>) ConfigurationReader.read(folder)).value().gateway(),
                environment);
    }
}
