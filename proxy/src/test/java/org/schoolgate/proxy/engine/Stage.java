package org.schoolgate.proxy.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.schoolgate.proxy.use.Monitoring;
import org.awaitility.Awaitility;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.Rules;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.ExchangeLog;
import org.schoolgate.proxy.page.Answer;
import org.schoolgate.proxy.page.Fault;
import org.schoolgate.proxy.page.Pages;
import org.schoolgate.proxy.page.Question;
import org.schoolgate.proxy.tls.Inspecting;

/// A running gateway with a policy made for tests: what is under `blocked.test` is blocked and recorded, what is under
/// `flagged.test` goes on and is recorded, what is under `/open/` opens anywhere, `broken.test` makes the decider fail, and
/// `coached.test` is asked about and recorded, and everything else opens. So does `help.blocked.test`, as an exception for its name's sake, and sealed. Every known name
/// leads to this machine.
final class Stage implements AutoCloseable, ExchangeLog {

    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    final NameServer names = new NameServer();
    final List<Request> asked = new CopyOnWriteArrayList<>();
    final List<FlaggedAccess> recorded = new CopyOnWriteArrayList<>();
    final List<Exchange> ended = new CopyOnWriteArrayList<>();
    final Engine gateway;
    volatile int open;
    /// How far each request's connection is looked into; by name, unless a test says otherwise.
    volatile Function<Request, Look> look = request -> Look.NAME;
    /// What is demanded of sites that are looked into; nothing more than of all, unless a test says otherwise.
    volatile Function<Request, Demands> demands = request -> Demands.STANDARD;
    volatile Modes modes = ShippedModes.of(Modes.Choice.STANDARD);
    volatile Supplier<Rules> rules = OnlyRules::new;
    volatile Function<FlaggedAccess, CompletionStage<Void>> journal = access -> CompletableFuture.completedFuture(null);

    Stage() throws IOException {
        this(draft -> {});
    }

    /// @param change what differs from one loop, this machine as the only destination, and names made for tests
    Stage(Consumer<ProxySettings.Draft> change) throws IOException {
        this(change, Optional.empty());
    }

    /// @param inspecting how encrypted connections are looked into
    Stage(Consumer<ProxySettings.Draft> change, Optional<Inspecting> inspecting) throws IOException {
        this(change, inspecting, Identification.NONE);
    }

    /// @param identification who asks
    Stage(Consumer<ProxySettings.Draft> change, Optional<Inspecting> inspecting, Identification identification)
            throws IOException {
        this(change, inspecting, identification, new PlainPages());
    }

    /// @param pages what the gateway itself answers
    Stage(Consumer<ProxySettings.Draft> change, Optional<Inspecting> inspecting, Pages pages) throws IOException {
        this(change, inspecting, Identification.NONE, pages);
    }

    private Stage(Consumer<ProxySettings.Draft> change, Optional<Inspecting> inspecting,
            Identification identification, Pages pages) throws IOException {
        for (String name : List.of("allowed.test", "other.test", "blocked.test", "www.blocked.test",
                "help.blocked.test",
                "flagged.test", "broken.test", "coached.test")) {
            names.knows(name, "127.0.0.1");
        }
        ProxySettings settings = ProxySettings.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .with(draft -> {
                    draft.loops = 1;
                    draft.allowedDestinations = List.of(AddressRange.parse("127.0.0.0/8").orElseThrow());
                    draft.nameServers = List.of(names.address());
                    draft.dnsTimeout = Duration.ofSeconds(2);
                }).with(change);
        gateway = Engine.start(settings, () -> rules.get(), identification, access -> {
            recorded.add(access);
            return journal.apply(access);
        }, pages, Monitoring.NONE, this, InstantSource.fixed(NOON), inspecting);
    }

    private Decision decide(Request request) {
        String host = request.target().host().text();
        if (host.equals("broken.test")) {
            throw new IllegalStateException("made to fail");
        }
        boolean open = request.target() instanceof Target.Page page && page.path().text().startsWith("/open/");
        boolean excepted = host.equals("help.blocked.test") && !request.claimed();
        boolean blocked = !open && (host.equals("blocked.test") || host.endsWith(".blocked.test") && !excepted);
        boolean flagged = host.equals("flagged.test");
        boolean coached = host.equals("coached.test") && !open;
        return new Decision(blocked ? Verdict.BLOCK : coached ? Verdict.COACH : flagged ? Verdict.FLAG : Verdict.ALLOW,
                new Reason.Ruled("test", "A rule for tests", Optional.empty()), CategorySet.NONE, List.of(),
                Group.STRANGERS, blocked || flagged || coached, excepted, Instant.MAX, "test", look.apply(request),
                demands.apply(request));
    }

    Wire client() throws IOException {
        return new Wire(gateway.address());
    }

    /// A client whose connection a balancer on this machine hands on to the first intercepting port.
    ///
    /// @param header what the balancer says of it
    Wire intercepted(String header) throws IOException {
        InetSocketAddress port = gateway.intercepting().getFirst();
        return new Wire(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getPort())).say(header);
    }

    /// The first `count` exchanges, once they have ended.
    List<Exchange> ended(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5))
                .until(() -> ended.size() >= count);
        return ended;
    }

    @Override
    public void ended(Exchange exchange) {
        ended.add(exchange);
    }

    @Override
    public void connected(int count) {
        open = count;
    }

    @Override
    public void close() {
        gateway.close();
        names.close();
        if (!Leaks.found().isEmpty()) {
            throw new AssertionError("a buffer was never released: " + Leaks.found().getFirst());
        }
    }

    /// The policy that is made for tests.
    private final class OnlyRules implements Rules {

        @Override
        public Decision decide(Request request) {
            asked.add(request);
            return Stage.this.decide(request);
        }

        @Override
        public Modes modes(Client client) {
            return modes;
        }
    }

    /// Pages in one line.
    private static final class PlainPages implements Pages {

        @Override
        public Answer unanswered() {
            return answer(403, "unanswered");
        }

        @Override
        public Answer refused(Request request, Decision decision, Signals signals,
                Supplier<Optional<Question>> question) {
            return answer(403, decision.verdict() == Verdict.COACH
                    ? "asked " + question.get().map(Question::ticket).orElse("nothing")
                    : "refused " + request.target().text());
        }

        @Override
        public Answer fault(Fault fault, Optional<String> detail, Optional<Target> target, TraceId trace,
                Signals signals) {
            return answer(fault.status(), "fault " + fault + " " + target.map(Target::text).orElse("-")
                    + detail.map(more -> " " + more).orElse(""));
        }

        @Override
        public Answer monitoring(MonitoringNotice notice) {
            return answer(403, "monitoring " + notice.version());
        }

        @Override
        public Answer notice() {
            return answer(403, "notice");
        }

        @Override
        public Answer own(String method, String path) {
            return answer(200, "own " + method + " " + path);
        }

        private static Answer answer(int status, String text) {
            return new Answer(status, "text/plain", text.getBytes(StandardCharsets.UTF_8),
                    Map.of("Cache-Control", "no-store"));
        }
    }
}
