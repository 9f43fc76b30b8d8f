package org.schoolgate.proxy.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.log.ExchangeLog;

/// The client connections that are open, all and by address. For any thread.
final class Connections {

    private final int mostPerAddress;
    private final ExchangeLog log;
    private final Map<IpAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final Set<Gate> open = ConcurrentHashMap.newKeySet();

    Connections(int mostPerAddress, ExchangeLog log) {
        this.mostPerAddress = mostPerAddress;
        this.log = log;
    }

    /// Takes note of a connection; false where its address has too many.
    boolean opened(Gate gate, IpAddress address) {
        open.add(gate);
        log.connected(open.size());
        return byAddress.merge(address, 1, Integer::sum) <= mostPerAddress;
    }

    void closed(Gate gate, IpAddress address) {
        open.remove(gate);
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
        log.connected(open.size());
    }

    Set<Gate> open() {
        return open;
    }
}
