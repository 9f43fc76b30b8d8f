package org.schoolgate.app.product;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Three machines, made of the system's own network namespaces: a device in the school, the gateway, and the world. The
/// gateway is the device's router, by IPv4 and IPv6. Nothing of the machine that this runs on is touched; only root may make
/// them.
final class ThreeMachines {

    /// One of the three.
    enum Machine {
        DEVICE, GATEWAY, WORLD
    }

    static final String DEVICE_4 = "10.77.1.2";
    static final String DEVICE_6 = "2001:db8:77:1::2";
    /// Two machines of the world for each family, which are one.
    static final String WORLD_4 = "203.0.113.80";
    static final String OTHER_4 = "203.0.113.81";
    static final String WORLD_6 = "2001:db8:77:2::80";
    static final String OTHER_6 = "2001:db8:77:2::81";
    /// The gateway's interface to the school.
    static final String INSIDE = "inside";

    private static final Pattern OURS = Pattern.compile("(?m)^schoolgate-([0-9]+)-(device|gateway|world)\\b");

    private final String prefix = "schoolgate-" + ProcessHandle.current().pid() + "-";

    ThreeMachines() throws IOException, InterruptedException {
        removeLeftOvers();
        try {
            for (Machine machine : Machine.values()) {
                must("ip", "netns", "add", name(machine));
                ip(machine, "link set lo up");
            }
            cable(Machine.DEVICE, "school", Machine.GATEWAY, INSIDE);
            cable(Machine.GATEWAY, "outside", Machine.WORLD, "gateway");
            address(Machine.DEVICE, "school", DEVICE_4 + "/24", DEVICE_6 + "/64");
            address(Machine.GATEWAY, INSIDE, "10.77.1.1/24", "2001:db8:77:1::1/64");
            address(Machine.GATEWAY, "outside", "203.0.113.1/24", "2001:db8:77:2::1/64");
            address(Machine.WORLD, "gateway", WORLD_4 + "/24", OTHER_4 + "/24", WORLD_6 + "/64", OTHER_6 + "/64");
            ip(Machine.DEVICE, "route add default via 10.77.1.1");
            ip(Machine.DEVICE, "-6 route add default via 2001:db8:77:1::1");
            ip(Machine.WORLD, "route add 10.77.1.0/24 via 203.0.113.1");
            ip(Machine.WORLD, "-6 route add 2001:db8:77:1::/64 via 2001:db8:77:2::1");
            must(Machine.GATEWAY, "sh", "-c",
                    "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding");
        } catch (IOException | InterruptedException | RuntimeException failed) {
            remove();
            throw failed;
        }
    }

    /// What a command line begins with that runs there.
    List<String> on(Machine machine) {
        return List.of("ip", "netns", "exec", name(machine));
    }

    /// Runs a command there to its end.
    Curl.Result run(Machine machine, String... command) throws IOException, InterruptedException {
        return Curl.end(Stream.concat(on(machine).stream(), Stream.of(command)).toList());
    }

    /// Runs a command there that must succeed; gives what it printed.
    String must(Machine machine, String... command) throws IOException, InterruptedException {
        return must(Stream.concat(on(machine).stream(), Stream.of(command)).toArray(String[]::new));
    }

    private static String must(String... command) throws IOException, InterruptedException {
        Curl.Result result = Curl.end(List.of(command));
        if (result.exit() != 0) {
            throw new IOException(String.join(" ", command) + " failed (is this root, with iproute2 and nftables?): "
                    + result.errors() + result.text());
        }
        return result.text();
    }

    private void ip(Machine machine, String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name(machine)));
        command.addAll(List.of(arguments.split(" ")));
        must(command.toArray(String[]::new));
    }

    private void cable(Machine from, String end, Machine to, String otherEnd) throws IOException, InterruptedException {
        ip(from, "link add " + end + " type veth peer name " + otherEnd + " netns " + name(to));
    }

    private void address(Machine machine, String link, String... addresses) throws IOException, InterruptedException {
        ip(machine, "link set " + link + " up");
        for (String address : addresses) {
            ip(machine, "address add " + address + " dev " + link + (address.contains(":") ? " nodad" : ""));
        }
    }

    private String name(Machine machine) {
        return prefix + machine.name().toLowerCase(Locale.ROOT);
    }

    /// Those of a run that was killed.
    private static void removeLeftOvers() throws IOException, InterruptedException {
        Matcher ours = OURS.matcher(must("ip", "netns", "list"));
        while (ours.find()) {
            if (ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                remove(ours.group());
            }
        }
    }

    private static void remove(String name) throws IOException, InterruptedException {
        Curl.Result running = Curl.end(List.of("ip", "netns", "pids", name));
        running.text().lines().map(Long::valueOf).flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
        Curl.end(List.of("ip", "netns", "del", name));
    }

    /// Takes them away, with all that runs on them.
    void remove() throws IOException, InterruptedException {
        for (Machine machine : Machine.values()) {
            remove(name(machine));
        }
    }
}
