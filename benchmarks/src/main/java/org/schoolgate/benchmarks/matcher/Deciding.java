package org.schoolgate.benchmarks.matcher;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// The whole decision, from the host as the browser wrote it to the verdict: normalising, network, look-up, rules.
final class Deciding implements Contender {

    static final int OPEN = 1;
    static final int SHUT = 2;
    private static final Instant AT = MadeUpSchool.A_MORNING;

    private final Function<Request, Verdict> decider;
    private final String[] hosts;
    private final List<Client> clients = MadeUpSchool.clients();
    private long trace;

    Deciding(Function<Request, Verdict> decider, String[] hosts) {
        this.decider = decider;
        this.hosts = hosts;
    }

    @Override
    public long ask(int number) {
        Optional<Host> host = Host.parse(hosts[number]);
        if (host.isEmpty()) {
            return SHUT;
        }
        Client client = clients.get(number & 3);
        var request = new Request(new TraceId(++trace), client, new Target.Site(host.get(), 443), AT);
        return decider.apply(request).opens() ? OPEN : SHUT;
    }
}
