package org.schoolgate.proxy.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.page.Fault;

/// Finds the addresses of a target that may be connected to.
record Route(Names names, AddressGuard guard) {

    /// Addresses tried for one request.
    private static final int MOST_ADDRESSES = 4;

    /// The gateway's own names lead nowhere, also where an intercepted connection claims one of them.
    ///
    /// Calls one of the two, once, on the loop: with at least one address, or with what went wrong. An address in the
    /// request itself is answered at once. What was intercepted goes where it was going, whatever the name leads to.
    ///
    /// @param instead the name whose addresses are wanted where they are not those of the target's own host; they are
    ///     looked up anew each time, as the host's own are
    void find(Target target, @Nullable HostName instead, Arrival arrival, EventLoop loop,
            Consumer<List<InetSocketAddress>> found, Consumer<Fault> failed) {
        if (OwnNames.hold(target.host())) {
            failed.accept(Fault.DNS_ERROR);
            return;
        }
        if (instead == null && arrival instanceof Arrival.Intercepted way) {
            offer(List.of(way.address()), target.host().text(), way.port(), found, failed);
            return;
        }
        switch (instead == null ? target.host() : instead) {
            case IpAddress address -> offer(List.of(address), address.toString(), target.port(), found, failed);
            case HostName name -> {
                Future<List<InetAddress>> asked = names.resolve(name, loop);
                asked.addListener(done -> {
                    if (done.isSuccess()) {
                        offer(asked.getNow().stream().map(one -> IpAddress.ofBytes(one.getAddress())).toList(),
                                name.name(), target.port(), found, failed);
                    } else {
                        failed.accept(Names.fault(done.cause()));
                    }
                });
            }
        }
    }

    private void offer(List<IpAddress> all, String name, int port, Consumer<List<InetSocketAddress>> found,
            Consumer<Fault> failed) {
        List<InetSocketAddress> open = new ArrayList<>(Math.min(all.size(), MOST_ADDRESSES));
        for (IpAddress address : all) {
            if (open.size() < MOST_ADDRESSES && guard.permits(address, port)) {
                InetSocketAddress one = socketAddress(name, address, port);
                if (!open.contains(one)) {
                    open.add(one);
                }
            }
        }
        if (open.isEmpty()) {
            failed.accept(Fault.DESTINATION_PROHIBITED);
        } else {
            found.accept(open);
        }
    }

    /// With its name at hand, so that nothing ever looks it up.
    private static InetSocketAddress socketAddress(String name, IpAddress address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(name, address.bytes()), port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
