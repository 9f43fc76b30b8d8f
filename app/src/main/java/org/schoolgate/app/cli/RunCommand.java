package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.wiring.House;
import org.schoolgate.app.wiring.HouseOptions;
import org.schoolgate.filters.request.AddressRange;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "Start the gateway and the review site, and go on until stopped. Ctrl-C or SIGTERM lets open requests "
                + "finish first, a second one does not wait; SIGHUP reads the configuration anew.")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--proxy-port", paramLabel = "N", description = "Port of the proxy, instead of the configured one.")
    private @Nullable Integer proxyPort;

    @Option(
            names = "--web-port",
            paramLabel = "N",
            description = "Port of the review site, instead of the configured one.")
    private @Nullable Integer webPort;

    @Option(
            names = "--health-port",
            paramLabel = "N",
            description = "Port of health and metrics, instead of the configured one.")
    private @Nullable Integer healthPort;

    @Option(
            names = "--allow-destination",
            paramLabel = "CIDR",
            description = "Private addresses that may be reached, such as the school's own servers (10.1.0.0/16). May be "
                    + "given several times. All others are refused.")
    private List<String> destinations = List.of();

    @Mixin
    private Places places = new Places();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long started = System.nanoTime();
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        HouseOptions options = new HouseOptions(places::read, places.config(), places.data(),
                Optional.ofNullable(proxyPort),
                Optional.ofNullable(webPort), Optional.ofNullable(healthPort),
                destinations.stream().map(this::range).toList(), Commands.version());
        Configuration configuration = places.configuration();
        CountDownLatch stop = new CountDownLatch(1);
        for (String name : List.of("INT", "TERM")) {
            OnSignal.run(name, () -> stopOrEnd(stop));
        }
        // Asked to reload while it starts, it does so once it is there.
        CompletableFuture<House> there = new CompletableFuture<>();
        OnSignal.run("HUP", () -> there.thenAccept(House::reload));
        try (House house = House.start(options, configuration)) {
            there.complete(house);
            print(line.getOut(), house, System.nanoTime() - started);
            stop.await();
            line.getOut().println("Stopping: open requests may finish, new ones are not taken.");
            line.getOut().flush();
            house.drain();
        }
        line.getOut().println("Stopped.");
        line.getOut().flush();
        return ExitCode.OK;
    }

    /// The first time lets open requests finish; a second time does not wait for them.
    private static void stopOrEnd(CountDownLatch stop) {
        if (stop.getCount() == 0) {
            Runtime.getRuntime().halt(ExitCode.FAILED);
        }
        stop.countDown();
    }

    private AddressRange range(String text) {
        return AddressRange.parse(text)
                .orElseThrow(() -> new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                        "--allow-destination: '" + text
                                + "' is no range of addresses; write one like 10.1.0.0/16, with "
                                + "no bits after the slash's count"));
    }

    private void print(PrintWriter out, House house, long nanos) {
        out.printf("Schoolgate %s is ready, after %.1f s.%n%n", Commands.version(), nanos / 1e9);
        row(out, "Proxy", house.proxy());
        if (!house.intercepting().isEmpty()) {
            row(out, "Intercepts on", String.join(", ", house.intercepting()));
        }
        row(out, "Review site", house.site().toString());
        house.firstSignIn().ifPresent(first -> row(out, "First sign-in",
                "name " + first.name() + ", one-time password " + first.password() + " (to be changed at first use)"));
        row(out, "Health", "http://" + house.health() + "/-/ready and /metrics");
        row(out, "Data", places.data().toAbsolutePath().toString());
        row(out, "Policy", places.config().map(folder -> folder.toAbsolutePath().toString())
                .orElse("the built-in example; copy deploy/example, change it, and use --config DIR"));
        row(out, "Lists", house.lists());
        out.printf("%nTry it:  curl -x http://%s http://www.facebook.com/%n", house.proxy());
        out.println("Stop it: Ctrl-C");
        out.flush();
    }

    private static void row(PrintWriter out, String label, String value) {
        out.printf("  %-14s %s%n", label, value);
    }
}
