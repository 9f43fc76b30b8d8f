package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.schoolgate.app.pinned.Pinned;
import org.schoolgate.app.pinned.PinnedFile;
import org.schoolgate.app.pinned.Refused;
import picocli.CommandLine.Command;

@Command(
        name = "pinned",
        description = "Say which sites' programs refuse the gateway's certificate on several devices, and how to leave them "
                + "alone. Nothing is changed: you decide, in policy.yaml.")
final class PinnedCommand extends PlacedCommand {

    /// As programs read it.
    ///
    /// @param lines to be put under `inspection` in policy.yaml
    private record Line(String group, String site, int devices, Instant first, Instant last, List<String> lines) {}

    @Override
    public Integer call() throws IOException {
        Instant from = Instant.now().minus(Pinned.KEPT);
        List<Line> suggested = PinnedFile.in(places.data()).read().stream().map(one -> one.since(from))
                .filter(Refused::isSuggested).map(one -> new Line(one.group(), one.site(), one.devices().size(),
                        one.first(), one.last(), one.lines()))
                .toList();
        if (output.isJson()) {
            output.json(suggested);
        } else {
            tell(output.out(), suggested);
        }
        return ExitCode.OK;
    }

    private static void tell(PrintWriter out, List<Line> suggested) {
        if (suggested.isEmpty()) {
            out.println("No site's certificate was refused by " + Pinned.DEVICES + " devices of a group within "
                    + Pinned.KEPT.toDays() + " days.");
            return;
        }
        for (Line line : suggested) {
            out.printf("%s: refused by %d devices of '%s', first %s, last %s.%n", line.site(), line.devices(),
                    line.group(), line.first(), line.last());
            out.println(
                    "Perhaps a program that takes no certificate but its own; perhaps devices without the school's.");
            out.println("To look into it no more, put this first under 'inspection' in policy.yaml:");
            line.lines().stream().skip(1).forEach(out::println);
            out.println();
        }
    }
}
