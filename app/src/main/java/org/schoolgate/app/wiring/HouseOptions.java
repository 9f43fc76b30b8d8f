package org.schoolgate.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.Read;
import org.schoolgate.filters.request.AddressRange;

/// What the command line says about a start, over and above the school's files.
///
/// @param files reads the school's files anew; asked again at every reload
/// @param config the folder of the school's files; empty for the built-in example
/// @param data the folder for lists, records and logs
/// @param proxyPort a port instead of the configured one; 0 takes a free one
/// @param webPort the same for the review site
/// @param healthPort the same for health and metrics
/// @param destinations private addresses that may be reached besides the configured ones
/// @param version the product's version
public record HouseOptions(
        Supplier<Read<Configuration>> files,
        Optional<Path> config,
        Path data,
        Optional<Integer> proxyPort,
        Optional<Integer> webPort,
        Optional<Integer> healthPort,
        List<AddressRange> destinations,
        String version) {}
