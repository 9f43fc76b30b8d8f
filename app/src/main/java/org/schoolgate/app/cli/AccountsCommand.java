package org.schoolgate.app.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.wiring.Identities;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.Accounts;
import org.schoolgate.proxy.identity.PasswordHash;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "accounts",
        description = "Accounts of the gateway's own, for people that no directory knows. A running gateway takes up a change"
                + " within seconds.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AccountsCommand.Add.class, AccountsCommand.Remove.class, AccountsCommand.Names.class})
final class AccountsCommand implements Runnable {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 200;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                "say what to do: accounts add NAME, accounts remove NAME, or accounts list");
    }

    private static Person person(String name, Output output) {
        return Person.of(name).orElseThrow(() -> new CommandLine.ParameterException(output.line(), "'" + name
                + "' is not a name that anyone signs in with; write one like rao, without a domain"));
    }

    @Command(
            name = "add",
            description = "Add an account, or give one another password. It is asked for, or read from the first line of what"
                    + " comes in.")
    static final class Add extends PlacedCommand {

        @Parameters(index = "0", paramLabel = "NAME", description = "The name to sign in with.")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            Person person = person(name, output);
            String password = password();
            if (password.length() < SHORTEST || password.length() > LONGEST) {
                throw new Failure(
                        "a password has " + SHORTEST + " to " + LONGEST + " characters; three words make a good one.");
            }
            if (password.chars().anyMatch(Character::isISOControl)) {
                throw new Failure("a password has no control characters in it; browsers cannot send them.");
            }
            Path file = Identities.accounts(places.data());
            boolean isNew = Accounts.add(file, person, PasswordHash.of(password, new SecureRandom()));
            if (output.isJson()) {
                output.json(Map.of("name", person.account(), "new", isNew));
            } else {
                output.out().println(isNew
                        ? "There is an account " + person.account() + " now."
                        : person.account() + " has another password now.");
            }
            return ExitCode.OK;
        }

        /// From Java 25 on there is a console at a terminal alone, as there was before Java 22.
        @SuppressWarnings("SystemConsoleNull")
        private static String password() throws IOException {
            @Nullable
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                return line == null ? "" : line;
            }
            char[] first = console.readPassword("Password: ");
            char[] second = console.readPassword("Once more: ");
            if (first == null || !Arrays.equals(first, second)) {
                throw new Failure("the two were not the same; nothing was changed.");
            }
            return new String(first);
        }
    }

    @Command(name = "remove", description = "Take an account out.")
    static final class Remove extends PlacedCommand {

        @Parameters(index = "0", paramLabel = "NAME", description = "The name to sign in with.")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            Person person = person(name, output);
            if (!Accounts.remove(Identities.accounts(places.data()), person)) {
                throw new Failure(
                        "there is no account " + person.account() + "; 'accounts list' says which there are.");
            }
            if (output.isJson()) {
                output.json(Map.of("name", person.account(), "removed", true));
            } else {
                output.out().println("There is no account " + person.account() + " any more.");
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "Say which accounts there are.")
    static final class Names extends PlacedCommand {

        @Override
        public Integer call() throws IOException {
            List<String> names = Accounts.open(Identities.accounts(places.data())).names();
            if (output.isJson()) {
                output.json(Map.of("accounts", names));
            } else if (names.isEmpty()) {
                output.out().println("There are no accounts.");
            } else {
                names.forEach(output.out()::println);
            }
            return ExitCode.OK;
        }
    }
}
