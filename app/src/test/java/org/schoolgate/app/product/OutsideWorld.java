package org.schoolgate.app.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// All that is outside of the school, as a program of its own on a machine of its own: sites on port 80 and 443 that tell
/// at which of their addresses they were reached, a name server, and what listens behind the side doors.
///
/// `/where` gives the address that was reached and the host that was asked for, `/bytes/N` gives N bytes. Each request is
/// a line on standard output.
final class OutsideWorld {

    /// What `help.test` leads to; all other names lead to where nobody is.
    static final String HELP_4 = "203.0.113.80";
    static final String HELP_6 = "2001:db8:77:2::80";

    private OutsideWorld() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer plain = HttpServer.create(new InetSocketAddress(80), 0);
        HttpsServer encrypted = HttpsServer.create(new InetSocketAddress(443), 0);
        encrypted.setHttpsConfigurator(new HttpsConfigurator(TlsOrigin.context(TlsOrigin.newRoot(), "open.test")));
        for (HttpServer server : new HttpServer[]{plain, encrypted}) {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", OutsideWorld::answer);
            server.start();
        }
        for (int port : new int[]{80, 443, 500, 853, 1194, 51820}) {
            // Each of its own, as an answer must come from the address that was asked.
            echo(new DatagramSocket(port, InetAddress.getByName(HELP_4)));
            echo(new DatagramSocket(port, InetAddress.getByName(HELP_6)));
        }
        for (int port : new int[]{53, 853, 1194}) {
            accept(new ServerSocket(port));
        }
        try (NameServer _ = new NameServer(new InetSocketAddress(53), OutsideWorld::address)) {
            System.out.println("ready");
            System.in.read();
        }
        System.exit(0);
    }

    private static byte[] address(String name, int type) {
        try {
            boolean help = name.equals("help.test");
            return switch (type) {
                case NameServer.A -> InetAddress.getByName(help ? HELP_4 : "198.51.100.9").getAddress();
                case NameServer.AAAA -> InetAddress.getByName(help ? HELP_6 : "2001:db8:99::9").getAddress();
                default -> new byte[0];
            };
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String where = exchange.getLocalAddress().getAddress().getHostAddress();
        String host = exchange.getRequestHeaders().getFirst("Host");
        String path = exchange.getRequestURI().getPath();
        System.out.println(where + " " + host + " " + path);
        byte[] body = path.startsWith("/bytes/")
                ? Origin.expected(Integer.parseInt(path.substring("/bytes/".length())))
                : (where + " " + host).getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void echo(DatagramSocket socket) {
        serve(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
            socket.receive(packet);
            socket.send(packet);
        });
    }

    private static void accept(ServerSocket server) {
        serve(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write('x');
            }
        });
    }

    /// Does it over and over.
    private static void serve(Once once) {
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    once.serve();
                } catch (IOException gone) {
                    System.out.println("a client was gone: " + gone.getMessage());
                }
            }
        });
    }

    /// One packet or connection.
    private interface Once {
        void serve() throws IOException;
    }
}
