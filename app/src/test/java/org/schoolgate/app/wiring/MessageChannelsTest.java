package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.alert.SyslogSettings;
import org.schoolgate.review.store.Channel;

class MessageChannelsTest {

    private static final String POLICY = """
        school: {name: Marlbeck Primary School}
        groups: [{name: pupils, title: Pupils}]
        strangers: {otherwise: block}
        rules:
          - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
        """;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Files.writeString(folder.resolve("schoolgate.yaml"), """
            webhook: {url: "https://alerts.school.example/x", secret-file: webhook.secret}
            syslog: {host: logs.school.example}
            tls: {more-roots: [root.pem]}
            """);
        Files.writeString(folder.resolve("webhook.secret"), SECRET + "\n");
        Files.writeString(folder.resolve("root.pem"), "");
    }

    @Test
    void aSecretThatCanBeGuessedIsRefusedWithTheWayOut() throws Exception {
        Files.writeString(folder.resolve("schoolgate.yaml"),
                "webhook: {url: \"https://alerts.school.example/x\", secret-file: webhook.secret}");
        assertThat(channels().webhook()).isPresent().get().asString().doesNotContain(SECRET)
                .isEqualTo("WebhookSettings[alerts.school.example]");
        assertThat(channels().has(Channel.MAIL)).isFalse();
        Files.writeString(folder.resolve("webhook.secret"), "short\n");
        assertThatThrownBy(this::channels).isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("webhook.secret").toString())
                .hasMessageContaining("openssl rand -hex 32").hasMessageNotContaining("short");
    }

    @Test
    void aFileOfAuthoritiesThatHoldsNoneIsRefused() {
        assertThatThrownBy(this::channels).isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("root.pem").toString()).hasMessageContaining("no certificate");
    }

    @Test
    void aLogServerIsReachedEncryptedUnlessTheSchoolSaysOtherwise() throws Exception {
        Files.writeString(folder.resolve("schoolgate.yaml"), "syslog: {host: logs.school.example}");
        assertThat(channels().syslog()).isEqualTo(
                Optional.of(new SyslogSettings("logs.school.example", 6_514, SyslogSettings.Protocol.TLS)));
    }

    private Channels channels() throws IOException {
        return MessageChannels.of(((Read.Good<Configuration>) ConfigurationReader.read(folder)).value().gateway());
    }
}
