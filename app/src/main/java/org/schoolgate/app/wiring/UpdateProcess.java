package org.schoolgate.app.wiring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.Schoolgate;
import org.schoolgate.blocklists.fetch.LowPriority;
import org.schoolgate.blocklists.fetch.Round;
import org.schoolgate.blocklists.fetch.Sources;
import org.schoolgate.blocklists.fetch.Updating;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Updates lists in a process of its own, the command `lists update`, so that the millions of entries that are in hand meanwhile are not in
/// the gateway's memory, and what goes wrong there ends no gateway. It goes after everything else ([LowPriority]). What it did stands in
/// the files of the lists; what it said is in the gateway's log where it failed.
final class UpdateProcess implements Updating {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateProcess.class);

    /// No update takes longer; each source has a limit of its own.
    private static final long HOURS = 6;

    /// An import has millions of entries in hand at once.
    private static final String HEAP = "-Xmx2g";

    private final List<String> java;
    private final List<String> places;
    private final Path log;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();
    private volatile boolean stopped;

    /// @param java how this program is started
    /// @param places where its files are, as options
    /// @param log where the last one's words go
    private UpdateProcess(List<String> java, List<String> places, Path log, InstantSource clock) {
        this.java = java;
        this.places = places;
        this.log = log;
        this.clock = clock;
    }

    /// Empty where this program runs within another, as in some tests: then nobody knows how to start it again.
    static Optional<UpdateProcess> of(HouseOptions options, InstantSource clock) {
        List<String> places = new ArrayList<>(List.of("--data", options.data().toAbsolutePath().toString()));
        options.config().ifPresent(config -> places.addAll(List.of("--config", config.toAbsolutePath().toString())));
        return java().map(command -> new UpdateProcess(command, List.copyOf(places),
                options.data().resolve("log/lists-update.log"), clock));
    }

    private static Optional<List<String>> java() {
        String path = System.getProperty("java.class.path", "");
        String started = System.getProperty("sun.java.command", "").split(" ")[0];
        Optional<String> program = ProcessHandle.current().info().command();
        if (program.isEmpty() || !started.equals(Schoolgate.class.getName()) && !started.equals(path)) {
            return Optional.empty();
        }
        // With that policy of priorities Java would raise its threads again where root asks.
        Stream<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-Xm") && !flag.contains("SharedArchive")
                        && !flag.startsWith("-Xshare") && !flag.contains("ThreadPriorityPolicy"));
        return Optional.of(Stream.of(LowPriority.words().stream(), Stream.of(program.get(), HEAP), flags,
                Stream.of("-cp", path, Schoolgate.class.getName())).flatMap(part -> part).toList());
    }

    @Override
    public boolean due(Sources sources) throws IOException {
        return !Round.isAnyDue(sources, clock.instant()) || run(List.of("lists", "update", "--due"));
    }

    @Override
    public boolean one(Sources sources, String name) throws IOException {
        return run(List.of("lists", "update", name));
    }

    private boolean run(List<String> words) throws IOException {
        List<String> command = Stream.of(java, words, places).flatMap(List::stream).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        running.set(process);
        try {
            if (stopped || !process.waitFor(HOURS, TimeUnit.HOURS)) {
                process.destroy();
            } else if (process.exitValue() == 0) {
                LOG.info("Lists were updated; {} says how", log);
            } else {
                LOG.warn("An update of lists did not end well; {} says more, and what was in force serves", log);
            }
        } catch (InterruptedException stop) {
            process.destroy();
            Thread.currentThread().interrupt();
        } finally {
            running.set(null);
        }
        return true;
    }

    @Override
    public void stop() {
        stopped = true;
        Process process = running.get();
        if (process != null) {
            process.destroy();
        }
    }
}
