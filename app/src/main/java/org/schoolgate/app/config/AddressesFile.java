package org.schoolgate.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.schoolgate.filters.request.AddressRange;

/// What `identity` in `schoolgate.yaml` may say of who is at which address.
final class AddressesFile {

    private static final Key<AddressRange> CLIENT_ADDRESS = Key.required("address", Networks.RANGE, "10.20.0.7",
            "Where its packets come from: one address, or the range of many access points of one secret.");
    private static final Key<String> CLIENT_SECRET = Key.optional("secret-file", Shapes.text(500),
            "systemd's credential schoolgate-radius-secret", "/etc/schoolgate/radius.secret",
            "A file whose first line is what both sides know: 16 characters or more. A relative path starts at the"
                    + " configuration's folder.");
    private static final Keys CLIENT = new Keys("a RADIUS client", CLIENT_ADDRESS, CLIENT_SECRET);

    private static final Key<InetSocketAddress> RADIUS_LISTEN = Key.standard("listen", Networks.LISTEN, "0.0.0.0:1813",
            "10.20.5.10:1813",
            "Where the gateway hears of sessions, by UDP. Let only the access points reach it: the protocol is an old one.");
    private static final Key<List<Fields>> RADIUS_CLIENTS = Key.required("clients", Shapes.list(CLIENT, 1, 256),
            "[{address: 10.20.0.7, secret-file: /etc/schoolgate/radius.secret}]",
            "The access points or controllers that are believed. Of several that an address is in, the first counts.");
    private static final Keys RADIUS = new Keys("RADIUS", RADIUS_LISTEN, RADIUS_CLIENTS);

    private static final Key<Fields> RADIUS_KEY = Key.optional("radius", RADIUS, "the network is not heard", "",
            "Accounting (RFC 2866): the wireless network says who has come and gone. docs/identity-network.md tells how.");
    private static final Key<Boolean> PAGE_KEY = Key.standard("page", Shapes.flag(), "false", "true",
            "Whether people can say who they are at https://schoolgate.internal/sign-in, on devices of their own. The page is"
                    + " encrypted with the school's certificate: a browser that does not have it warns, and nobody should go"
                    + " past that.");
    private static final Key<List<AddressRange>> SHARED_KEY = Key.standard("shared",
            Shapes.list(Networks.RANGE, 0, 256), "[]", "[10.20.90.0/24]",
            "Addresses behind which there are always several people, such as a router that hides many devices, or computers"
                    + " that nobody signs in to. Nobody is ever named for what is asked from there.");
    private static final Key<Duration> STALE_KEY = Key.standard("stale-after", Measured.duration("1m", "24h"), "30m",
            "15m",
            "How long after the network last spoke of a session it still says who asks. Let it be two or three times as"
                    + " long as the access points take between reports (interim updates).");
    private static final Key<Duration> IDLE_KEY = Key.standard("page-idle", Measured.duration("1m", "24h"), "15m", "5m",
            "How long a device may ask for nothing until whoever signed in on it is signed out. Let it be shorter than it takes"
                    + " until another device gets the address.");
    private static final Key<Duration> LONGEST_KEY = Key.standard("page-longest", Measured.duration("5m", "24h"), "9h",
            "4h", "How long a sign-in holds at most, whatever the device asks for.");
    private static final Key<Duration> HANDOVER_KEY = Key.standard("handover", Measured.duration("0s", "1h"), "1m",
            "5m",
            "Where a second person is at an address within this time after a first, nobody is named for as long as this.");

    /// Its keys in the section.
    static final List<Key<?>> KEYS = List.of(RADIUS_KEY, PAGE_KEY, AccountsFile.KEY, SHARED_KEY, STALE_KEY, IDLE_KEY,
            LONGEST_KEY,
            HANDOVER_KEY);

    private AddressesFile() {}

    /// Reads what the section says; what is wrong is noted, and then the result must not be used.
    ///
    /// @param domains whether the school has named any of its own
    static AddressSettings read(Fields identity, boolean domains, Path folder) {
        return new AddressSettings(identity.get(RADIUS_KEY).map(radius -> radius(radius, folder)),
                identity.or(PAGE_KEY),
                identity.get(AccountsFile.KEY).flatMap(accounts -> AccountsFile.read(accounts,
                        identity.place(AccountsFile.KEY), identity.or(PAGE_KEY), domains, folder)),
                identity.or(SHARED_KEY), identity.or(STALE_KEY), identity.or(IDLE_KEY),
                identity.or(LONGEST_KEY), identity.or(HANDOVER_KEY));
    }

    private static AddressSettings.Radius radius(Fields radius, Path folder) {
        return new AddressSettings.Radius(radius.or(RADIUS_LISTEN),
                radius.get(RADIUS_CLIENTS).orElse(List.of()).stream()
                        .flatMap(client -> client.get(CLIENT_ADDRESS).stream()
                                .map(address -> new AddressSettings.Client(address, client.get(CLIENT_SECRET)
                                        .flatMap(file -> ChannelsFile.path(file, folder,
                                                client.place(CLIENT_SECRET))))))
                        .toList());
    }
}
