package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.selftest.Finding;
import org.schoolgate.app.selftest.Outcome;
import org.schoolgate.app.selftest.Outside;
import org.schoolgate.app.selftest.Report;
import org.schoolgate.app.selftest.Reports;
import org.schoolgate.app.selftest.SelfTest;
import org.schoolgate.app.selftest.Way;
import org.schoolgate.filters.request.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "selftest",
        description = "Try each way round the gateway from where a device is, and say what came of it. It asks only for names "
                + "that are nobody's, so it leaves no record about anyone; what needs a machine outside is tried only where "
                + "you name one. Ends with 1 if there is a leak.")
final class SelfTestCommand extends PlacedCommand {

    private static final String RESOLVER_FILE = "/etc/resolv.conf";

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            description = "The proxy that devices are told of. Without it "
                    + "and without --direct: 127.0.0.1:3128.")
    private @Nullable String proxy;

    @Option(names = "--direct", description = "Devices here know of no proxy; their connections are intercepted.")
    private boolean direct;

    @Option(
            names = "--outside",
            paramLabel = "ADDRESS",
            description = "A machine on the internet that answers on TCP 80 "
                    + "and 443, and if it can on UDP 443.")
    private @Nullable String outside;

    @Option(names = "--open-site", paramLabel = "HOST:PORT", description = "An encrypted site that the policy opens.")
    private @Nullable String openSite;

    @Option(names = "--open-page", paramLabel = "URL", description = "A page in plain HTTP that the policy opens.")
    private @Nullable String openPage;

    @Option(
            names = "--name-server",
            paramLabel = "HOST[:PORT]",
            description = "A name server that is not the school's.")
    private @Nullable String nameServer;

    @Option(
            names = "--resolver",
            paramLabel = "HOST[:PORT]",
            description = "The name server that devices here are told "
                    + "to ask. Without it: this machine's.")
    private @Nullable String resolver;

    @Option(
            names = "--add",
            paramLabel = "FILE",
            description = "Try nothing: keep a report that was made elsewhere with "
                    + "--json, so that the System page shows it.")
    private @Nullable Path add;

    @Override
    public Integer call() throws IOException {
        Report report = add != null
                ? Reports.read(Files.readString(add, StandardCharsets.UTF_8))
                : new SelfTest(way(), outside()).run(InstantSource.system());
        new Reports(places.data()).add(report);
        if (output.isJson()) {
            output.json(report);
        } else {
            tell(output.out(), report);
        }
        return report.count(Outcome.LEAK) > 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    private Way way() {
        if (direct && proxy != null) {
            throw usage("say either --direct or --proxy");
        }
        return direct
                ? new Way.Direct(Optional.ofNullable(outside))
                : new Way.Proxy(address(proxy == null ? "127.0.0.1:3128" : proxy, 3128));
    }

    private Outside outside() throws IOException {
        return new Outside(
                read(openSite, Target.Site::parse, "write the site like www.example.com:443"),
                read(openPage, Target.Page::parse, "write the page like http://www.example.com/"),
                Optional.ofNullable(outside),
                Optional.ofNullable(nameServer).map(text -> address(text, 53)),
                resolver == null ? ownResolver() : Optional.of(address(resolver, 53)));
    }

    private <T> Optional<T> read(@Nullable String text, Function<String, Optional<T>> parse, String otherwise) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> read = parse.apply(text);
        if (read.isEmpty()) {
            throw usage("'" + text + "': " + otherwise);
        }
        return read;
    }

    private InetSocketAddress address(String text, int port) {
        int colon = text.lastIndexOf(':');
        boolean bare = colon < 0 || text.indexOf(':') != colon && !text.startsWith("[") || text.endsWith("]");
        String host = bare ? text : text.substring(0, colon);
        try {
            return InetSocketAddress.createUnresolved(host.replace("[", "").replace("]", ""),
                    bare ? port : Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException none) {
            throw usage("'" + text + "' is no address; write one like 10.20.5.10:3128");
        }
    }

    /// The first name server in this machine's own settings.
    private Optional<InetSocketAddress> ownResolver() throws IOException {
        Path file = Path.of(RESOLVER_FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip).filter(line -> line.startsWith("nameserver "))
                    .map(line -> InetSocketAddress.createUnresolved(line.substring(11).strip(), 53)).findFirst();
        }
    }

    private CommandLine.ParameterException usage(String sentence) {
        return new CommandLine.ParameterException(output.line(), sentence);
    }

    private static void tell(PrintWriter out, Report report) {
        out.println("Tried from here, by " + report.way() + ":");
        out.println();
        for (Finding finding : report.findings()) {
            out.printf("%-15s %s%n", finding.outcome().text(), finding.what());
            out.printf("%-15s   %s%n", "", Objects.requireNonNull(finding.happened()));
            if (finding.outcome() != Outcome.SHUT) {
                out.printf("%-15s   It should be: %s.%n", "", finding.expected());
            }
            if (!finding.advice().isEmpty()) {
                out.printf("%-15s   %s%n", "", finding.advice());
            }
        }
        long leaks = report.count(Outcome.LEAK);
        out.println();
        out.println((leaks == 0 ? "No leak found" : leaks == 1 ? "1 leak" : leaks + " leaks") + "; "
                + report.count(Outcome.SHUT) + " as they should be, " + report.count(Outcome.UNCLEAR)
                + " that cannot be told, " + report.count(Outcome.NOT_TRIED) + " not tried.");
    }
}
