package org.schoolgate.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.BulkLine;
import org.schoolgate.blocklists.build.BulkReport;
import org.schoolgate.blocklists.build.BulkText;
import org.schoolgate.blocklists.build.ListRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bulk",
        description = "Make many edits at once, out of a text or a CSV file: entry, category, reason, until, action, groups. The fate of each line"
                + " is told.")
final class ListsBulk extends PlacedCommand {

    /// The longest text that is read.
    private static final int LONGEST = 64 << 20;

    @Parameters(paramLabel = "FILE", description = "The file, or - for what is typed or piped in.")
    private String file = "";

    @Option(names = "--category", paramLabel = "CATEGORY", description = "The category of lines that name none.")
    private @Nullable String category;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "The group of lines that name none; may be given several times. Without it: everybody.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--remove", description = "Take out what lines name, where they say no action.")
    private boolean remove;

    @Option(names = "--all-or-nothing", description = "Change nothing where a single line cannot be.")
    private boolean allOrNothing;

    @Mixin
    private Reasons reasons = new Reasons();

    @Override
    public Integer call() throws IOException, ListRefusedException {
        Configuration configuration = places.configuration();
        List<BulkLine> lines = BulkText.read(text(), !remove, Optional.ofNullable(category), groups);
        BulkReport report = places.listLibrary(configuration).editing().edit(lines, allOrNothing,
                reasons.basis(configuration.policy().school().zone()));
        if (output.isJson()) {
            output.json(report);
        } else {
            report.fates().stream().filter(fate -> !fate.why().isEmpty()).forEach(fate -> output.out()
                    .println("line " + fate.line() + ": " + fate.entry() + ": "
                            + fate.fate().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + fate.why()));
            output.out().printf(Locale.UK, "%,d in force, %,d proposed, %,d so already, %,d refused.%s%n", report.put(),
                    report.proposed(), report.already(), report.refused(),
                    report.written() ? "" : " Nothing was changed.");
        }
        return report.refused() > 0 && allOrNothing ? ExitCode.FAILED : ExitCode.OK;
    }

    private String text() throws IOException {
        byte[] bytes;
        if (file.equals("-")) {
            bytes = System.in.readNBytes(LONGEST + 1);
        } else {
            try (var in = Files.newInputStream(Path.of(file))) {
                bytes = in.readNBytes(LONGEST + 1);
            }
        }
        if (bytes.length > LONGEST) {
            throw new Failure("the text is longer than 64 MiB; a list of that length is imported");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
