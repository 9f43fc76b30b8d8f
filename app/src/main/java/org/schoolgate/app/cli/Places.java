package org.schoolgate.app.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.wiring.SchoolLists;
import org.schoolgate.blocklists.build.ListLibrary;
import picocli.CommandLine.Option;

/// Where a command finds the school's files and keeps its own.
final class Places {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder with schoolgate.yaml and policy.yaml. Without it the built-in example is used.")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for lists, records and logs. Without it: var/ beside the program.")
    private @Nullable Path data;

    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    Path data() {
        return data != null ? data : Path.of(System.getProperty("schoolgate.home", "."), "var").normalize();
    }

    /// Reads the configuration anew.
    Read<Configuration> read() {
        return config == null ? ConfigurationReader.builtIn() : ConfigurationReader.read(config);
    }

    /// The configuration, or an exception that lists every mistake in it.
    Configuration configuration() {
        return switch (read()) {
            case Read.Good<Configuration>(Configuration good, var remarks) -> good;
            case Read.Bad<Configuration>(var problems) -> throw new WrongConfiguration(problems);
        };
    }

    /// The lists in the data folder, read with the categories of `configuration`.
    ListLibrary listLibrary(Configuration configuration) {
        return SchoolLists.open(data(), configuration, InstantSource.system());
    }
}
