package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import picocli.AutoComplete;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The whole command line.
@Command(
        name = "schoolgate",
        description = "The gateway between a school's devices and the web: it filters, explains and records.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Commands.Version.class,
        subcommands = {
            RunCommand.class, CheckCommand.class, ExplainCommand.class, SeesCommand.class, ListsCommand.class,
            CaCommand.class, AccountsCommand.class,
            EvidenceCommand.class, SelfTestCommand.class, PinnedCommand.class, LetInCommand.class, ClockCommand.class,
            Commands.Completion.class, Commands.TestHint.class},
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   it did what was asked", "  1   it could not; the message says why",
            "  2   the command line cannot be understood", "  78  the configuration has mistakes"})
public final class Commands implements Runnable {

    @SuppressWarnings("UnusedVariable") // picocli reads it, for this command and all below it
    @Option(
            names = {"-h",
                "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Say how to use it, and stop.")
    private boolean help;

    @SuppressWarnings("UnusedVariable")
    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Say which version this is, and stop.")
    private boolean version;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private Commands() {}

    /// A fresh command line; it is used once.
    public static CommandLine line() {
        CommandLine line = new CommandLine(new Commands());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((fault, at, parsed) -> {
            at.getErr().println("schoolgate: " + Failure.sentence(fault));
            return fault instanceof WrongConfiguration ? ExitCode.CONFIGURATION : ExitCode.FAILED;
        });
        return line;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                "say which command: run, check, explain, sees, lists, ca, accounts, evidence, selftest, pinned, let-in, clock or test");
    }

    /// The version that the jar carries; "development" where there is no jar.
    static String version() {
        return Optional.ofNullable(Commands.class.getPackage().getImplementationVersion()).orElse("development");
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[]{"Schoolgate " + version() + " on Java " + Runtime.version().feature()};
        }
    }

    /// The launcher runs the tests; this is what the command says where there is no checkout around it.
    @Command(name = "test", description = "Run the whole test suite (from a checkout: ./schoolgate test).")
    static final class TestHint implements Runnable {

        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                    "the tests are run from a checkout of the source: ./schoolgate test");
        }
    }

    @Command(
            name = "completion",
            description = "Print a script that completes commands and options in bash and zsh. Use it as:%n"
                    + "  source <(./schoolgate completion)")
    static final class Completion implements Runnable {

        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public void run() {
            CommandLine line = Objects.requireNonNull(spec).commandLine();
            PrintWriter out = line.getOut();
            out.print(AutoComplete.bash("schoolgate", line.getParent()));
            out.flush();
        }
    }
}
