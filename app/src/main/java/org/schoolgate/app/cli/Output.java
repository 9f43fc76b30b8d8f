package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// How a command answers: where it prints, and whether for people or for programs.
final class Output {

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    boolean isJson() {
        return json;
    }

    CommandLine line() {
        return Objects.requireNonNull(command).commandLine();
    }

    PrintWriter out() {
        return line().getOut();
    }

    /// Prints a value as JSON.
    void json(Object value) {
        out().println(Json.text(value));
    }
}
