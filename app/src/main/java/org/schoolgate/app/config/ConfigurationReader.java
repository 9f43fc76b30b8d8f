package org.schoolgate.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.decision.KeptText;

/// Reads a school's configuration, and tells everything that is wrong with it at once.
///
/// Reading changes nothing and may be done by any thread. It takes some tens of milliseconds.
public final class ConfigurationReader {

    private static final int VERSION_DIGITS = 12;

    private ConfigurationReader() {}

    /// Reads `schoolgate.yaml` and `policy.yaml` in `folder`. Both must be there.
    public static Read<Configuration> read(Path folder) {
        Notes gateway = new Notes(GatewayFile.NAME);
        Notes policy = new Notes(PolicyFile.NAME);
        Optional<byte[]> gatewayBytes = load(folder.resolve(GatewayFile.NAME), gateway);
        Optional<byte[]> policyBytes = load(folder.resolve(PolicyFile.NAME), policy);
        return read(folder, gatewayBytes, policyBytes, gateway, policy);
    }

    /// What holds where a school has written nothing yet: the very files of `deploy/example`.
    public static Read<Configuration> builtIn() {
        return read(Path.of(""), Resources.bytes("example/" + GatewayFile.NAME),
                Resources.bytes("example/" + PolicyFile.NAME));
    }

    /// Reads both files from memory.
    static Read<Configuration> read(Path folder, byte[] gateway, byte[] policy) {
        return read(folder, Optional.of(gateway), Optional.of(policy), new Notes(GatewayFile.NAME),
                new Notes(PolicyFile.NAME));
    }

    private static Read<Configuration> read(Path folder, Optional<byte[]> gatewayBytes, Optional<byte[]> policyBytes,
            Notes gateway, Notes policy) {
        Optional<GatewaySettings> settings = gatewayBytes.flatMap(bytes -> Document.parse(bytes, gateway))
                .flatMap(file -> GatewayFile.read(file, folder));
        String version = version(gatewayBytes.orElse(new byte[0]), policyBytes.orElse(new byte[0]));
        Optional<SchoolPolicy> school = policyBytes.flatMap(bytes -> Document.parse(bytes, policy))
                .flatMap(file -> PolicyFile.read(file, version, KeptText.of(text(policyBytes.orElse(new byte[0])))));
        if (settings.isPresent() && school.isPresent() && gateway.areClean() && policy.areClean()) {
            return new Read.Good<>(new Configuration(settings.get(), school.get()),
                    both(gateway.remarks(), policy.remarks()));
        }
        return new Read.Bad<>(both(gateway.problems(), policy.problems()));
    }

    /// Reads a policy that was kept: what is wrong then is what this program does not read as the one of then did.
    ///
    /// @param text `policy.yaml` to the byte
    public static Read<SchoolPolicy> keptPolicy(KeptText text) {
        Notes notes = new Notes(PolicyFile.NAME);
        Optional<SchoolPolicy> school = Document.parse(text.text().getBytes(StandardCharsets.UTF_8), notes)
                .flatMap(file -> PolicyFile.read(file, text.sha256().substring(0, VERSION_DIGITS), text));
        return school.isPresent() && notes.areClean()
                ? new Read.Good<>(school.get(), notes.remarks())
                : new Read.Bad<>(notes.problems());
    }

    /// What is no UTF-8 is refused by the parser, so nothing that is in force loses a byte here.
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<Problem> both(List<Problem> first, List<Problem> second) {
        List<Problem> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /// The file's bytes, one more than may be read at most, so that the parser sees that it is too long.
    private static Optional<byte[]> load(Path file, Notes notes) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(Document.LONGEST + 1));
        } catch (NoSuchFileException missing) {
            notes.wrong(1, 1, "there is no file " + file, "copy the one from deploy/example and change it");
        } catch (IOException broken) {
            notes.wrong(1, 1, "the file " + file + " cannot be read", "look at its permissions");
        }
        return Optional.empty();
    }

    private static String version(byte[] gateway, byte[] policy) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(gateway.length).flip());
            hash.update(gateway);
            hash.update(policy);
            return HexFormat.of().formatHex(hash.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java knows SHA-256", impossible);
        }
    }
}
