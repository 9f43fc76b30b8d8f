package org.schoolgate.proxy.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Identity;

/// Counts ended exchanges, and passes them on to the next log.
///
/// Safe on event loops: it looks up a counter and adds to it.
public final class Meters implements ExchangeLog {

    private static final String NONE = "none";
    private static final List<String> BARS = List.of("1", "2", "3", "4");
    private static final Duration[] STEPS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5)};

    private final MeterRegistry registry;
    private final Supplier<Categories> categories;
    private final ExchangeLog next;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /// @param second the second tag's value; empty where the meter has one tag or none
    private record Key(Meter meter, String first, String second) {}

    /// @param registry where the meters are; see [#registry]
    /// @param categories the categories now in force, for their names
    /// @param next who is told after the counting
    public Meters(MeterRegistry registry, Supplier<Categories> categories, ExchangeLog next) {
        this.registry = registry;
        this.categories = categories;
        this.next = next;
        Gauge.builder(Meter.OPEN_CONNECTIONS.text(), open, AtomicInteger::get)
                .description(Meter.OPEN_CONNECTIONS.sentence())
                .register(registry);
    }

    /// A registry that already watches the Java machine: memory, collections, threads, classes, files, processor, uptime.
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        bindCollections(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }

    /// It listens to the collector for as long as the program runs, so it is never closed.
    @SuppressWarnings("resource")
    private static void bindCollections(MeterRegistry registry) {
        new JvmGcMetrics().bindTo(registry);
    }

    /// Shows in `registry` how the access log keeps up.
    public static void watch(MeterRegistry registry, AccessLog log) {
        Gauge.builder(Meter.LOG_WAITING.text(), log, AccessLog::waiting)
                .description(Meter.LOG_WAITING.sentence())
                .register(registry);
        FunctionCounter.builder(Meter.LOG_LOST.text(), log, AccessLog::lost)
                .description(Meter.LOG_LOST.sentence())
                .register(registry);
    }

    /// Shows a value that others keep.
    ///
    /// @param meter a gauge, or a counter that only ever grows
    public static void watch(MeterRegistry registry, Meter meter, DoubleSupplier value) {
        if (meter.isGauge()) {
            var gauge = Gauge.builder(meter.text(), value::getAsDouble).description(meter.sentence());
            (meter.unit().isEmpty() ? gauge : gauge.baseUnit(meter.unit())).register(registry);
        } else {
            // What a counter counts of is held weakly: so it is of the registry, and the value is held by the function.
            FunctionCounter.builder(meter.text(), registry, any -> value.getAsDouble()).description(meter.sentence())
                    .register(registry);
        }
    }

    /// Shows values that others keep, one for each value of a gauge's tag.
    ///
    /// @return takes all that there are; those before it are gone then
    public static Consumer<Map<String, DoubleSupplier>> watchEach(MeterRegistry registry, Meter meter) {
        MultiGauge.Builder builder = MultiGauge.builder(meter.text()).description(meter.sentence());
        MultiGauge gauges = (meter.unit().isEmpty() ? builder : builder.baseUnit(meter.unit())).register(registry);
        String tag = meter.tags().getFirst();
        return values -> gauges.register(values.entrySet().stream()
                .map(value -> MultiGauge.Row.of(Tags.of(tag, value.getKey()), () -> value.getValue().getAsDouble()))
                .toList(), true);
    }

    @Override
    public void ended(Exchange exchange) {
        String verdict = exchange.decision().map(decision -> decision.verdict().text()).orElse(NONE);
        String group = exchange.decision().map(decision -> decision.group().name()).orElse(NONE);
        count(Meter.EXCHANGES, verdict, group, 1);
        timers.computeIfAbsent(verdict, this::timer).record(exchange.took());
        exchange.decision().ifPresent(decision -> {
            countCategories(decision, verdict);
            Identity identity = exchange.client().identity();
            count(Meter.IDENTIFIED, source(identity), BARS.get(identity.certainty().bars() - 1), 1);
        });
        exchange.decision().flatMap(decision -> decision.terms().shadow())
                .ifPresent(shadow -> count(Meter.SHADOW, shadow.rule(), shadow.verdict().text(), 1));
        count(Meter.BYTES_IN, "", "", (double) exchange.bytesIn());
        count(Meter.BYTES_OUT, "", "", (double) exchange.bytesOut());
        exchange.fault().ifPresent(fault -> count(Meter.FAULTS, fault, "", 1));
        if (exchange.isLeafRefused()) {
            count(Meter.LEAVES_REFUSED, "", "", 1);
        }
        if (!exchange.complete()) {
            count(Meter.BROKEN_OFF, "", "", 1);
        }
        next.ended(exchange);
    }

    @Override
    public void connected(int open) {
        this.open.set(open);
        next.connected(open);
    }

    private static String source(Identity identity) {
        return switch (identity) {
            case Identity.Unknown _ -> NONE;
            case Identity.OneOf _ -> "several";
            case Identity.Known known -> known.source().text();
        };
    }

    private void countCategories(Decision decision, String verdict) {
        if (decision.categories().isEmpty()) {
            return;
        }
        for (Category category : categories.get().of(decision.categories())) {
            count(Meter.CATEGORIES, category.slug(), verdict, 1);
        }
    }

    private void count(Meter meter, String first, String second, double amount) {
        counters.computeIfAbsent(new Key(meter, first, second), this::counter).increment(amount);
    }

    private Counter counter(Key key) {
        Counter.Builder builder = Counter.builder(key.meter.text()).description(key.meter.sentence());
        if (!key.meter.unit().isEmpty()) {
            builder.baseUnit(key.meter.unit());
        }
        String[] values = {key.first, key.second};
        for (int i = 0; i < key.meter.tags().size(); i++) {
            builder.tag(key.meter.tags().get(i), values[i]);
        }
        return builder.register(registry);
    }

    private Timer timer(String verdict) {
        return Timer.builder(Meter.EXCHANGE_TIME.text())
                .description(Meter.EXCHANGE_TIME.sentence())
                .tag("verdict", verdict)
                .serviceLevelObjectives(STEPS)
                .register(registry);
    }
}
