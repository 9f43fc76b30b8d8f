package org.schoolgate.app.wiring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.identity.Enquiries;
import org.schoolgate.proxy.page.Plea;
import org.schoolgate.proxy.page.Pleas;
import org.schoolgate.proxy.page.Voice;
import org.schoolgate.review.journal.PleaBook;
import org.schoolgate.review.plea.Said;

/// Brings what people say of closed sites from the gateway's pages to the store, and what was decided back. One thread does it, with a
/// queue that ends, and within some seconds or not at all.
///
/// Of which device something came is known here alone, in memory and for an hour: what a device says again of the same site is counted
/// and kept once. Each device may say [#OF_A_DEVICE] things within an hour, and all together [#OF_ALL]; what goes beyond is not taken, and
/// nothing older is given up for it.
final class WronglyClosed implements Pleas, AutoCloseable {

    static final int OF_A_DEVICE = 10;
    static final int OF_ALL = 200;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int WAITING = 64;
    private static final int MOST = 10_000;
    private static final String ALL = "all";

    private final Supplier<PleaBook> book;
    private final Enquiries enquiries = new Enquiries("pleas-", 1, WAITING, PATIENCE);
    private final Cache<Same, String> said;
    private final Cache<IpAddress, Integer> devices;
    private final Cache<String, Integer> all;

    private record Same(IpAddress device, String site) {}

    /// @param book the store's; it waits for the disk
    WronglyClosed(Supplier<PleaBook> book, Ticker ticker) {
        this.book = book;
        this.said = hour(ticker);
        this.devices = hour(ticker);
        this.all = hour(ticker);
    }

    private static <K, V> Cache<K, V> hour(Ticker ticker) {
        return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(HOUR).ticker(ticker).executor(Runnable::run)
                .build();
    }

    @Override
    public CompletionStage<Sent> send(Plea plea) {
        return enquiries.ask(() -> sent(plea));
    }

    @Override
    public CompletionStage<Optional<Standing>> find(String reference) {
        return enquiries.ask(() -> book.get().find(reference).map(found -> new Standing(found.said().site(), found.at(),
                state(found.state()), found.state().waits() ? Optional.empty() : found.decidedAt(),
                found.state().waits() ? "" : found.decision().map(decided -> decided.answer()).orElse(""))));
    }

    private static State state(org.schoolgate.review.store.Plea.State state) {
        return switch (state) {
            case WAITING -> State.WAITING;
            case SECOND -> State.SECOND;
            case OPENED -> State.OPENED;
            case RECATEGORISED -> State.RECATEGORISED;
            case KEPT -> State.KEPT;
        };
    }

    private Sent sent(Plea plea) {
        IpAddress device = network(plea.from());
        Same same = new Same(device, plea.site());
        String before = said.getIfPresent(same);
        if (before != null && book.get().again(before)) {
            return new Sent.Taken(before, true);
        }
        if (devices.asMap().getOrDefault(device, 0) >= OF_A_DEVICE) {
            return new Sent.Enough(false);
        }
        if (all.asMap().getOrDefault(ALL, 0) >= OF_ALL) {
            return new Sent.Enough(true);
        }
        Optional<String> kept = book.get().add(said(plea), new org.schoolgate.review.store.Plea.From(plea.group(),
                plea.groupTitle(), plea.voice() == Voice.PUPIL), plea.hour());
        if (kept.isEmpty()) {
            return new Sent.Enough(true);
        }
        devices.asMap().merge(device, 1, Integer::sum);
        all.asMap().merge(ALL, 1, Integer::sum);
        said.put(same, kept.get());
        return new Sent.Taken(kept.get(), false);
    }

    private static Said said(Plea plea) {
        return new Said(plea.site(), switch (plea.kind()) {
            case MISTAKE -> Said.Kind.MISTAKE;
            case LESSON -> Said.Kind.LESSON;
            case WORK -> Said.Kind.WORK;
        }, plea.words(), plea.rule(), plea.why(), plea.entries().stream().map(entry -> new Said.Entry(entry.entry(),
                entry.category(), entry.title(), entry.list(), entry.version(), entry.line())).toList());
    }

    /// A device may have as many IPv6 addresses of one network as it likes.
    private static IpAddress network(IpAddress address) {
        return address.isV4() ? address : new IpAddress(address.high(), 0);
    }

    @Override
    public void close() {
        enquiries.close();
    }
}
