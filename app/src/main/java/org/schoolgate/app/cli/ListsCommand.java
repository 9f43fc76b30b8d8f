package org.schoolgate.app.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "lists",
        description = "Import lists of sites, edit what they say, and answer for every entry.",
        subcommands = {
            ListsImport.class,
            ListsStatus.class,
            ListsEdit.Add.class, ListsEdit.Remove.class, ListsEdit.Move.class, ListsBulk.class,
            ListsDecide.Edits.class, ListsDecide.Undo.class, ListsDecide.Keep.class, ListsDecide.Approve.class,
            ListsDecide.Decline.class, ListsDecide.Withdraw.class, ListsDecide.Take.class,
            ListsVersions.Held.class, ListsVersions.Release.class, ListsVersions.Drop.class,
            ListsVersions.Versions.class, ListsVersions.Rollback.class, ListsDiff.class, ListsEffect.class,
            ListsTold.Why.class, ListsDigests.class, ListsTold.History.class, ListsTold.Export.class,
            SourcesCommand.class, UpdateCommand.class})
final class ListsCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                "say what to do, such as: lists import FILE, lists add ENTRY, lists why SITE, or lists status");
    }
}
