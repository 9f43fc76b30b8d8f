package org.schoolgate.app.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.schoolgate.blocklists.build.ListStatus;
import org.schoolgate.blocklists.fetch.KnownSource;
import org.schoolgate.blocklists.fetch.SourceSettings;
import org.schoolgate.blocklists.fetch.SourceStatus;
import org.schoolgate.proxy.log.Meter;
import org.schoolgate.proxy.log.Meters;

/// What is counted of lists and their sources, by the lists' names alone. For one thread.
final class SourceMeters {

    private static final List<Meter> ALL = List.of(Meter.LIST_AGE, Meter.LIST_OLD, Meter.LIST_ENTRIES,
            Meter.LIST_FAILURES, Meter.LIST_FETCH, Meter.LIST_BUILD);

    private final InstantSource clock;
    private final Map<Meter, Consumer<Map<String, DoubleSupplier>>> gauges = new EnumMap<>(Meter.class);

    SourceMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        ALL.forEach(meter -> gauges.put(meter, Meters.watchEach(registry, meter)));
    }

    /// Shows how it is now. Ages go on by themselves until the next time.
    void show(List<KnownSource> sources, List<ListStatus> lists) {
        Map<Meter, Map<String, DoubleSupplier>> values = new EnumMap<>(Meter.class);
        ALL.forEach(meter -> values.put(meter, new HashMap<>()));
        lists.stream().filter(list -> !list.starter())
                .forEach(list -> put(values, Meter.LIST_ENTRIES, list.name(), () -> list.entries()));
        sources.stream().filter(source -> source.settings().filter(SourceSettings::on).isPresent())
                .forEach(source -> put(values, source));
        gauges.forEach((meter, gauge) -> gauge.accept(values.getOrDefault(meter, Map.of())));
    }

    private void put(Map<Meter, Map<String, DoubleSupplier>> values, KnownSource source) {
        SourceStatus status = source.status();
        put(values, Meter.LIST_OLD, source.name(), () -> source.isOld(clock.instant()) ? 1 : 0);
        put(values, Meter.LIST_FAILURES, source.name(), status::failures);
        if (status.succeeded().isPresent()) {
            put(values, Meter.LIST_AGE, source.name(),
                    () -> source.age(clock.instant()).map(SourceMeters::seconds).orElse(Double.NaN));
        }
        if (status.changed().isPresent()) {
            put(values, Meter.LIST_FETCH, source.name(), () -> seconds(status.costs().fetching()));
            put(values, Meter.LIST_BUILD, source.name(), () -> seconds(status.costs().building()));
        }
    }

    private static void put(Map<Meter, Map<String, DoubleSupplier>> values, Meter meter, String list,
            DoubleSupplier value) {
        values.computeIfAbsent(meter, each -> new HashMap<>()).put(list, value);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
