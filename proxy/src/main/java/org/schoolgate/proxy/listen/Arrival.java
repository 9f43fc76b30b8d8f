package org.schoolgate.proxy.listen;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.page.Fault;

/// How one client's connection came. It is settled before the first byte of the client's own is read, and never changes.
public sealed interface Arrival {

    /// Who connected, by the connection itself or by the word of a balancer that may speak for others.
    IpAddress client();

    /// The client asked for the gateway.
    record Explicit(IpAddress client) implements Arrival {}

    /// The client asked for another machine, and the connection was taken on its way there.
    ///
    /// @param address the machine it asked for
    /// @param port the port it asked for
    record Intercepted(IpAddress client, IpAddress address, int port) implements Arrival {

        /// The destination as all that can be seen of it.
        public Target.Site site() {
            return new Target.Site(address, port);
        }
    }

    /// A connection that must not go on, whatever comes on it.
    record Refused(IpAddress client, Fault fault) implements Arrival {}

    /// Where a channel keeps it.
    AttributeKey<Arrival> KEY = AttributeKey.valueOf(Arrival.class, "arrival");

    /// How this connection came; where nobody has said so, it came to the explicit port.
    static Arrival of(Channel channel) {
        Arrival noted = channel.attr(KEY).get();
        return noted != null ? noted : new Explicit(address((InetSocketAddress) channel.remoteAddress()));
    }

    /// Notes how it came.
    static void note(Channel channel, Arrival arrival) {
        channel.attr(KEY).set(arrival);
    }

    /// The machine at the other end of the connection itself, whomever it speaks for.
    static IpAddress peer(Channel channel) {
        return address((InetSocketAddress) channel.remoteAddress());
    }

    /// The address alone.
    static IpAddress address(InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        return IpAddress.ofBytes(address.getAddress());
    }
}
