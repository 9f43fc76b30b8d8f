package org.schoolgate.app.cli;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "effect",
        description = "Say what another version of a list, or an edit that is tried out, would have closed and opened in the last seven"
                + " days, had it been in force: how many requests, from about how many people, never who. Nothing is changed.")
final class ListsEffect extends PlacedCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The list.")
    private @Nullable String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            defaultValue = Versions.HELD,
            description = "Which version; 'lists versions' tells them. Without it: what is held.")
    private String version = Versions.HELD;

    @Option(
            names = "--edit",
            paramLabel = "N",
            description = "In place of a list: an edit that is tried out; 'lists edits --shadow' tells them.")
    private @Nullable Integer edit;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, ListRefusedException {
        String list = name;
        Integer number = edit;
        if ((number == null) == (list == null)) {
            throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                    "say of what: the name of a list, or --edit N");
        }
        Configuration configuration = places.configuration();
        EffectAsked asked = new EffectAsked(places.data(), configuration);
        if (number != null) {
            TriedTold told = asked.of(number);
            if (output.isJson()) {
                output.json(told);
            } else {
                told.tell(output.out(), configuration.policy().school().zone());
            }
            return ExitCode.OK;
        }
        EffectTold told;
        try (ProgressLine progress = new ProgressLine(output.line().getErr(), !output.isJson())) {
            told = asked
                    .of((library, targets) -> library.versions().trial(Objects.requireNonNull(list), version, targets,
                            step -> progress.show("Reading the lists", step.bytesRead(), step.bytesTotal())));
        }
        if (output.isJson()) {
            output.json(told);
        } else {
            told.tell(output.out());
        }
        return ExitCode.OK;
    }
}
