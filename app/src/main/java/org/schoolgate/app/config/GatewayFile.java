package org.schoolgate.app.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;

/// What `schoolgate.yaml` may say.
final class GatewayFile {

    static final String NAME = "schoolgate.yaml";

    private static final Key<Integer> CONNECTIONS = Key.standard("connections-per-client", Shapes.whole(8, 10_000),
            "256", "512", "Connections that may be open at once from one client address.");
    private static final Key<Long> HEADER_BYTES = Key.standard("header-bytes", Measured.size("8 KiB", "1 MiB"),
            "64 KiB", "128 KiB", "All header lines of one message together; longer ones are refused.");
    private static final Key<Long> REQUEST_LINE = Key.standard("request-line-bytes", Measured.size("2 KiB", "64 KiB"),
            "32 KiB", "16 KiB", "Method, address and version of one request; longer ones are refused.");
    private static final Key<Duration> HEADER_TIMEOUT = Key.standard("header-timeout",
            Measured.duration("1s", "5m"), "20s", "10s",
            "From the first byte of a request to the end of its header.");
    private static final Key<Duration> CONNECT_TIMEOUT = Key.standard("connect-timeout",
            Measured.duration("1s", "2m"), "4s", "10s", "For one attempt to connect to one address of a site.");
    private static final Key<Duration> IDLE_REQUEST = Key.standard("idle-request",
            Measured.duration("5s", "1h"), "60s", "2m",
            "How long a connection may lie still between requests, or within one.");
    private static final Key<Duration> IDLE_TUNNEL = Key.standard("idle-tunnel",
            Measured.duration("30s", "24h"), "15m", "30m", "How long a tunnel may lie still before it is closed.");
    private static final Key<Duration> RESPONSE_TIMEOUT = Key.standard("response-timeout",
            Measured.duration("5s", "1h"), "60s", "2m", "From the end of a request to the end of its answer's header.");
    private static final Key<Duration> DNS_TIMEOUT = Key.standard("dns-timeout",
            Measured.duration("500ms", "1m"), "5s", "3s", "For the address of one name to be found.");
    private static final Keys LIMITS = new Keys("the limits", CONNECTIONS, HEADER_BYTES, REQUEST_LINE, HEADER_TIMEOUT,
            CONNECT_TIMEOUT, IDLE_REQUEST, IDLE_TUNNEL, RESPONSE_TIMEOUT, DNS_TIMEOUT);

    private static final Key<InetSocketAddress> PROXY_LISTEN = Key.standard("listen", Networks.LISTEN,
            "127.0.0.1:3128", "0.0.0.0:3128",
            "Where browsers reach the gateway. Port 0 takes any free port. 0.0.0.0 means every network of this machine.");
    private static final Key<List<Integer>> CONNECT_PORTS = Key.standard("connect-ports",
            Shapes.list(Shapes.whole(1, 65_535), 1, 32), "[443]", "[443, 8443]",
            "The ports that a tunnel (CONNECT) may go to.");
    private static final Key<List<AddressRange>> DESTINATIONS = Key.standard("allowed-destinations",
            Shapes.list(Networks.RANGE, 0, 256), "[]", "[10.20.5.0/24]",
            "Private addresses that browsers may be taken to, such as the school's own servers. All others are refused.");
    private static final Key<List<InetSocketAddress>> NAME_SERVERS = Key.optional("name-servers",
            Shapes.list(Networks.NAME_SERVER, 0, 8), "those of the machine", "[10.20.0.53, 10.20.0.54:5353]",
            "Whom to ask for the addresses of sites.");
    private static final Key<InetSocketAddress> INTERCEPT_LISTEN = Key.required("listen", Networks.LISTEN,
            "0.0.0.0:3129", "The port that the firewall hands the connections to. 0.0.0.0 takes IPv4 and IPv6.");
    private static final Key<GatewaySettings.Intercept.Mode> INTERCEPT_MODE = Key.standard("mode",
            Shapes.oneOf("a way to intercept", Stream.of(GatewaySettings.Intercept.Mode.values()),
                    GatewaySettings.Intercept.Mode::text),
            "tproxy", "redirect",
            "How the firewall hands them over. tproxy leaves the packets as they are and needs CAP_NET_RAW; redirect "
                    + "rewrites their destination and needs no capability.");
    private static final Keys INTERCEPT_KEYS = new Keys("a port that intercepts", INTERCEPT_LISTEN, INTERCEPT_MODE);
    private static final Key<List<Fields>> INTERCEPT = Key.standard("intercept",
            Shapes.list(INTERCEPT_KEYS, 0, 8), "[]", "[{listen: \"0.0.0.0:3129\", mode: tproxy}]",
            "Ports that take connections of devices that know of no proxy. docs/interception.md tells how. Linux only.");
    private static final Key<List<AddressRange>> UNNAMED = Key.standard("unnamed-destinations",
            Shapes.list(Networks.RANGE, 0, 256), "[]", "[203.0.113.0/24]",
            "Where an intercepted connection may go that does not say which site it is for, such as the servers of an "
                    + "old program. It is judged by its address. All others are refused.");
    private static final Key<List<AddressRange>> BALANCERS = Key.standard("balancers",
            Shapes.list(Networks.RANGE, 0, 64), "[]", "[10.20.5.1]",
            "Load balancers before the gateway. Each of their connections must begin with the PROXY protocol's header, "
                    + "which says who the client is; nobody else may send one.");
    private static final Key<Duration> DRAIN = Key.standard("drain", Measured.duration("0s", "10m"), "20s", "1m",
            "How long exchanges under way may go on once the gateway is told to stop.");
    private static final Key<Fields> LIMITS_KEY = Key.standard("limits", LIMITS, "{}", "",
            "What one client or one exchange may take. The defaults suit a school of a thousand devices.");
    private static final Keys PROXY = new Keys("the proxy", PROXY_LISTEN, CONNECT_PORTS, DESTINATIONS, NAME_SERVERS,
            INTERCEPT, UNNAMED, BALANCERS, DRAIN, LIMITS_KEY);

    private static final Key<InetSocketAddress> WEB_LISTEN = Key.standard("listen", Networks.LISTEN, "127.0.0.1:8080",
            "10.20.5.10:8080", "Where the review site is served.");
    private static final Key<List<HostName>> WEB_NAMES = Key.optional("host-names",
            Shapes.list(Written.HOST_NAME, 0, 32), "its address alone", "[gateway.school.example]",
            "The names under which readers reach the review site. A request for any other name is refused.");
    private static final Key<GatewaySettings.SecondFactor> SECOND_FACTOR = Key.standard("second-factor",
            Shapes.oneOf("a word for the second factor", Stream.of(GatewaySettings.SecondFactor.values()),
                    GatewaySettings.SecondFactor::text),
            "required", "offered",
            "Whether those who may read flagged accesses need a code from a phone beside their password, or may choose.");
    private static final Key<String> PROVIDER_CALLED = Key.required("called", Shapes.text(40), "Google",
            "How pages call it.");
    private static final Key<URI> PROVIDER_ISSUER = Key.required("issuer", ChannelsFile.SAFE_URL,
            "https://accounts.google.com",
            "The provider, as its own description names it. Microsoft's has the tenant in it:"
                    + " https://login.microsoftonline.com/TENANT/v2.0");
    private static final Key<String> PROVIDER_CLIENT = Key.required("client-id", Shapes.text(200),
            "1234.apps.example", "What the provider calls the review site. There it must know the address"
                    + " https://NAME/sign-in/school/back for each name of the site.");
    private static final Key<String> PROVIDER_SECRET = Key.required("secret-file", Shapes.text(500),
            "/etc/schoolgate/provider.secret",
            "A file whose first line is the secret that the provider gave. A relative path starts at the configuration's"
                    + " folder.");
    private static final Keys PROVIDER = new Keys("the school's provider", PROVIDER_CALLED, PROVIDER_ISSUER,
            PROVIDER_CLIENT, PROVIDER_SECRET);
    private static final Key<Fields> PROVIDER_KEY = Key.optional("school-account", PROVIDER, "nobody does", "",
            "Where the school has its accounts (OpenID Connect), for those who want to sign in with them in place of a"
                    + " password. Each connects their own first, while signed in.");
    private static final Key<GatewaySettings.WebEncryption> ENCRYPTION = Key.optional("encryption",
            Shapes.oneOf("a word for who encrypts", Stream.of(GatewaySettings.WebEncryption.values()),
                    GatewaySettings.WebEncryption::text),
            "own, but where it listens on this machine alone", "before",
            "Who encrypts what readers see. own: the site itself, with the certificate below. before: something before it,"
                    + " such as a reverse proxy; the site then speaks in the open.");
    private static final Key<String> CHAIN_FILE = Key.required("chain-file", Shapes.text(500),
            "/etc/schoolgate/review.pem",
            "A file (PEM): the site's own certificate, then those between it and its root. A relative path starts at the"
                    + " configuration's folder.");
    private static final Key<String> KEY_FILE = Key.required("key-file", Shapes.text(500),
            "/etc/schoolgate/review.key",
            "A file (PEM) with its private key, without a passphrase. A relative path starts at the configuration's"
                    + " folder.");
    private static final Keys CERTIFICATE = new Keys("the site's certificate", CHAIN_FILE, KEY_FILE);
    private static final Key<Fields> CERTIFICATE_KEY = Key.optional("certificate", CERTIFICATE,
            "one by the gateway's own authority, which the school's devices trust", "",
            "A certificate that the school got elsewhere, for browsers that do not know the gateway's authority. When its"
                    + " files change, the new one is used within a minute.");
    private static final Keys WEB = new Keys("the review site", WEB_LISTEN, WEB_NAMES, ENCRYPTION, CERTIFICATE_KEY,
            SECOND_FACTOR, PROVIDER_KEY);

    private static final Key<InetSocketAddress> HEALTH_LISTEN = Key.standard("listen", Networks.LISTEN,
            "127.0.0.1:9090", "10.20.5.10:9090", "Where health (/-/healthy, /-/ready) and /metrics are served.");
    private static final Keys HEALTH = new Keys("the health listener", HEALTH_LISTEN);

    private static final Key<AccessLogFormat> LOG_FORMAT = Key.standard("format",
            Shapes.oneOf("a log format", Stream.of(AccessLogFormat.values()), AccessLogFormat::text), "json", "squid",
            "How a line is written: JSON, or the native format of the squid proxy.");
    private static final Key<Integer> LOG_KEEP = Key.standard("keep", Shapes.whole(1, 1_000), "14", "30",
            "How many full files are kept beside the current one.");
    private static final Key<Long> LOG_SIZE = Key.standard("file-size", Measured.size("64 KiB", "10 GiB"), "64 MiB",
            "256 MiB", "The size at which the next file is begun.");
    private static final Keys LOG = new Keys("the access log", LOG_FORMAT, LOG_KEEP, LOG_SIZE);

    private static final Key<Integer> RECORDS_KEEP = Key.standard("keep-months", Shapes.whole(1, 120), "12", "24",
            "For how many months flagged accesses are kept. Then they are destroyed; that they were there stays in the"
                    + " chain. docs/evidence.md tells how.");
    private static final Key<List<String>> WITNESSES = Key.standard("witnesses", Shapes.list(Written.MAIL, 0, 16), "[]",
            "[chair-of-governors@school.example]",
            "Who gets the signed state of the records by mail each day, to keep: people outside IT. It names nobody.");
    private static final Key<String> CASE_KEY = Key.optional("case-key", Shapes.text(500),
            "keys/case.key in the data folder", "/mnt/school-keys/case.key",
            "The file of the key that records are encrypted with, on another disk or machine than the database. A relative path"
                    + " starts at the configuration's folder. Left out: systemd's credential schoolgate-case-key, or"
                    + " keys/case.key in the data folder. Keep a copy: without it no record can be read, and none is written.");
    private static final Keys RECORDS = new Keys("the records", RECORDS_KEEP, WITNESSES, CASE_KEY);

    private static final Key<String> DB_URL = Key.required("url", Piece.of(
            "a JDBC address, like jdbc:postgresql://db.school.example/schoolgate", "^jdbc:postgresql://",
            GatewayFile::databaseUrl), "jdbc:postgresql://db.school.example/schoolgate",
            "Where the database is, without user and password.");
    private static final Key<String> DB_USER = Key.required("user", Shapes.text(63), "schoolgate",
            "Whom to sign in as.");
    private static final Key<String> DB_PASSWORD = Key.required("password-file", Shapes.text(500),
            "/etc/schoolgate/database.password",
            "A file whose first line is the password. A relative path starts at the configuration's folder.");
    private static final Keys DATABASE = new Keys("the database", DB_URL, DB_USER, DB_PASSWORD);

    private static final Key<List<Placed<String>>> MORE_ROOTS = Key.standard("more-roots",
            Shapes.list(Shapes.text(500).placed(), 0, 64), "[]", "[/etc/schoolgate/trust.pem]",
            "Files (PEM) with authorities of the school's own or its trust's, for servers inside, the mail server and the like among"
                    + " them. Public ones come with the product. A relative path starts at the configuration's folder.");
    private static final Key<List<HostName>> HIDDEN_FRONTS = Key.standard("hidden-name-fronts",
            Shapes.list(Written.HOST_NAME, 0, 256), "[cloudflare-ech.com]", "[cloudflare-ech.com, front.example]",
            "Names that browsers show in the open where they encrypt the name that counts (Encrypted Client Hello). Such"
                    + " connections are refused in a way that makes a browser ask again with the name in the open.");
    private static final Key<Boolean> NOTICE = Key.standard("notice", Shapes.flag(), "false", "true",
            "Whether each device is told once a day, on the first page that it goes to, that its connections are looked into.");
    private static final Keys TLS = new Keys("encrypted connections", MORE_ROOTS, HIDDEN_FRONTS,
            NOTICE);

    private static final Key<Fields> TLS_KEY = Key.standard("tls", TLS, "{}", "",
            "Encrypted connections. How far they are looked into is said in policy.yaml.");
    private static final Key<Fields> PROXY_KEY = Key.standard("proxy", PROXY, "{}", "",
            "The proxy itself: where it listens and what it may take.");
    private static final Key<Fields> WEB_KEY = Key.standard("web", WEB, "{}", "",
            "The review site, where the Head of School looks.");
    private static final Key<Fields> HEALTH_KEY = Key.standard("health", HEALTH, "{}", "",
            "Health and metrics, for the machines that watch the gateway.");
    private static final Key<Fields> LOG_KEY = Key.standard("access-log", LOG, "{}", "",
            "The log of all requests, for IT staff.");
    private static final Key<Fields> RECORDS_KEY = Key.standard("records", RECORDS, "{}", "",
            "The records of flagged accesses.");
    private static final Key<Fields> DATABASE_KEY = Key.optional("database", DATABASE,
            "a file in the data folder, which is right for one gateway", "",
            "A PostgreSQL database that several gateways share.");

    /// The whole file.
    static final Keys FILE = new Keys(NAME, PROXY_KEY, IdentityFile.KEY, TLS_KEY, WEB_KEY, HEALTH_KEY, LOG_KEY,
            RECORDS_KEY,
            ChannelsFile.MAIL_KEY, ChannelsFile.HOOK_KEY, ChannelsFile.LOG_KEY, DATABASE_KEY);

    private GatewayFile() {}

    /// Reads the file; what is wrong is in the value's notes, and then the result must not be used.
    static Optional<GatewaySettings> read(Value file, Path folder) {
        return FILE.read(file).map(top -> settings(top, folder));
    }

    private static GatewaySettings settings(Fields top, Path folder) {
        Fields proxy = top.or(PROXY_KEY);
        Fields web = top.or(WEB_KEY);
        Fields health = top.or(HEALTH_KEY);
        Fields log = top.or(LOG_KEY);
        List<Fields> intercept = proxy.or(INTERCEPT);
        checkListeners(Stream.concat(Stream.of(new Placed<>(proxy.or(PROXY_LISTEN), proxy.place(PROXY_LISTEN)),
                new Placed<>(web.or(WEB_LISTEN), web.place(WEB_LISTEN)),
                new Placed<>(health.or(HEALTH_LISTEN), health.place(HEALTH_LISTEN))),
                intercept.stream().flatMap(one -> one.get(INTERCEPT_LISTEN).stream()
                        .map(listen -> new Placed<>(listen, one.place(INTERCEPT_LISTEN)))))
                .toList(), top.at());
        return new GatewaySettings(proxy.or(PROXY_LISTEN), web.or(WEB_LISTEN), health.or(HEALTH_LISTEN),
                proxy.or(DESTINATIONS), Set.copyOf(proxy.or(CONNECT_PORTS)), proxy.get(NAME_SERVERS).orElse(List.of()),
                log.or(LOG_FORMAT), log.or(LOG_KEEP), log.or(LOG_SIZE), limits(proxy.or(LIMITS_KEY)),
                top.get(DATABASE_KEY).flatMap(database -> database(database, folder)),
                web.get(WEB_NAMES).orElse(List.of()).stream().map(HostName::name).collect(Collectors.toSet()),
                proxy.or(DRAIN), intercept.stream().flatMap(one -> one.get(INTERCEPT_LISTEN).stream()
                        .map(listen -> new GatewaySettings.Intercept(listen, one.or(INTERCEPT_MODE))))
                        .toList(),
                proxy.or(UNNAMED), proxy.or(BALANCERS),
                tls(top.or(TLS_KEY), folder), top.or(RECORDS_KEY).get(CASE_KEY)
                        .flatMap(file -> ChannelsFile.path(file, folder, top.or(RECORDS_KEY).place(CASE_KEY))),
                Period.ofMonths(top.or(RECORDS_KEY).or(RECORDS_KEEP)),
                top.or(RECORDS_KEY).or(WITNESSES),
                ChannelsFile.read(top, folder), web.or(SECOND_FACTOR),
                web.get(PROVIDER_KEY).flatMap(fields -> provider(fields, folder)), isEncrypted(web),
                web.get(CERTIFICATE_KEY).flatMap(fields -> certificate(fields, folder)),
                IdentityFile.read(top.or(IdentityFile.KEY), proxy.or(BALANCERS), folder),
                AddressesFile.read(top.or(IdentityFile.KEY),
                        IdentityFile.namesDomains(top.or(IdentityFile.KEY)), folder));
    }

    private static Optional<GatewaySettings.Provider> provider(Fields fields, Path folder) {
        return fields.get(PROVIDER_CALLED).flatMap(called -> fields.get(PROVIDER_ISSUER)
                .flatMap(issuer -> fields.get(PROVIDER_CLIENT).flatMap(client -> fields.get(PROVIDER_SECRET)
                        .flatMap(file -> ChannelsFile.path(file, folder, fields.place(PROVIDER_SECRET)))
                        .map(file -> new GatewaySettings.Provider(called, issuer, client, file)))));
    }

    /// Where nothing is said, only what never leaves this machine is in the open.
    private static boolean isEncrypted(Fields web) {
        Optional<GatewaySettings.WebEncryption> said = web.get(ENCRYPTION);
        boolean certificate = web.get(CERTIFICATE_KEY).isPresent();
        if (certificate && said.filter(GatewaySettings.WebEncryption.BEFORE::equals).isPresent()) {
            web.place(ENCRYPTION).wrong("the site has a certificate, and is said to speak in the open",
                    "take out 'certificate' where something before the site encrypts, or write 'own' here");
        }
        return said.map(GatewaySettings.WebEncryption.OWN::equals)
                .orElse(certificate || !web.or(WEB_LISTEN).getAddress().isLoopbackAddress());
    }

    private static Optional<GatewaySettings.Certificate> certificate(Fields fields, Path folder) {
        return fields.get(CHAIN_FILE).flatMap(chain -> ChannelsFile.path(chain, folder, fields.place(CHAIN_FILE)))
                .flatMap(chain -> fields.get(KEY_FILE)
                        .flatMap(key -> ChannelsFile.path(key, folder, fields.place(KEY_FILE)))
                        .map(key -> new GatewaySettings.Certificate(chain, key)));
    }

    private static GatewaySettings.Tls tls(Fields tls, Path folder) {
        return new GatewaySettings.Tls(
                tls.or(MORE_ROOTS).stream().flatMap(file -> ChannelsFile.path(file.value(), folder, file.at()).stream())
                        .toList(),
                Set.copyOf(tls.or(HIDDEN_FRONTS)), tls.or(NOTICE));
    }

    private static GatewaySettings.Limits limits(Fields limits) {
        return new GatewaySettings.Limits(limits.or(CONNECTIONS), Math.toIntExact(limits.or(HEADER_BYTES)),
                Math.toIntExact(limits.or(REQUEST_LINE)), limits.or(HEADER_TIMEOUT), limits.or(CONNECT_TIMEOUT),
                limits.or(IDLE_REQUEST), limits.or(IDLE_TUNNEL), limits.or(RESPONSE_TIMEOUT), limits.or(DNS_TIMEOUT));
    }

    private static Optional<GatewaySettings.Database> database(Fields fields, Path folder) {
        return fields.get(DB_URL).flatMap(url -> fields.get(DB_USER).flatMap(user -> fields.get(DB_PASSWORD)
                .flatMap(file -> ChannelsFile.path(file, folder, fields.place(DB_PASSWORD)))
                .map(file -> new GatewaySettings.Database(url, user, file))));
    }

    /// Each listener needs a port of its own. Standard values have no place of their own; `file` stands in for it.
    private static void checkListeners(List<Placed<InetSocketAddress>> listeners, Value file) {
        Map<Integer, Placed<InetSocketAddress>> taken = new HashMap<>();
        for (Placed<InetSocketAddress> listener : listeners) {
            int port = listener.value().getPort();
            Placed<InetSocketAddress> other = port == 0 ? null : taken.putIfAbsent(port, listener);
            if (other != null && meet(listener.value(), other.value())) {
                Stream.of(listener, other)
                        .map(Placed::at)
                        .filter(at -> at.notes() == file.notes())
                        .findFirst()
                        .orElse(file)
                        .wrong("two listeners (proxy, web, health, intercept) share port " + port,
                                "give each its own port");
            }
        }
    }

    private static boolean meet(InetSocketAddress one, InetSocketAddress other) {
        return one.equals(other) || one.getAddress().isAnyLocalAddress() || other.getAddress().isAnyLocalAddress();
    }

    private static Optional<String> databaseUrl(String url, Value value) {
        // Not shown again: there may be a password in it.
        if (!url.startsWith("jdbc:postgresql://")) {
            value.wrong("this is not the JDBC address of a PostgreSQL database",
                    "write it like jdbc:postgresql://db.school.example/schoolgate");
            return Optional.empty();
        }
        if (url.contains("@") || url.toLowerCase(Locale.ROOT).contains("password")) {
            value.wrong("there is a user or a password in this address",
                    "write them under 'user' and in the file that 'password-file' names");
            return Optional.empty();
        }
        return Optional.of(url);
    }
}
