package org.schoolgate.app.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.identity.GroupNames;

/// What `identity` in `schoolgate.yaml` may say: how it is known who asks.
final class IdentityFile {

    private static final Pattern SERVER = Pattern.compile("([^:\\[\\]/]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");

    /// What has a meaning of its own cannot mean who asks.
    private static final Set<String> TAKEN = Set.of("host", "connection", "cookie", "authorization", "via", "te",
            "upgrade",
            "content-length", "content-type", "transfer-encoding", "forwarded", "x-forwarded-for", "expect", "referer");

    private static final Shape<String> DISTINGUISHED = Piece.plain("a distinguished name",
            "\"OU=People,DC=school,DC=example\"", "^.+=.+$",
            text -> Optional.of(text).filter(GroupNames::isDistinguished));

    private static final Key<List<String>> DOMAINS = Key.standard("domains", Shapes.list(Piece.plain(
            "a domain or realm alone", "school.example", "^[^\\s@\\\\/]{1,253}$",
            text -> text.matches("[^\\s@\\\\/]{1,253}") ? Optional.of(text) : Optional.empty()), 0, 64), "[]",
            "[SCHOOL, school.example]",
            "Domains and realms of the school: SCHOOL\\rao and rao@school.example are then rao. With any other it is somebody else,"
                    + " or nobody.");
    private static final Key<Duration> RECHECK = Key.standard("recheck", Measured.duration("10s", "12h"), "15m", "5m",
            "After which time a password that was right is tried again, and the directory asked again for groups. That is done"
                    + " meanwhile; only who has been away for longer waits.");
    private static final Key<Duration> HOLD = Key.standard("hold", Measured.duration("1m", "72h"), "12h", "4h",
            "How long a password that was right, and the groups that were told last, hold while the directory does not answer.");

    private static final Key<String> HEADER_NAME = Key.standard("name", Piece.of(
            "a header's name, like X-Authenticated-User", "^[A-Za-z0-9-]{2,60}$", IdentityFile::headerName),
            "X-Authenticated-User", "X-Remote-User", "The header. It never goes on to a site, whoever sent it.");
    private static final Key<List<Placed<AddressRange>>> HEADER_FROM = Key.required("from",
            Shapes.list(Networks.RANGE.placed(), 1, 64), "[10.20.5.2]",
            "The machines that are believed, by the connection itself. Each must take the header out of what its own clients"
                    + " send.");
    private static final Keys HEADER = new Keys("the header that says who asks", HEADER_NAME, HEADER_FROM);

    private static final Key<List<AddressRange>> ASKED = Key.required("networks", Shapes.list(Networks.RANGE, 1, 1_000),
            "[10.20.0.0/16]",
            "Whose browsers are asked, where they use the gateway as their proxy. Intercepted connections cannot be asked.");
    private static final Key<String> REALM = Key.standard("realm", Piece.of(
            "words for a browser's question, like School", "^[ !#-\\[\\]-~]{1,80}$", IdentityFile::realm), "School",
            "Marlbeck Primary School", "What the browser shows beside its question for name and password.");
    private static final Key<Integer> WRONG = Key.standard("wrong-passwords", Shapes.whole(1, 100), "5", "3",
            "How many wrong passwords one address may try for one name in a quarter of an hour, and ten times as many for all"
                    + " names. Keep it below the number at which the directory locks an account.");
    private static final Keys PASSWORD = new Keys("the question for a password", ASKED, REALM, WRONG);

    private static final Key<List<Placed<WhoAsks.Server>>> SERVERS = Key.required("servers",
            Shapes.list(Piece.of("a server of the directory, like dc1.school.example or dc1.school.example:636",
                    "^[^/]+$", IdentityFile::server).placed(), 1, 16),
            "[dc1.school.example, dc2.school.example]",
            "The directory's servers (LDAP, Active Directory), asked in this order. Their certificates must be for these names.");
    private static final Key<WhoAsks.Directory.Encryption> ENCRYPTION = Key.standard("encryption",
            Shapes.oneOf("a way to encrypt", Stream.of(WhoAsks.Directory.Encryption.values()),
                    WhoAsks.Directory.Encryption::text),
            "ldaps", "starttls",
            "ldaps: from the first byte, mostly on port 636. starttls: after a greeting, mostly on 389; a server that does not"
                    + " offer it is not asked. none: for a directory on this very machine.");
    private static final Key<String> USER = Key.required("user", DISTINGUISHED,
            "\"CN=Schoolgate,OU=Services,DC=school,DC=example\"",
            "The gateway's own account there. It needs to read names and groups, and nothing else.");
    private static final Key<String> PASSWORD_FILE = Key.required("password-file", Shapes.text(500),
            "/etc/schoolgate/directory.password",
            "A file whose first line is its password. A relative path starts at the configuration's folder.");
    private static final Key<String> PEOPLE = Key.required("people", DISTINGUISHED,
            "\"OU=People,DC=school,DC=example\"", "Below which entry people are looked for.");
    private static final Key<String> ACCOUNT = Key.standard("account-attribute", Piece.of(
            "an attribute, like sAMAccountName or uid", "^[A-Za-z][A-Za-z0-9-]{0,60}$",
            (text, value) -> attribute(text, value)), "sAMAccountName", "uid",
            "The attribute with the name that people sign in with.");
    private static final Key<String> GROUPS = Key.optional("groups", DISTINGUISHED,
            "the same as 'people'", "\"OU=Groups,DC=school,DC=example\"", "Below which entry groups are looked for.");
    private static final Key<WhoAsks.Directory.Nested> NESTED = Key.standard("nested",
            Shapes.oneOf("a way to find groups", Stream.of(WhoAsks.Directory.Nested.values()),
                    WhoAsks.Directory.Nested::text),
            "chain", "member-of",
            "How groups within groups are found. chain: Active Directory follows them itself. member-of: each entry says which"
                    + " groups it is in. member: each group says who is in it.");
    private static final Key<Duration> TIMEOUT = Key.standard("timeout", Measured.duration("500ms", "10s"), "5s", "3s",
            "How long somebody waits for the directory at most. Then it counts as away.");
    private static final Keys DIRECTORY = new Keys("the directory", SERVERS, ENCRYPTION, USER, PASSWORD_FILE, PEOPLE,
            ACCOUNT, GROUPS, NESTED, TIMEOUT);

    private static final Key<Fields> HEADER_KEY = Key.optional("header", HEADER, "no header is believed", "",
            "Balancers that sign people in and say in a header who asks.");
    private static final Key<Fields> PASSWORD_KEY = Key.optional("password", PASSWORD, "nobody is asked", "",
            "Who is asked for name and password (Basic). They are tried against the local accounts (schoolgate accounts) and"
                    + " the directory.");
    private static final Key<Fields> DIRECTORY_KEY = Key.optional("directory", DIRECTORY,
            "there are local accounts alone, and no groups", "", "The school's directory (LDAP, Active Directory).");
    private static final Keys IDENTITY = new Keys("who asks", Stream.concat(
            Stream.of(DOMAINS, HEADER_KEY, TicketFile.KEY, PASSWORD_KEY, DIRECTORY_KEY, RECHECK, HOLD),
            AddressesFile.KEYS.stream())
            .toArray(Key<?>[]::new));

    static final Key<Fields> KEY = Key.standard("identity", IDENTITY, "{}", "",
            "How it is known who asks. Which group somebody is in is said in policy.yaml. docs/identity.md tells how.");

    private IdentityFile() {}

    /// Reads what the file says of it; what is wrong is noted, and then the result must not be used.
    ///
    /// @param handingOn those who hand on connections unread
    static WhoAsks read(Fields identity, List<AddressRange> handingOn, Path folder) {
        if (identity.or(HOLD).compareTo(identity.or(RECHECK)) < 0) {
            identity.place(HOLD).wrong("what is known would hold for less time than until it is asked for again",
                    "give 'hold' at least the time of 'recheck'");
        }
        return new WhoAsks(Set.copyOf(identity.or(DOMAINS)), identity.or(RECHECK), identity.or(HOLD),
                identity.get(HEADER_KEY).map(header -> header(header, handingOn)),
                identity.get(TicketFile.KEY).map(ticket -> TicketFile.read(ticket, folder)),
                identity.get(PASSWORD_KEY).map(password -> new WhoAsks.Password(
                        password.get(ASKED).orElse(List.of()), password.or(REALM), password.or(WRONG))),
                identity.get(DIRECTORY_KEY).flatMap(directory -> directory(directory, folder)));
    }

    /// Whether any domain is the school's.
    static boolean namesDomains(Fields identity) {
        return !identity.or(DOMAINS).isEmpty();
    }

    private static WhoAsks.Header header(Fields header, List<AddressRange> handingOn) {
        List<Placed<AddressRange>> from = header.get(HEADER_FROM).orElse(List.of());
        for (Placed<AddressRange> one : from) {
            if (handingOn.stream().anyMatch(range -> range.contains(one.value().network()))) {
                one.at().remark(
                        one.value() + " is among 'balancers', too; one that hands on connections as they are hands on a"
                                + " header that its clients wrote",
                        "leave it here only if it takes the header out of what its clients send");
            }
        }
        return new WhoAsks.Header(header.or(HEADER_NAME), from.stream().map(Placed::value).toList());
    }

    private static Optional<WhoAsks.Directory> directory(Fields directory, Path folder) {
        List<Placed<WhoAsks.Server>> servers = directory.get(SERVERS).orElse(List.of());
        WhoAsks.Directory.Encryption encryption = directory.or(ENCRYPTION);
        if (encryption == WhoAsks.Directory.Encryption.NONE) {
            servers.stream().filter(server -> !isHere(server.value().host())).forEach(server -> server.at().wrong(
                    "anyone between could read the passwords that are sent to " + server.value().host(),
                    "take out 'encryption: none', which is for a directory on this very machine, like 127.0.0.1"));
        }
        return directory.get(USER).flatMap(user -> directory.get(PEOPLE).flatMap(people -> directory.get(PASSWORD_FILE)
                .flatMap(file -> ChannelsFile.path(file, folder, directory.place(PASSWORD_FILE)))
                .map(file -> new WhoAsks.Directory(servers.stream().map(Placed::value)
                        .map(server -> new WhoAsks.Server(server.host(),
                                server.port() == 0 ? encryption.port() : server.port()))
                        .toList(), encryption, user, file, people, directory.or(ACCOUNT), directory.get(GROUPS),
                        directory.or(NESTED), directory.or(TIMEOUT)))));
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || IpAddress.parse(host).map(IdentityFile::inet)
                .filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static InetAddress inet(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.bytes());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of 4 or 16 bytes is always known", impossible);
        }
    }

    private static Optional<WhoAsks.Server> server(String text, Value value) {
        Matcher parts = SERVER.matcher(text);
        if (text.contains("://")) {
            value.wrong(value.shown() + " is an address, not a server",
                    "write its name alone, like dc1.school.example; 'encryption' says how it is spoken to");
            return Optional.empty();
        }
        String host = parts.matches() ? parts.group(1).replaceAll("[\\[\\]]", "") : "";
        int port = parts.matches() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : 0;
        boolean named = IpAddress.parse(host).isPresent() || HostName.parse(host).isPresent();
        if (!named || port > 65_535 || parts.group(2) != null && port == 0) {
            value.wrong(value.shown() + " is not a server",
                    "write it like dc1.school.example or dc1.school.example:636");
            return Optional.empty();
        }
        return Optional.of(new WhoAsks.Server(host, port));
    }

    private static Optional<String> headerName(String text, Value value) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.matches("[A-Za-z0-9-]{2,60}")) {
            value.wrong(value.shown() + " is not a header's name", "write it like X-Authenticated-User");
            return Optional.empty();
        }
        if (TAKEN.contains(lower) || lower.startsWith("proxy-") || lower.startsWith("sec-")) {
            value.wrong(text + " means something else", "choose a header of your own, like X-Authenticated-User");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static Optional<String> realm(String text, Value value) {
        if (text.matches("[ -~&&[^\"\\\\]]{1,80}") && !text.isBlank()) {
            return Optional.of(text.strip());
        }
        value.wrong(value.shown() + " cannot be shown by every browser",
                "write 1 to 80 plain letters, without accents, quotes and backslashes");
        return Optional.empty();
    }

    private static Optional<String> attribute(String text, Value value) {
        if (text.matches("[A-Za-z][A-Za-z0-9-]{0,60}")) {
            return Optional.of(text);
        }
        value.wrong(value.shown() + " is not an attribute", "write it like sAMAccountName or uid");
        return Optional.empty();
    }
}
