package org.schoolgate.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Person;

/// Local accounts, and what is kept of their passwords.
class AccountsTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private static Person person(String name) {
        return Person.of(name).orElseThrow();
    }

    private static PasswordHash hash(String password) {
        return PasswordHash.of(password, RANDOM);
    }

    @Test
    void anAccountIsAddedGivenAnotherPasswordAndRemoved() throws IOException {
        Path file = folder.resolve("identity/accounts");
        Accounts accounts = Accounts.open(file);
        assertThat(accounts.names()).isEmpty();
        assertThat(Accounts.add(file, person("rao"), hash("first"))).isTrue();
        assertThat(Accounts.add(file, person("kiosk 1"), hash("other"))).isTrue();
        accounts.look();
        int version = accounts.version();
        assertThat(accounts.names()).containsExactly("kiosk 1", "rao");
        assertThat(accounts.of(person("RAO")).orElseThrow().isOf("first")).isTrue();
        assertThat(accounts.of(person("rao")).orElseThrow().isOf("other")).isFalse();
        assertThat(Accounts.add(file, person("rao"), hash("second"))).isFalse();
        accounts.look();
        assertThat(accounts.version()).isGreaterThan(version);
        assertThat(accounts.of(person("rao")).orElseThrow().isOf("first")).isFalse();
        assertThat(accounts.of(person("rao")).orElseThrow().isOf("second")).isTrue();
        assertThat(Accounts.remove(file, person("rao"))).isTrue();
        assertThat(Accounts.remove(file, person("rao"))).isFalse();
        accounts.look();
        assertThat(accounts.of(person("rao"))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var left = Files.list(file.getParent())) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("accounts", "lock");
        }
    }

    @Test
    void theFileHoldsNoPassword() throws IOException {
        Path file = folder.resolve("accounts");
        Accounts.add(file, person("rao"), hash("chalk and talk"));
        Accounts.add(file, person("twin"), hash("chalk and talk"));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("chalk"));
        assertThat(lines.getFirst().split(":", 2)[1]).startsWith("$argon2id$")
                .isNotEqualTo(lines.getLast().split(":", 2)[1]);
    }

    @Test
    void whatHtpasswdMakesIsRead() throws IOException {
        // htpasswd -B -C 5, of "open sesame".
        Path file = folder.resolve("accounts");
        String bcrypt = org.bouncycastle.crypto.generators.OpenBSDBCrypt.generate("2y", "open sesame".toCharArray(),
                new byte[16], 5);
        Files.writeString(file, "# by hand\n\nrao:" + bcrypt + "\n");
        PasswordHash read = Accounts.open(file).of(person("rao")).orElseThrow();
        assertThat(read.isOf("open sesame")).isTrue();
        assertThat(read.isOf("open sesam")).isFalse();
    }

    @Test
    void whatCannotBeCheckedIsRefusedWithItsLine() throws IOException {
        Path file = folder.resolve("accounts");
        String good = "rao:" + hash("x").text() + "\n";
        for (String bad : List.of("rao", "rao:plain", ":" + hash("x").text(), "a/b:" + hash("x").text(),
                "okafor:$argon2id$v=19$m=999999,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "okafor:$1$salt$md5", "okafor:$2y$31$" + "a".repeat(53))) {
            Files.writeString(file, good + bad + "\n");
            assertThatThrownBy(() -> Accounts.open(file)).as(bad).isInstanceOf(IOException.class)
                    .hasMessageContaining("accounts:2 ");
        }
        Files.writeString(file, good + good);
        assertThatThrownBy(() -> Accounts.open(file)).hasMessageContaining("accounts:2 ");
    }

    @Test
    void aFileThatIsBrokenWhileTheGatewayRunsReplacesNothing() throws IOException {
        Path file = folder.resolve("accounts");
        Accounts.add(file, person("rao"), hash("first"));
        Accounts accounts = Accounts.open(file);
        Files.writeString(file, "nonsense\n");
        accounts.look();
        assertThat(accounts.names()).containsExactly("rao");
        Files.delete(file);
        accounts.look();
        assertThat(accounts.names()).isEmpty();
    }

    @Test
    void namesOfTheSchoolsOwnDomainsAreOnePerson() {
        AccountNames names = new AccountNames(java.util.Set.of("school.example", "SCHOOL"));
        for (String written : List.of("rao", " RAO ", "school\\rao", "SCHOOL\\Rao", "rao@School.Example")) {
            assertThat(names.person(written)).as(written).contains(person("rao"));
        }
        assertThat(names.person("rao@other.example")).contains(person("rao@other.example"));
        for (String nobody : List.of("", "OTHER\\rao", "\\rao", "ra\u0000o", "rao\r\nX: y", "<b>", "x".repeat(200))) {
            assertThat(names.person(nobody)).as(nobody).isEmpty();
        }
    }

    @Test
    void credentialsAreReadAsBrowsersSendThem() {
        assertThat(Credentials.read("Basic cmFvOmNoYWxr")).contains(new Credentials("rao", "chalk"));
        assertThat(Credentials.read("basic   cmFvOmE6Yg==")).contains(new Credentials("rao", "a:b"));
        for (String none : List.of("", "Basic", "Basic !", "Bearer cmFvOmNoYWxr", "Basic cmFv", "Basic cmFvOg==",
                "Basic OmNoYWxr", "Negotiate cmFvOmNoYWxr", "Basic " + "A".repeat(5000))) {
            assertThat(Credentials.read(none)).as(none).isEqualTo(Optional.empty());
        }
    }
}
