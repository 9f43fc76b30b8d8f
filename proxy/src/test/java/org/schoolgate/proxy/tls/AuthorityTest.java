package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.HostName;

class AuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Optional<char[]> WORD = Optional.of("correct horse".toCharArray());

    @TempDir
    private Path folder;

    private Authority open(String name, Optional<char[]> passphrase) throws Exception {
        return Authority.open(folder.resolve(name), passphrase, InstantSource.fixed(NOW));
    }

    private Path file() {
        return folder.resolve("ca/in-force.pem");
    }

    @Test
    @DisplayName("T37 two installs share neither key, serial number nor name; five years, P-256, no authority below")
    void twoInstallsShareNothing() throws Exception {
        Set<Object> seen = new HashSet<>();
        for (String name : List.of("a", "b", "c")) {
            X509Certificate certificate = open(name, Optional.empty()).certificate();
            assertThat(seen.add(certificate.getPublicKey())).isTrue();
            assertThat(seen.add(certificate.getSerialNumber())).isTrue();
            assertThat(seen.add(certificate.getSubjectX500Principal())).isTrue();
            assertThat(certificate.getSerialNumber()).isGreaterThan(BigInteger.ONE.shiftLeft(120));
            assertThat(certificate.getBasicConstraints()).isZero();
            assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getCurve().getField().getFieldSize())
                    .isEqualTo(256);
            assertThat(Duration.between(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
                    .isLessThanOrEqualTo(Duration.ofDays(5 * 365));
            assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
            certificate.verify(certificate.getPublicKey());
        }
    }

    @Test
    @DisplayName("T37 the next authority can be forbidden the school's own names, and a device heeds that")
    void theSchoolsOwnNamesCanBeExcluded() throws Exception {
        Path ca = folder.resolve("ca");
        Authority.open(ca, Optional.empty(), InstantSource.system());
        Authorities authorities = new Authorities(ca, InstantSource.system());
        authorities.prepare(Optional.empty(), List.of(new HostName("marlbeck.example")));
        authorities.switchOver();
        Authority narrow = Authority.open(ca, Optional.empty(), InstantSource.system());
        assertThat(narrow.certificate().getCriticalExtensionOIDs()).contains("2.5.29.30");
        try (Leaves leaves = new Leaves(narrow, InstantSource.system(), Runnable::run)) {
            assertThat(verified(narrow, leaves, "open.test")).contains(": OK");
            assertThat(verified(narrow, leaves, "mail.marlbeck.example")).contains("excluded subtree violation");
        }
    }

    /// What OpenSSL says of a leaf; Java does not look at the constraints of what it trusts.
    private String verified(Authority authority, Leaves leaves, String name) throws Exception {
        Path root = Files.write(folder.resolve("root.pem"), pem(authority.certificate()));
        Path leaf = Files.write(folder.resolve("leaf.pem"),
                pem(LeafServer.leafOf(leaves.forPage(new HostName(name)).toCompletableFuture().get())));
        return run("openssl", "verify", "-CAfile", root.toString(), "-purpose", "sslserver", "-verify_hostname", name,
                leaf.toString());
    }

    private static byte[] pem(X509Certificate certificate) throws Exception {
        return ("-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void whatWasMadeAtTheFirstStartIsReadAtTheNext() throws Exception {
        Authority first = open("ca", Optional.empty());
        Authority second = open("ca", Optional.empty());
        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @Test
    @DisplayName("T38 the key is the owner's alone, and a file that others may read is not used")
    void theKeyIsTheOwnersAlone() throws Exception {
        open("ca", Optional.empty());
        try (Stream<Path> files = Files.walk(folder.resolve("ca"))) {
            assertThat(files.map(AuthorityTest::mode)).containsExactlyInAnyOrder("rwx------", "rw-------");
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> open("ca", Optional.empty())).isInstanceOf(AuthorityException.class)
                .hasMessageContaining("rw-r-----").hasMessageContaining("chmod 600").hasMessageContaining("ca rotate");
    }

    @Test
    @DisplayName("T38 with a passphrase the key is encrypted, as OpenSSL reads it; a plain one is encrypted at the next start")
    void thePassphraseEncryptsTheKey() throws Exception {
        X509Certificate made = open("ca", Optional.empty()).certificate();
        assertThat(Files.readString(file())).contains("BEGIN PRIVATE KEY");
        assertThat(open("ca", WORD).certificate()).isEqualTo(made);
        assertThat(Files.readString(file())).contains("BEGIN ENCRYPTED PRIVATE KEY")
                .doesNotContain("BEGIN PRIVATE KEY");
        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(open("ca", WORD).certificate()).isEqualTo(made);
        assertThat(run("openssl", "pkey", "-in", file().toString(), "-passin", "pass:correct horse", "-noout"))
                .isEmpty();
    }

    @Test
    void aWrongOrMissingPassphraseSaysWhatToDo() throws Exception {
        open("ca", WORD);
        assertThatThrownBy(() -> open("ca", Optional.empty())).isInstanceOf(AuthorityException.class)
                .hasMessageContaining(file().toString()).hasMessageContaining("schoolgate-ca-passphrase");
        assertThatThrownBy(() -> open("ca", Optional.of("wrong".toCharArray()))).isInstanceOf(AuthorityException.class)
                .hasMessageContaining("does not open the key");
        Authorities authorities = new Authorities(folder.resolve("ca"), InstantSource.fixed(NOW));
        assertThat(authorities.all()).allMatch(Authorities.Kept::encrypted);
        assertThatThrownBy(() -> authorities.prepare(Optional.empty(), List.of())).hasMessageContaining("encrypted");
    }

    @Test
    void aTornFileSaysWhatToDoAndIsLeftAsItIs() throws Exception {
        open("ca", Optional.empty());
        String whole = Files.readString(file());
        for (String torn : List.of("", whole.substring(0, 200), whole.substring(0, whole.length() - 60),
                whole.substring(0, whole.indexOf("-----BEGIN PRIVATE")), "nonsense",
                whole.substring(whole.indexOf("-----BEGIN PRIVATE")))) {
            Files.writeString(file(), torn);
            assertThatThrownBy(() -> open("ca", Optional.empty())).as(torn).isInstanceOf(AuthorityException.class)
                    .hasMessageContaining(file().toString()).hasMessageContaining("backup");
            assertThat(file()).hasContent(torn);
        }
        open("other", Optional.empty());
        String other = Files.readString(folder.resolve("other/in-force.pem"));
        Files.writeString(file(), whole.substring(0, whole.indexOf("-----BEGIN PRIVATE"))
                + other.substring(other.indexOf("-----BEGIN PRIVATE")));
        assertThatThrownBy(() -> open("ca", Optional.empty())).hasMessageContaining("not that of the certificate");
    }

    @Test
    void aStartThatWasKilledWhileWritingHarmsNothing() throws Exception {
        Files.createDirectories(folder.resolve("ca"));
        Files.writeString(folder.resolve("ca/in-force.pem.new"), "half");
        X509Certificate made = open("ca", Optional.empty()).certificate();
        assertThat(open("ca", Optional.empty()).certificate()).isEqualTo(made);
    }

    @Test
    void theNextIsMadeBesideAndTheOldIsKeptUntilItEnds() throws Exception {
        X509Certificate first = open("ca", Optional.empty()).certificate();
        Authorities authorities = new Authorities(folder.resolve("ca"), InstantSource.fixed(NOW));
        assertThatThrownBy(authorities::switchOver).hasMessageContaining("no next authority");
        X509Certificate next = authorities.prepare(Optional.empty(), List.of());
        assertThat(open("ca", Optional.empty()).certificate()).isEqualTo(first);
        assertThatThrownBy(() -> authorities.prepare(Optional.empty(), List.of())).hasMessageContaining("made already");
        assertThat(authorities.switchOver()).isEqualTo(next);
        assertThat(open("ca", Optional.empty()).certificate()).isEqualTo(next);
        assertThat(authorities.all()).extracting(Authorities.Kept::standing).containsExactly(
                Authorities.Standing.IN_FORCE, Authorities.Standing.OLD);
        assertThat(authorities.one(Authorities.Standing.OLD).orElseThrow().certificate()).isEqualTo(first);
        assertThat(authorities.all()).noneMatch(Authorities.Kept::encrypted);
        try (Stream<Path> files = Files.walk(folder.resolve("ca"))) {
            assertThat(files.filter(Files::isRegularFile).map(AuthorityTest::mode)).containsOnly("rw-------");
        }
        Authorities later = new Authorities(folder.resolve("ca"),
                InstantSource.fixed(NOW.plus(Duration.ofDays(6 * 365))));
        later.prepare(Optional.empty(), List.of());
        later.switchOver();
        assertThat(later.one(Authorities.Standing.OLD)).isEmpty();
    }

    @Test
    void peopleAreToldBeforeTheEnd() throws Exception {
        Authority authority = open("ca", Optional.empty());
        assertThat(authority.warning(NOW)).isEmpty();
        assertThat(authority.left(NOW)).isGreaterThan(Duration.ofDays(1800));
        assertThat(authority.warning(authority.expires().minus(Duration.ofDays(100)))).get().asString()
                .contains("ends on 23 November 2031").contains("ca rotate");
        assertThat(authority.warning(authority.expires().plus(Duration.ofDays(1)))).get().asString()
                .contains("ended on");
    }

    @Test
    void thePassphraseComesFromASystemdCredential() throws Exception {
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", folder.toString());
        assertThat(Authority.passphrase(Map.of())).isEmpty();
        assertThat(Authority.passphrase(environment)).isEmpty();
        Files.writeString(folder.resolve(Authority.CREDENTIAL), "correct horse\n");
        assertThat(Authority.passphrase(environment).orElseThrow()).containsExactly(WORD.get());
        Files.writeString(folder.resolve(Authority.CREDENTIAL), "\n");
        assertThatThrownBy(() -> Authority.passphrase(environment)).hasMessageContaining("empty");
    }

    @Test
    @DisplayName("T38 nothing that is printed about it has the key")
    void nothingPrintedHasTheKey() throws Exception {
        Authority authority = open("ca", Optional.empty());
        String secret = new BigInteger(1, authority.key().getEncoded()).toString(16);
        for (Object printed : List.of(authority, KeyFile.read(file(), Optional.empty()),
                new Authorities(folder.resolve("ca"), InstantSource.fixed(NOW)).all(), authority.key())) {
            assertThat(printed.toString()).doesNotContain("PRIVATE").doesNotContain(secret.substring(80, 100));
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (java.io.IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }
}
