package org.schoolgate.app.wiring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.listen.Interception;
import org.schoolgate.proxy.log.LogFormat;
import org.schoolgate.proxy.log.Rotation;
import org.schoolgate.review.Changes;
import org.schoolgate.review.ListEdits;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.Today;
import org.schoolgate.review.Why;
import org.schoolgate.review.lists.ListKeeping;
import org.schoolgate.review.register.Weighing;

/// The school's settings, as each part wants them.
final class Settings {

    private Settings() {}

    /// The settings with what the command line said over them.
    static GatewaySettings with(HouseOptions options, GatewaySettings file) {
        return new GatewaySettings(port(file.proxy(), options.proxyPort()), port(file.web(), options.webPort()),
                port(file.health(), options.healthPort()),
                Stream.concat(file.allowedDestinations().stream(), options.destinations().stream()).toList(),
                file.connectPorts(), file.nameServers(), file.accessLog(), file.keepLogs(), file.logBytes(),
                file.limits(), file.database(), file.webHostNames(), file.drain(), file.intercept(),
                file.unnamedDestinations(), file.balancers(), file.tls(), file.caseKey(), file.keepRecords(),
                file.witnesses(), file.channels(), file.secondFactor(), file.provider(), file.webEncrypted(),
                file.webCertificate(), file.whoAsks(), file.addresses());
    }

    /// @param ownPorts ports of ours that nobody reaches through the proxy
    static ProxySettings proxy(GatewaySettings settings, Set<Integer> ownPorts) {
        GatewaySettings.Limits limits = settings.limits();
        return ProxySettings.defaults(settings.proxy()).with(draft -> {
            draft.allowedDestinations = settings.allowedDestinations();
            draft.ownPorts = ownPorts;
            draft.connectPorts = settings.connectPorts();
            draft.connectionsPerClient = limits.connectionsPerClient();
            draft.requestLineBytes = limits.requestLineBytes();
            draft.headerBytes = limits.headerBytes();
            draft.headerTimeout = limits.headerTimeout();
            draft.connectTimeout = limits.connectTimeout();
            draft.idleRequest = limits.idleRequest();
            draft.idleTunnel = limits.idleTunnel();
            draft.responseTimeout = limits.responseTimeout();
            draft.dnsTimeout = limits.dnsTimeout();
            draft.nameServers = settings.nameServers();
            draft.hiddenNameFronts = settings.tls().hiddenNameFronts();
            draft.notice = settings.tls().notice();
            draft.interceptions = settings.intercept().stream()
                    .map(one -> new Interception(one.listen(), switch (one.mode()) {
                        case TPROXY -> Interception.Mode.TPROXY;
                        case REDIRECT -> Interception.Mode.REDIRECT;
                    })).toList();
            draft.unnamedDestinations = settings.unnamedDestinations();
            draft.balancers = settings.balancers();
        });
    }

    static ReviewSettings review(HouseOptions options, GatewaySettings settings, Supplier<School> school,
            Supplier<Set<String>> pupils, Supplier<Timetables> timetables, Supplier<List<Watch>> watches,
            Supplier<List<Summary>> summaries,
            Supplier<List<Announcement>> announcements,
            Supplier<Categories> categories,
            Supplier<SystemStatus> system,
            Today today, Why why, Supplier<Optional<MonitoringNotice>> notice, Weighing weighing, Changes changes,
            ListEdits edits, Optional<ListKeeping> lists, InstantSource clock) throws IOException {
        return new ReviewSettings(options.data(),
                StorePlace.caseKey(options.data(), settings, System.getenv()), StorePlace.of(options.data(), settings),
                settings.keepRecords(),
                MessageChannels.of(settings), settings.witnesses(), watches, summaries,
                announcements,
                settings.web(), school, pupils, timetables,
                categories, system, today, why, notice, weighing, changes, edits, lists, clock,
                settings.webHostNames(), settings.secondFactor() == GatewaySettings.SecondFactor.REQUIRED,
                MessageChannels.provider(settings));
    }

    static LogFormat logFormat(GatewaySettings settings) {
        return switch (settings.accessLog()) {
            case JSON -> LogFormat.JSON;
            case SQUID -> LogFormat.SQUID;
        };
    }

    static Rotation rotation(GatewaySettings settings) {
        return new Rotation(settings.logBytes(), settings.keepLogs());
    }

    private static InetSocketAddress port(InetSocketAddress configured, Optional<Integer> instead) {
        return instead.map(port -> new InetSocketAddress(configured.getAddress(), port)).orElse(configured);
    }
}
