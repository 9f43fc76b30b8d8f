package org.schoolgate.app.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;

/// How the gateway runs, from `schoolgate.yaml`. The reference page `docs/configuration.md` tells what each is for.
///
/// @param proxy where browsers connect; port 0 takes any free port, here and in the next two
/// @param web where the review site is served
/// @param health where health and metrics are served
/// @param allowedDestinations private addresses that may be connected to all the same
/// @param connectPorts the ports that a tunnel may go to
/// @param nameServers whom to ask for addresses; empty for the machine's own
/// @param accessLog how a line of the access log is written
/// @param keepLogs how many full access logs are kept beside the current one
/// @param logBytes the size at which a new access log is begun
/// @param limits bounds on what one client or one exchange may take
/// @param database a PostgreSQL database; empty for the file in the data folder
/// @param webHostNames names under which the review site is reached, beside its addresses
/// @param drain how long exchanges may go on once the gateway is told to stop
/// @param intercept ports that take connections on their way to sites
/// @param unnamedDestinations where an intercepted connection may go that names no site
/// @param balancers whose word on the client's address is believed, and must be given
/// @param tls what is said of encrypted connections
/// @param caseKey the file of the key of records; empty for the usual place
/// @param keepRecords how long flagged accesses are kept
/// @param witnesses who gets the signed state of the records each day
/// @param channels how messages leave
/// @param secondFactor who must have one to sign in to the review site
/// @param provider where the school has its own accounts
/// @param webEncrypted whether the review site speaks TLS itself
/// @param webCertificate the certificate that it then has; empty for one by the school's own authority
/// @param whoAsks how it is known who asks
/// @param addresses how the gateway comes to know who is at which address
public record GatewaySettings(
        InetSocketAddress proxy,
        InetSocketAddress web,
        InetSocketAddress health,
        List<AddressRange> allowedDestinations,
        Set<Integer> connectPorts,
        List<InetSocketAddress> nameServers,
        AccessLogFormat accessLog,
        int keepLogs,
        long logBytes,
        Limits limits,
        Optional<Database> database,
        Set<String> webHostNames,
        Duration drain,
        List<Intercept> intercept,
        List<AddressRange> unnamedDestinations,
        List<AddressRange> balancers,
        Tls tls,
        Optional<Path> caseKey,
        Period keepRecords,
        List<String> witnesses,
        Channels channels,
        SecondFactor secondFactor,
        Optional<Provider> provider,
        boolean webEncrypted,
        Optional<Certificate> webCertificate,
        WhoAsks whoAsks,
        AddressSettings addresses) {

    public GatewaySettings {
        allowedDestinations = List.copyOf(allowedDestinations);
        connectPorts = Set.copyOf(connectPorts);
        nameServers = List.copyOf(nameServers);
        webHostNames = Set.copyOf(webHostNames);
        intercept = List.copyOf(intercept);
        unnamedDestinations = List.copyOf(unnamedDestinations);
        balancers = List.copyOf(balancers);
        witnesses = List.copyOf(witnesses);
    }

    /// Whether a second factor is needed on the review site.
    public enum SecondFactor {
        /// By those who may read flagged accesses.
        REQUIRED,
        /// By those who set one up.
        OFFERED;

        private final String text = name().toLowerCase(Locale.ROOT);

        /// As the file spells it.
        public String text() {
            return text;
        }
    }

    /// Who encrypts what readers see of the review site.
    public enum WebEncryption {
        /// The site itself.
        OWN,
        /// Something before it.
        BEFORE;

        private final String text = name().toLowerCase(Locale.ROOT);

        /// As the file spells it.
        public String text() {
            return text;
        }
    }

    /// A certificate that the school got elsewhere.
    ///
    /// @param chain the file with the site's own certificate and those between it and its root
    /// @param key the file with its private key
    public record Certificate(Path chain, Path key) {}

    /// A port that takes connections on their way to sites.
    public record Intercept(InetSocketAddress listen, Mode mode) {

        /// How the firewall hands them over.
        public enum Mode {
            /// As they are.
            TPROXY,
            /// With their destination rewritten.
            REDIRECT;

            private final String text = name().toLowerCase(Locale.ROOT);

            /// As the file spells it.
            public String text() {
                return text;
            }
        }
    }

    /// Bounds on what one client or one exchange may take.
    ///
    /// @param connectionsPerClient connections open at once from one address
    /// @param headerBytes all header lines of one message together
    /// @param requestLineBytes method, URL and version of one request
    /// @param headerTimeout from the first byte of a request to the end of its header
    /// @param connectTimeout for one attempt to connect to one address of a site
    /// @param idleRequest how long a connection may lie still between requests, or within one
    /// @param idleTunnel how long a tunnel may lie still
    /// @param responseTimeout from the end of a request to the end of its answer's header
    /// @param dnsTimeout for one name to be looked up
    public record Limits(
            int connectionsPerClient,
            int headerBytes,
            int requestLineBytes,
            Duration headerTimeout,
            Duration connectTimeout,
            Duration idleRequest,
            Duration idleTunnel,
            Duration responseTimeout,
            Duration dnsTimeout) {}

    /// Encrypted connections.
    ///
    /// @param moreRoots files with authorities that sites may rest on, beside the public ones
    /// @param hiddenNameFronts names that stand in the open where the one that counts is encrypted
    /// @param notice whether a device is told on a page that its connections are looked into
    public record Tls(List<Path> moreRoots, Set<HostName> hiddenNameFronts, boolean notice) {

        public Tls {
            moreRoots = List.copyOf(moreRoots);
            hiddenNameFronts = Set.copyOf(hiddenNameFronts);
        }
    }

    /// How messages leave; by what is empty none does.
    public record Channels(Optional<Mail> mail, Optional<Webhook> webhook, Optional<Syslog> syslog) {}

    /// A program of the school's that is sent messages.
    ///
    /// @param secretFile a file whose first line is what both sides know
    public record Webhook(URI url, Path secretFile) {}

    /// Where the school has its own accounts, by OpenID Connect.
    public record Provider(String called, URI issuer, String clientId, Path secretFile) {}

    /// The school's log server.
    public record Syslog(String host, int port, Protocol protocol) {

        /// How lines reach it.
        public enum Protocol {
            /// Encrypted.
            TLS,
            /// In the open.
            TCP,
            /// In the open, and nobody hears whether they arrived.
            UDP;

            /// As the file spells it.
            public String text() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /// How messages to people leave.
    ///
    /// @param host the mail server
    /// @param user whom to sign in as; empty where nobody does
    /// @param passwordFile a file whose first line is the password
    /// @param from the address that messages come from
    public record Mail(String host, int port, Security security, Optional<String> user, Optional<Path> passwordFile,
            String from) {

        /// How the way to the server is encrypted.
        public enum Security {
            /// After a greeting.
            STARTTLS,
            /// From the first byte.
            TLS,
            /// Not at all.
            NONE;

            /// As the file spells it.
            public String text() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /// A PostgreSQL database that several gateways may share.
    ///
    /// @param jdbcUrl such as `jdbc:postgresql://db.school.example/schoolgate`
    /// @param user whom to sign in as
    /// @param passwordFile a file whose first line is the password; relative to the configuration's folder
    public record Database(String jdbcUrl, String user, Path passwordFile) {}
}
