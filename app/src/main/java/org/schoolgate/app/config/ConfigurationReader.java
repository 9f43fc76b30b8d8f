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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        String wayOut = "copy the one from deploy/example and change it";
        Optional<byte[]> gatewayBytes = load(folder.resolve(GatewayFile.NAME), gateway, wayOut);
        Optional<byte[]> policyBytes = load(folder.resolve(PolicyFile.NAME), policy, wayOut);
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
        CalendarBeside calendar = new CalendarBeside(folder);
        String text = text(policyBytes.orElse(new byte[0]));
        if (text.contains(PolicyText.LINE)) {
            policy.wrong(1, 1, "the line '" + PolicyText.LINE + "' is Schoolgate's own",
                    "take it out, and what stands below it");
        }
        Optional<SchoolPolicy> school = policyBytes.flatMap(bytes -> Document.parse(bytes, policy))
                .flatMap(file -> PolicyFile.read(file, calendar,
                        () -> version(gatewayBytes.orElse(new byte[0]), policyBytes.orElse(new byte[0]),
                                calendar.content()),
                        () -> new PolicyText(text, calendar.days()).kept(), true));
        List<Notes> all = Stream.concat(Stream.of(gateway, policy), calendar.notes().stream()).toList();
        if (settings.isPresent() && school.isPresent() && all.stream().allMatch(Notes::areClean)) {
            return new Read.Good<>(new Configuration(settings.get(), school.get()),
                    all.stream().flatMap(notes -> notes.remarks().stream()).toList());
        }
        return new Read.Bad<>(all.stream().flatMap(notes -> notes.problems().stream()).toList());
    }

    /// Reads a policy that was kept: what is wrong then is what this program does not read as the one of then did.
    ///
    /// @param text `policy.yaml` to the byte, and what its calendar said, as [SchoolPolicy#text] has them
    public static Read<SchoolPolicy> keptPolicy(KeptText text) {
        Notes notes = new Notes(PolicyFile.NAME);
        PolicyText parts = PolicyText.read(text);
        Optional<SchoolPolicy> school = Document.parse(parts.policy().getBytes(StandardCharsets.UTF_8), notes)
                .flatMap(file -> PolicyFile.read(file, parts.calendar(),
                        () -> text.sha256().substring(0, VERSION_DIGITS), () -> text, false));
        return school.isPresent() && notes.areClean()
                ? new Read.Good<>(school.get(), notes.remarks())
                : new Read.Bad<>(notes.problems());
    }

    /// What is no UTF-8 is refused by the parser, so nothing that is in force loses a byte here.
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The file's bytes, one more than may be read at most, so that the parser sees that it is too long.
    static Optional<byte[]> load(Path file, Notes notes, String wayOut) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(Document.LONGEST + 1));
        } catch (NoSuchFileException missing) {
            notes.wrong(1, 1, "there is no file " + file, wayOut);
        } catch (IOException broken) {
            notes.wrong(1, 1, "the file " + file + " cannot be read", "look at its permissions");
        }
        return Optional.empty();
    }

    private static String version(byte[] gateway, byte[] policy, byte[] calendar) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(gateway.length).flip());
            hash.update(gateway);
            hash.update(policy);
            hash.update(calendar);
            return HexFormat.of().formatHex(hash.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java knows SHA-256", impossible);
        }
    }
}
