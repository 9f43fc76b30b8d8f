package org.schoolgate.app.wiring;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.app.asked.Asked;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.app.lists.KeptLists;
import org.schoolgate.blocklists.fetch.Round;
import org.schoolgate.blocklists.fetch.Updates;
import org.schoolgate.blocklists.fetch.Updating;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.proxy.Gateway;
import org.schoolgate.proxy.health.HealthListener;
import org.schoolgate.proxy.identity.IdentitySources;
import org.schoolgate.proxy.identity.presence.Presences;
import org.schoolgate.proxy.log.AccessLog;
import org.schoolgate.proxy.log.Meter;
import org.schoolgate.proxy.log.Meters;
import org.schoolgate.proxy.page.MyRecordsDoor;
import org.schoolgate.proxy.page.WrittenPages;
import org.schoolgate.proxy.tls.Authorities;
import org.schoolgate.proxy.tls.BackgroundThreads;
import org.schoolgate.proxy.tls.OwnTls;
import org.schoolgate.review.FirstSignIn;
import org.schoolgate.review.Review;
import org.schoolgate.review.store.Asker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running product: review site, gateway, health, and the snapshot they share.
///
/// The gateway starts last, so that no request is taken that could not be recorded, and stops first.
public final class House implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    /// How often lists and registers are looked at for a new import, edit or entry, which is to be in force within a second.
    private static final Duration LISTS_EVERY = Duration.ofMillis(250);

    /// How often the authorities are looked at, and what was counted is written down.
    private static final Duration FILES_EVERY = Duration.ofSeconds(5);

    /// How often the counts of what is asked for are written down: a crash costs no more than that.
    private static final Duration COUNTS_EVERY = Duration.ofMinutes(5);

    private final Parts parts;
    private final Snapshots snapshots;
    private final Review review;
    private final URI site;
    private final HealthListener health;
    private final Gateway gateway;
    private final Duration drain;

    private House(Parts parts, Snapshots snapshots, Review review, URI site, HealthListener health, Gateway gateway,
            Duration drain) {
        this.parts = parts;
        this.snapshots = snapshots;
        this.review = review;
        this.site = site;
        this.health = health;
        this.gateway = gateway;
        this.drain = drain;
    }

    /// Starts everything, or nothing: where a part cannot start, those before it are stopped again.
    ///
    /// @param configuration the school's files as they were read
    /// @throws IOException where a port is taken or a file cannot be used; the message says which
    public static House start(HouseOptions options, Configuration configuration) throws IOException {
        Parts parts = new Parts();
        try {
            return start(options, configuration, parts);
        } catch (IOException | RuntimeException fault) {
            parts.close();
            throw fault;
        }
    }

    private static House start(HouseOptions options, Configuration configuration, Parts parts) throws IOException {
        InstantSource clock = InstantSource.system();
        GatewaySettings settings = Settings.with(options, configuration.gateway());
        CompletableFuture<Snapshots> loading = load(configuration, options, clock);
        Supplier<Snapshot> current = () -> loading.join().current();
        Supplier<School> school = () -> current.get().policy().school();
        Supplier<Set<String>> pupils = () -> current.get().policy().pupils();
        Supplier<Timetables> timetables = () -> current.get().policy().policies().timetables();
        Supplier<List<Watch>> watches = () -> current.get().policy().watches();
        Supplier<List<Summary>> summaries = () -> current.get().policy().summaries();
        Supplier<List<Announcement>> announcements = () -> current.get().policy().announcements();
        Supplier<Optional<MonitoringNotice>> notice = () -> current.get().policy().notice();
        Supplier<Categories> categories = () -> current.get().policy().categories();

        // Pages about lists are there a moment before these are.
        CompletableFuture<Asked> counting = new CompletableFuture<>();
        CompletableFuture<Updates> updating = new CompletableFuture<>();
        // The store's migrations take about as long as the lists; neither needs the other.
        PolicyWeighing weighing = new PolicyWeighing(current);
        SystemReport report = new SystemReport(options.version(), clock.instant(), loading);
        Review review = parts
                .add(Review
                        .open(Settings.review(options, settings, school, pupils, timetables, watches, summaries,
                                announcements,
                                categories,
                                report, request -> loading.join().today(request), new Reasons(loading::join), notice,
                                weighing,
                                new SchoolChanges(current), new LibraryEdits(current),
                                Optional.of(new KeptLists(new ListsInForce(loading::join),
                                        counting::join, name -> updating.join().ask(name), clock)),
                                clock)));
        Snapshots snapshots = joined(loading);
        snapshots.follow(review::listsChanged);
        Path authorities = options.data().resolve("ca");
        TlsLegs legs = TlsLegs.open(authorities, settings.tls(), clock, parts);
        Optional<OwnTls> siteTls = SiteEncryption.of(settings, school, legs.authority(), clock);
        URI site = review.startSite(siteTls.map(OwnTls::context));

        var registry = Meters.registry();
        AccessLog accessLog = parts.add(AccessLog.open(options.data().resolve("log/access.log"),
                Settings.logFormat(settings), Settings.rotation(settings), school.get().zone(), categories, clock));
        Meters.watch(registry, accessLog);
        HealthListener health = parts.add(HealthListener.start(settings.health(), registry::scrape,
                review::isRecording, () -> "flagged accesses cannot be written; what would be flagged is refused"));

        // They may share a port on two addresses.
        Set<Integer> ownPorts = new HashSet<>(List.of(site.getPort(), health.address().getPort()));
        OwnSites own = new OwnSites(new Authorities(authorities, clock), legs.list(),
                () -> current.get().policy());
        watch(registry, legs, own, clock);
        Asked asked = Asked.open(options.data(), () -> school.get().zone(), clock, new SecureRandom().nextLong(),
                accessLog);
        counting.complete(asked);
        parts.add(asked::save);
        PinnedWatch pinned = parts.add(
                PinnedWatch.open(options.data(), () -> current.get().policy(), asked, clock));
        Presences presences = AddressLegs.presences(settings.addresses());
        IdentitySources identities = parts.add(Identities.open(settings, options.data(), presences, clock));
        Identities.watch(registry, identities);
        AddressLegs addresses = AddressLegs.open(settings.addresses(), presences, identities::check,
                ProviderAccounts.open(settings, clock, parts),
                settings.whoAsks().domains(), System.getenv(), clock, parts);
        addresses.watch(registry);
        RecordsOfPeople records = parts.add(new RecordsOfPeople(identities::memberships,
                current, review::own, clock));
        ListSources sources = new ListSources(current, clock);
        updating.complete(parts.add(sources.start(registry, UpdateProcess.of(options, clock).map(Updating.class::cast)
                .orElseGet(() -> new Round(clock, new SplittableRandom())))));
        WronglyClosed pleas = parts.add(new WronglyClosed(review::pleas, Ticker.systemTicker()));
        Gateway gateway = parts.add(Gateway.start(Settings.proxy(settings, ownPorts),
                snapshots, identities.identification(),
                review.journal(), new WrittenPages(school, categories, pupils, own, clock,
                        Optional.of(addresses.signIn()).filter(_ -> addresses.page()),
                        Optional.of(records).filter(_ -> Identities.knowsAnybody(settings))
                                .map(kept -> new MyRecordsDoor(addresses.signIn(), kept)),
                        Optional.of(pleas)),
                (client, at) -> notice.get().filter(one -> review.notices()
                        .isDue(Asker.of(client.address(), client.identity()), one.version(), at)),
                new Meters(registry, categories, pinned.pinned()),
                clock, Optional.of(legs.inspecting())));
        Upkeep upkeep = new Upkeep(own::ends, siteEnds(settings, siteTls), legs.roots(), pinned.pinned(),
                options.data(),
                clock);
        report.running(text(gateway.address()), review::isRecording,
                () -> Stream.of(upkeep, sources).flatMap(each -> each.get().stream()).toList());
        watch(snapshots, own, pinned, asked, identities, parts);
        return new House(parts, snapshots, review, site, health, gateway, settings.drain());
    }

    /// `host:port` of the proxy.
    public String proxy() {
        return text(gateway.address());
    }

    /// `host:port` of each port that takes connections on their way to sites.
    public List<String> intercepting() {
        return gateway.intercepting().stream().map(House::text).toList();
    }

    /// Where the review site is.
    public URI site() {
        return site;
    }

    /// `host:port` of health and metrics.
    public String health() {
        return text(health.address());
    }

    /// How the first administrator comes in, until they have.
    public Optional<FirstSignIn> firstSignIn() {
        return review.firstSignIn();
    }

    /// What is listed, in a few words.
    public String lists() {
        var index = snapshots.current().engine().index();
        return String.format(Locale.UK, "%,d entries (%s)", index.size(), index.version());
    }

    /// Reads the configuration anew. Connections are not touched; what has mistakes is not taken.
    public void reload() {
        snapshots.reload();
    }

    /// Takes no new request and lets open ones finish, for as long as the configuration says.
    public void drain() {
        gateway.drain(drain);
    }

    /// Stops everything, the last part first.
    @Override
    public void close() {
        parts.close();
    }

    /// When the site's certificate ends, where it is not one that the gateway renews.
    private static Optional<Supplier<Instant>> siteEnds(GatewaySettings settings, Optional<OwnTls> tls) {
        return settings.webCertificate().flatMap(files -> tls.map(own -> own::ends));
    }

    private static CompletableFuture<Snapshots> load(Configuration configuration, HouseOptions options,
            InstantSource clock) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Snapshots.start(configuration, options.data(), options.files(), clock);
            } catch (IOException fault) {
                throw new UncheckedIOException(String.valueOf(fault.getMessage()), fault);
            }
        });
    }

    private static Snapshots joined(CompletableFuture<Snapshots> loading) throws IOException {
        try {
            return loading.join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof UncheckedIOException io) {
                throw new IOException("the lists cannot be loaded: " + io.getMessage(), io);
            }
            throw fault;
        }
    }

    private static void watch(MeterRegistry registry, TlsLegs legs, OwnSites own, InstantSource clock) {
        Meters.watch(registry, Meter.AUTHORITY_LEFT, () -> own.ends()
                .map(end -> (double) Duration.between(clock.instant(), end).toDays()).orElse(Double.NaN));
        Meters.watch(registry, Meter.ROOTS_AGE, () -> legs.roots().age(clock.instant()).toDays());
        Meters.watch(registry, Meter.LEAVES_MINTED, () -> legs.inspecting().leaves().minted());
        Meters.watch(registry, Meter.LEAVES_KEPT, () -> legs.inspecting().leaves().kept());
        Meters.watch(registry, Meter.REVOCATION_UNKNOWN, () -> legs.revocation().unknown());
        Meters.watch(registry, Meter.SITES_OLD, () -> legs.inspecting().sites().old());
    }

    private static void watch(Snapshots snapshots, OwnSites own, PinnedWatch pinned, Asked asked,
            IdentitySources identities, Parts parts) {
        // To open an index takes a processor for some tens of milliseconds.
        ScheduledExecutorService watch = Executors
                .newSingleThreadScheduledExecutor(BackgroundThreads.named("lists-watch"));
        parts.add(watch::shutdownNow);
        watch.scheduleWithFixedDelay(() -> {
            try {
                snapshots.followLists();
                snapshots.followRegisters();
            } catch (RuntimeException fault) {
                LOG.error("Looking for new lists failed; those in force stay", fault);
            }
        }, LISTS_EVERY.toMillis(), LISTS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(() -> {
            snapshots.endEdits();
            own.look();
            pinned.save();
            identities.look();
        }, FILES_EVERY.toMillis(), FILES_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(asked::save, COUNTS_EVERY.toMillis(), COUNTS_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
