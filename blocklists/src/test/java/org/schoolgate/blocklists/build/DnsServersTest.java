package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.blocklists.DebianPackage;
import org.schoolgate.blocklists.SchoolCategories;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;

/// dnsmasq, unbound and BIND with a list, against Schoolgate with the same list: of each name that the server answers with nothing, or with
/// an address that leads nowhere, the index must say that it is listed, and of no other.
class DnsServersTest {

    /// What the server above answers for any name that is not told here.
    private static final String ANYWHERE = "203.0.113.77";
    private static final Set<String> NOWHERE = Set.of("0.0.0.0", "127.0.0.1", "::", "::1");

    @TempDir
    Path folder;
    private final List<Process> running = new ArrayList<>();
    private int above;

    @BeforeEach
    void theServerAboveAnswersEverything() throws Exception {
        above = dnsmasq("address=/#/" + ANYWHERE
                + "\naddress=/at7.example/198.51.100.7\naddress=/at8.example/198.51.100.8\n"
                + "address=/at9.example/192.0.2.9\naddress=/six1.example/2001:db8::1\naddress=/six2.example/2001:db8:1::2\n");
        awaitAnswer(above, "anything.example");
    }

    @AfterEach
    void theServersEnd() throws Exception {
        for (Process process : running) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void dnsmasqClosesWhatTheIndexLists() throws Exception {
        String list = """
            address=/ads.example/
            address=/tracker.example/0.0.0.0
            address=/null.example/#
            address=/six.example/::
            address=/one.example/two.example/127.0.0.1
            local=/local.example/
            server=/upstream.example/
            server=/good.ads.example/#
            address=/printer.example/192.168.1.9
            server=/corp.example/127.0.0.1#%d
            address=/.dot.example/
            """.formatted(above);
        int port = dnsmasq("server=127.0.0.1#" + above + "\n" + list);
        awaitAnswer(port, "plain.example");
        Set<String> names = new TreeSet<>();
        for (String name : List.of("ads.example", "tracker.example", "null.example", "one.example",
                "two.example", "three.example", "local.example", "upstream.example", "good.ads.example",
                "printer.example",
                "corp.example", "dot.example", "plain.example", "xads.example")) {
            names.addAll(List.of(name, "www." + name, "a.b." + name));
        }
        Set<String> closed = new TreeSet<>();
        for (String name : names) {
            if (isClosed(dig(port, name, "A"))) {
                closed.add(name);
            }
        }
        assertThat(closed).hasSize(24).isEqualTo(listed(list, names));
        // An address of one family says nothing to who asks for the other. It is a listing all the same.
        assertThat(isClosed(dig(port, "six.example", "AAAA"))).isTrue();
        assertThat(listed(list, Set.of("six.example"))).hasSize(1);
    }

    @Test
    void unboundClosesWhatTheIndexLists() throws Exception {
        String list = """
            server:
                local-zone: "ads.example" always_nxdomain
                local-zone: "null.example." always_null
                local-zone: bare.example refuse
                local-zone: "static.example" static
                local-zone: "nodata.example" always_nodata
                local-zone: "led.example" redirect
                local-data: "led.example A 127.0.0.1"
                local-zone: "search.example" redirect
                local-data: "search.example A 192.0.2.80"
                local-zone: "good.ads.example" always_transparent
                local-zone: "open.ads.example" transparent
                local-zone: "told.ads.example" inform
                local-data: "printer.example A 192.168.1.9"
                local-zone: "school.example" static
                local-data: "school.example A 192.168.1.10"
                local-data: "files.school.example. 60 IN A 192.168.1.11"
                local-zone: "never.example" always_nxdomain
                local-data: "never.example A 192.168.1.12"
            """;
        Path settings = Files.writeString(folder.resolve("unbound.conf"), list + """
                do-not-query-localhost: no
                module-config: "iterator"
                do-ip6: no
            forward-zone:
                name: "."
                forward-addr: 127.0.0.1@%d
            """.formatted(above));
        Set<String> names = new TreeSet<>();
        for (String name : List.of("ads.example", "null.example", "bare.example", "static.example", "nodata.example",
                "led.example", "search.example", "good.ads.example", "open.ads.example", "told.ads.example",
                "printer.example", "school.example", "files.school.example", "never.example", "plain.example",
                "xads.example")) {
            names.addAll(List.of(name, "www." + name));
        }
        Set<String> closed = new TreeSet<>();
        for (String name : names) {
            String said = run("unbound-host", "-C", settings.toString(), "-t", "A", name);
            if (isClosed(said.lines().filter(line -> line.contains(" has address "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList())) {
                closed.add(name);
            }
        }
        assertThat(closed).hasSize(16).isEqualTo(listed(Files.readString(settings), names));
    }

    @Test
    void bindClosesWhatTheIndexLists() throws Exception {
        String list = """
            $TTL 300
            $ORIGIN rpz.school.example.
            @ IN SOA localhost. root.localhost. (
                1 ; serial
                3600 600 86400 300 )
              IN NS localhost.
            ads.example CNAME .
            *.ads.example CNAME .
            good.ads.example CNAME rpz-passthru.
            alone.example 60 IN CNAME .
            nodata.example CNAME *.
            drop.example CNAME rpz-drop.
            own.ads.example CNAME own.ads.example.
            x.y.ads.example CNAME .
            null.example A 0.0.0.0
            real.example A 192.0.2.80
            whole.example.rpz.school.example. CNAME .
            32.7.100.51.198.rpz-ip CNAME .
            24.0.2.0.192.rpz-ip CNAME .
            128.1.zz.db8.2001.rpz-ip CNAME .
            $ORIGIN deeper.example.rpz.school.example.
            one CNAME .
            """;
        int port = named(list);
        Set<String> names = new TreeSet<>();
        for (String name : List.of("ads.example", "good.ads.example", "alone.example", "nodata.example", "drop.example",
                "own.ads.example", "null.example", "real.example", "whole.example", "one.deeper.example",
                "deeper.example", "one.example", "plain.example")) {
            names.addAll(List.of(name, "www." + name));
        }
        Set<String> closed = new TreeSet<>();
        for (String name : names) {
            if (isClosed(dig(port, name, "A"))) {
                closed.add(name);
            }
        }
        assertThat(closed).hasSize(8).isEqualTo(listed(list, names));
        // A wildcard does not reach below a name between. No writer of a list means that, so the index does not follow it.
        assertThat(isClosed(dig(port, "z.y.ads.example", "A"))).isFalse();
        assertThat(listed(list, Set.of("z.y.ads.example"))).hasSize(1);
        // BIND closes names by the addresses they have; the index has the addresses themselves.
        assertThat(isClosed(dig(port, "at7.example", "A"))).isTrue();
        assertThat(isClosed(dig(port, "at8.example", "A"))).isFalse();
        assertThat(isClosed(dig(port, "at9.example", "A"))).isTrue();
        assertThat(isClosed(dig(port, "six1.example", "AAAA"))).isTrue();
        assertThat(isClosed(dig(port, "six2.example", "AAAA"))).isFalse();
        assertThat(listed(list, Set.of("198.51.100.7", "198.51.100.8", "192.0.2.9", "[2001:db8::1]",
                "[2001:db8:1::2]"))).containsExactlyInAnyOrder("198.51.100.7", "192.0.2.9", "[2001:db8::1]");
    }

    /// What of some names Schoolgate has listed once it has read the list.
    private Set<String> listed(String list, Set<String> names) throws Exception {
        Path file = Files.writeString(folder.resolve("list.conf"), list);
        var library = new ListLibrary(folder.resolve("lists"), SchoolCategories.all(), InstantSource.system());
        ImportReport report = library.importFile(file, ImportOptions.into("games"), progress -> {});
        assertThat(report.bad()).isZero();
        DomainIndex index = library.load();
        try {
            Set<String> listed = new TreeSet<>();
            for (String name : names) {
                if (index.bitsOf(new Target.Site(Host.parse(name).orElseThrow(), 443)) != 0) {
                    listed.add(name);
                }
            }
            return listed;
        } finally {
            index.close();
        }
    }

    private static boolean isClosed(List<String> addresses) {
        return NOWHERE.containsAll(addresses);
    }

    private int dnsmasq(String settings) throws Exception {
        int port = freePort();
        Path file = Files.writeString(folder.resolve("dnsmasq-" + port + ".conf"), settings);
        start("dnsmasq", "--keep-in-foreground", "--conf-file=" + file, "--port=" + port, "--listen-address=127.0.0.1",
                "--bind-interfaces", "--no-resolv", "--no-hosts", "--pid-file", "--user=root", "--log-facility=-");
        return port;
    }

    private int named(String zone) throws Exception {
        int port = freePort();
        Path program = DebianPackage.unpack("bind9", folder.resolve("bind9")).resolve("usr/sbin/named");
        Files.writeString(folder.resolve("rpz.zone"), zone);
        Path settings = Files.writeString(folder.resolve("named.conf"),
                """
                    options {
                        directory "%1$s"; pid-file none; session-keyfile none; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
                        forward only; forwarders { 127.0.0.1 port %3$d; }; dnssec-validation no; recursion yes;
                        response-policy { zone "rpz.school.example"; } qname-wait-recurse no;
                    };
                    controls { };
                    zone "rpz.school.example" { type primary; file "%1$s/rpz.zone"; };
                    """.formatted(
                        folder, port, above));
        start(program.toString(), "-g", "-n", "1", "-c", settings.toString());
        awaitAnswer(port, "plain.example");
        return port;
    }

    private void start(String... command) throws IOException {
        running.add(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("server-" + running.size() + ".log").toFile()).start());
    }

    private void awaitAnswer(int port, String name) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!dig(port, name, "A").contains(ANYWHERE)) {
            Process server = running.getLast();
            if (!server.isAlive() || Instant.now().isAfter(end)) {
                throw new AssertionError("the server does not answer: " + Files.readString(
                        folder.resolve("server-" + (running.size() - 1) + ".log"), StandardCharsets.ISO_8859_1));
            }
            Thread.onSpinWait();
        }
    }

    private static List<String> dig(int port, String name, String type) throws Exception {
        return run("dig", "@127.0.0.1", "-p", Integer.toString(port), "+short", "+time=1", "+tries=1", name, type)
                .lines()
                .filter(line -> !line.startsWith(";") && !line.endsWith(".")).toList();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }
}
