package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.app.pinned.DeviceMarks;
import org.schoolgate.app.pinned.Pinned;
import org.schoolgate.app.pinned.PinnedFile;
import org.schoolgate.app.pinned.Refused;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.proxy.log.ExchangeLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The count of refused certificates, and the file that it is kept in.
///
/// @param pinned counts
record PinnedWatch(Pinned pinned, PinnedFile file, InstantSource clock) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PinnedWatch.class);

    private static final String SOCIAL = "Social media";
    private static final Set<String> WAYS_ROUND = Set.of("proxies", "vpn", "doh", "remote-control");

    /// @param next who is told after the counting
    static PinnedWatch open(Path data, Supplier<SchoolPolicy> policy, ExchangeLog next, InstantSource clock)
            throws IOException {
        PinnedFile file = PinnedFile.in(data);
        List<Refused> known = file.read();
        return new PinnedWatch(new Pinned(decision -> mayPass(decision, policy.get()),
                DeviceMarks.open(data.resolve("keys/devices.key")), known, next), file, clock);
    }

    /// Whether a site may be left alone at all: none of social media, none that leads round the gateway, none of a category that
    /// any rule locks.
    private static boolean mayPass(Decision decision, SchoolPolicy policy) {
        return policy.categories().of(decision.categories()).stream().noneMatch(category -> category.sealed()
                || category.subject().equals(SOCIAL) || WAYS_ROUND.contains(category.slug()))
                && policy.policies().rules().values().stream()
                        .filter(rule -> rule.tier() == Tier.LOCKED_BLOCK)
                        .noneMatch(rule -> rule.subject().deciding().intersects(decision.categories()));
    }

    /// Writes what has come since the last time.
    void save() {
        try {
            if (pinned.hasChanged()) {
                file.write(pinned.refused(clock.instant()));
            }
        } catch (IOException unwritten) {
            LOG.warn("The count of refused certificates could not be kept", unwritten);
        }
    }

    @Override
    public void close() {
        save();
    }
}
