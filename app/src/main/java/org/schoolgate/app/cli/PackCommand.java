package org.schoolgate.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.wiring.StorePlace;
import org.schoolgate.filters.request.Group;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.EvidencePack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the evidence pack of an incident, and its custody sheet beside it. It reads beside the running gateway, and writes
/// nothing to its store.
@Command(
        name = "pack",
        description = "Write all that is known of an incident into one archive, with proofs, and a custody sheet beside it.",
        footer = {"",
            "Of the same records, notes and checkpoints it is the same archive, to the byte."})
final class PackCommand extends PlacedCommand {

    @Parameters(paramLabel = "INCIDENT", description = "The number of the incident, such as 0148.")
    private long number;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "The folder to write to. Files that are there are not written over.")
    private @Nullable Path to;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = places.configuration();
        EvidencePack.Made made;
        try (Store store = StorePlace.toRead(places.data(), configuration.gateway())) {
            Incident incident = store.incidents().called(number)
                    .orElseThrow(() -> new Failure("no incident has the number " + number + "."));
            boolean pupils = incident.group().equals(Group.STRANGERS.name())
                    || configuration.policy().pupils().contains(incident.group());
            made = new EvidencePack(store, configuration.policy().school().name(),
                    configuration.policy().policies().timetables())
                    .of(incident, pupils)
                    .orElseThrow(
                            () -> new Failure("not all records of the incident have been signed: that happens once a"
                                    + " minute while the gateway runs. Or they have been destroyed since."));
        }
        Path folder = Files.createDirectories(Objects.requireNonNull(to));
        Path archive = folder.resolve(made.name());
        Path sheet = folder.resolve(made.name().replace(".zip", "-custody.txt"));
        for (Path file : new Path[]{archive, sheet}) {
            if (Files.exists(file)) {
                throw new Failure(file + " is there already; say with --to another folder.");
            }
        }
        Files.write(archive, made.zip());
        Files.writeString(sheet, custody(made));
        if (output.isJson()) {
            output.json(Map.of("file", archive.toString(), "custody", sheet.toString(), "sha256", made.sha256()));
        } else {
            output.out().printf("%s%n%s%nSHA-256 %s%n", archive, sheet, made.sha256());
        }
        return ExitCode.OK;
    }

    private static String custody(EvidencePack.Made made) {
        StringBuilder sheet = new StringBuilder(
                "Custody sheet\n\nFile:     " + made.name() + "\nSHA-256:  " + made.sha256()
                        + "\nMade by:  the account “" + System.getProperty("user.name", "not known")
                        + "” of the gateway’s machine\nMade at:  " + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                        + "\n\nIn it:\n");
        made.files().forEach((name, digest) -> sheet.append(digest).append("  ").append(name).append('\n'));
        return sheet.append("\nHanded on (when, by whom, to whom, signatures):\n\n\n").toString();
    }
}
