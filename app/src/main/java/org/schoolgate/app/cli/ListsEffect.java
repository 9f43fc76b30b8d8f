package org.schoolgate.app.cli;

import java.io.IOException;
import org.schoolgate.blocklists.build.ListRefusedException;
import org.schoolgate.blocklists.build.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "effect",
        description = "Say what another version of a list would have closed and opened in the last seven days, had it been in force"
                + " instead: how many requests, from about how many people, never who. Nothing is changed.")
final class ListsEffect extends PlacedCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The list.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            defaultValue = Versions.HELD,
            description = "Which version; 'lists versions' tells them. Without it: what is held.")
    private String version = Versions.HELD;

    @Override
    public Integer call() throws IOException, ListRefusedException {
        EffectTold told;
        try (ProgressLine progress = new ProgressLine(output.line().getErr(), !output.isJson())) {
            told = new EffectAsked(places.data(), places.configuration()).of((library, targets) -> library.versions()
                    .trial(name, version, targets, step -> progress.show("Reading the lists", step.bytesRead(),
                            step.bytesTotal())));
        }
        if (output.isJson()) {
            output.json(told);
        } else {
            told.tell(output.out());
        }
        return ExitCode.OK;
    }
}
