package org.schoolgate.app.selftest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/// How a client reaches the web here.
public sealed interface Way {

    /// How long anything may take, in milliseconds.
    int PATIENCE = 6_000;

    /// Through the proxy that the device is told of.
    ///
    /// @param address not resolved before it is used
    record Proxy(InetSocketAddress address) implements Way {

        @Override
        public String text() {
            return "proxy " + address.getHostString() + ":" + address.getPort();
        }

        @Override
        public Optional<Talk> http() throws IOException {
            return Optional.of(new Talk(dial(address.getHostString(), address.getPort()), true));
        }
    }

    /// By connecting to sites, as devices do that know of no proxy.
    ///
    /// @param outside whom to connect to; what is said on the connection is meant for the gateway on the way
    record Direct(Optional<String> outside) implements Way {

        @Override
        public String text() {
            return "direct";
        }

        @Override
        public Optional<Talk> http() throws IOException {
            return outside.isPresent() ? Optional.of(new Talk(dial(outside.get(), 80), false)) : Optional.empty();
        }
    }

    /// As records name it.
    String text();

    /// A connection on which plain HTTP may be spoken; empty where there is nobody to connect to.
    Optional<Talk> http() throws IOException;

    /// Connects.
    static Socket dial(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }
}
