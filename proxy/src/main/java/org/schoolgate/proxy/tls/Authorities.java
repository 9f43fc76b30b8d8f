package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.request.HostName;

/// The folder of authorities: the one in force, the next one while it is put on the devices, and old ones until they end.
///
/// ```text
/// in-force.pem        signs
/// next.pem            is on its way to the devices
/// old/<serial>.pem    signed before; devices may trust it still
/// ```
///
/// A change takes two steps, as no device may lose its way in between: [#prepare] makes the next one beside the one in force;
/// [#switchOver] lets it sign, once it is on the devices. A running gateway signs with what it read at its start.
public final class Authorities {

    static final String IN_FORCE = "in-force.pem";
    static final String NEXT = "next.pem";
    static final String OLD = "old";

    private final Path folder;
    private final InstantSource clock;

    public Authorities(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Where an authority stands.
    public enum Standing {
        IN_FORCE, NEXT, OLD
    }

    /// One authority, as anybody may see it.
    ///
    /// @param fingerprint SHA-256 over the certificate, as devices show it
    /// @param encrypted whether its key is encrypted on disk
    public record Kept(Standing standing, X509Certificate certificate, String fingerprint, boolean encrypted) {}

    /// All there are, the one in force first; empty before the first start. Needs no passphrase.
    public List<Kept> all() throws IOException {
        List<Kept> all = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            for (Path file : files(standing)) {
                X509Certificate certificate = KeyFile.certificate(file);
                all.add(new Kept(standing, certificate, ChainHash.fingerprint(certificate), KeyFile.isEncrypted(file)));
            }
        }
        return all;
    }

    /// The one of that standing; of old ones the latest.
    public Optional<Kept> one(Standing standing) throws IOException {
        return all().stream().filter(kept -> kept.standing() == standing).findFirst();
    }

    /// Makes the next authority beside the one in force.
    ///
    /// @param never names for which, and for all below them, devices shall take no certificate of it
    /// @throws AuthorityException where there is a next one already, or the key would be less well kept than that in force
    public X509Certificate prepare(Optional<char[]> passphrase, List<HostName> never) throws IOException {
        Path next = folder.resolve(NEXT);
        if (Files.exists(next)) {
            throw new AuthorityException(next,
                    "a next authority was made already. Put it on the devices and switch to it"
                            + " ('./schoolgate ca rotate --switch'), or move the file away.");
        }
        Path inForce = folder.resolve(IN_FORCE);
        if (passphrase.isEmpty() && Files.exists(inForce) && KeyFile.isEncrypted(inForce)) {
            throw new AuthorityException(inForce, "its key is encrypted, so that of the next one has to be, and no"
                    + " passphrase was given.");
        }
        return make(next, passphrase, clock.instant(), never);
    }

    /// Lets the next authority sign from the next start on. The one in force before is kept until it ends.
    ///
    /// @throws AuthorityException where there is no next one
    public X509Certificate switchOver() throws IOException {
        Path next = folder.resolve(NEXT);
        if (!Files.exists(next)) {
            throw new AuthorityException(next, "there is no next authority. Make one with './schoolgate ca rotate'.");
        }
        X509Certificate certificate = KeyFile.certificate(next);
        Path inForce = folder.resolve(IN_FORCE);
        if (Files.exists(inForce)) {
            Path old = KeyFile.folder(folder.resolve(OLD));
            KeyFile.copy(inForce, old.resolve(KeyFile.certificate(inForce).getSerialNumber().toString(16) + ".pem"));
        }
        Files.move(next, inForce, StandardCopyOption.ATOMIC_MOVE);
        KeyFile.sync(folder);
        forgetEnded();
        return certificate;
    }

    static X509Certificate make(Path file, Optional<char[]> passphrase, Instant now, List<HostName> never)
            throws IOException {
        KeyPair pair = Keys.make();
        X509Certificate certificate = Mint.authority(pair, now, never);
        KeyFile.write(file, certificate, pair.getPrivate(), passphrase);
        return certificate;
    }

    private void forgetEnded() throws IOException {
        for (Path file : files(Standing.OLD)) {
            if (KeyFile.certificate(file).getNotAfter().toInstant().isBefore(clock.instant())) {
                Files.delete(file);
            }
        }
    }

    private List<Path> files(Standing standing) throws IOException {
        return switch (standing) {
            case IN_FORCE -> existing(folder.resolve(IN_FORCE));
            case NEXT -> existing(folder.resolve(NEXT));
            case OLD -> old();
        };
    }

    private static List<Path> existing(Path file) {
        return Files.exists(file) ? List.of(file) : List.of();
    }

    /// Those that end last first.
    private List<Path> old() throws IOException {
        Path old = folder.resolve(OLD);
        if (!Files.isDirectory(old)) {
            return List.of();
        }
        record Ending(Path file, Instant end) {}
        List<Ending> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(old)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".pem")).toList()) {
                found.add(new Ending(file, KeyFile.certificate(file).getNotAfter().toInstant()));
            }
        }
        found.sort(Comparator.comparing(Ending::end).reversed());
        return found.stream().map(Ending::file).toList();
    }
}
