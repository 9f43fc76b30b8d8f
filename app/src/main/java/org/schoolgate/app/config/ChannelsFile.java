package org.schoolgate.app.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.request.HostName;

/// What `mail`, `webhook` and `syslog` in `schoolgate.yaml` may say: how messages leave.
final class ChannelsFile {

    private static final String TOLD = " What is told is said under 'alerts' in policy.yaml.";

    private static final Key<String> MAIL_HOST = Key.required("host", Shapes.text(253), "smtp.school.example",
            "The mail server.");
    private static final Key<Integer> MAIL_PORT = Key.standard("port", Shapes.whole(1, 65_535), "587", "465",
            "Its port.");
    private static final Key<GatewaySettings.Mail.Security> MAIL_SECURITY = Key.standard("security",
            Shapes.oneOf("a way to encrypt", Stream.of(GatewaySettings.Mail.Security.values()),
                    GatewaySettings.Mail.Security::text),
            "starttls", "tls",
            "starttls: encrypted after a greeting, mostly on port 587; a server that does not offer it is not used. tls:"
                    + " from the first byte, mostly on 465. none: for a server on this very machine.");
    private static final Key<String> MAIL_USER = Key.optional("user", Shapes.text(200), "nobody signs in",
            "gateway@school.example", "Whom to sign in as.");
    private static final Key<String> MAIL_PASSWORD = Key.optional("password-file", Shapes.text(500),
            "nobody signs in", "/etc/schoolgate/mail.password",
            "A file whose first line is the password. A relative path starts at the configuration's folder.");
    private static final Key<String> MAIL_FROM = Key.required("from", Written.MAIL, "gateway@school.example",
            "The address that messages come from.");
    private static final Keys MAIL = new Keys("mail", MAIL_HOST, MAIL_PORT, MAIL_SECURITY, MAIL_USER, MAIL_PASSWORD,
            MAIL_FROM);

    /// An address of the web that is encrypted, or on this machine.
    static final Shape<URI> SAFE_URL = Piece.of(
            "an address that begins with https://, like https://alerts.school.example/schoolgate", "^https?://[^\\s]+$",
            (text, value) -> hook(value));

    private static final Key<URI> HOOK_URL = Key.required("url", SAFE_URL, "https://alerts.school.example/schoolgate",
            "Where messages are sent to. http:// is for a program on this very machine alone.");
    private static final Key<String> HOOK_SECRET = Key.required("secret-file", Shapes.text(500),
            "/etc/schoolgate/webhook.secret",
            "A file whose first line is what both sides know: 16 characters or more. A relative path starts at the"
                    + " configuration's folder.");
    private static final Keys HOOK = new Keys("the webhook", HOOK_URL, HOOK_SECRET);

    private static final Key<HostName> LOG_HOST = Key.required("host", Written.HOST_NAME, "logs.school.example",
            "The log server. Its certificate must be for this name.");
    private static final Key<Integer> LOG_PORT = Key.standard("port", Shapes.whole(1, 65_535), "6514", "514",
            "Its port.");
    private static final Key<GatewaySettings.Syslog.Protocol> LOG_PROTOCOL = Key.standard("protocol",
            Shapes.oneOf("a way to send a line", Stream.of(GatewaySettings.Syslog.Protocol.values()),
                    GatewaySettings.Syslog.Protocol::text),
            "tls", "tcp",
            "tls: encrypted. tcp: in the open. udp: in the open, and nobody hears whether a line arrived.");
    private static final Keys LOG = new Keys("the log server", LOG_HOST, LOG_PORT, LOG_PROTOCOL);

    static final Key<Fields> MAIL_KEY = Key.optional("mail", MAIL, "none leaves, and messages wait in the store", "",
            "How messages to people leave. Who is told of what is said under 'alerts' in policy.yaml.");
    static final Key<Fields> HOOK_KEY = Key.optional("webhook", HOOK, "nothing leaves this way", "",
            "A program of the school's that is sent JSON, signed. docs/alerts.md tells how to check it." + TOLD);
    static final Key<Fields> LOG_KEY = Key.optional("syslog", LOG, "nothing leaves this way", "",
            "A log server that is sent lines of CEF." + TOLD);

    private ChannelsFile() {}

    /// Reads what the file says of them; what is wrong is noted, and then the result must not be used.
    static GatewaySettings.Channels read(Fields top, Path folder) {
        return new GatewaySettings.Channels(top.get(MAIL_KEY).flatMap(fields -> mail(fields, folder)),
                top.get(HOOK_KEY).flatMap(fields -> hook(fields, folder)), top.get(LOG_KEY).flatMap(ChannelsFile::log));
    }

    private static Optional<GatewaySettings.Mail> mail(Fields mail, Path folder) {
        if (mail.get(MAIL_USER).isPresent() != mail.get(MAIL_PASSWORD).isPresent()) {
            mail.at().wrong("'user' and 'password-file' belong together", "write both, or neither");
        }
        return mail.get(MAIL_HOST).flatMap(host -> mail.get(MAIL_FROM).map(from -> new GatewaySettings.Mail(host,
                mail.or(MAIL_PORT), mail.or(MAIL_SECURITY), mail.get(MAIL_USER), mail.get(MAIL_PASSWORD)
                        .flatMap(file -> path(file, folder, mail.place(MAIL_PASSWORD))),
                from)));
    }

    private static Optional<GatewaySettings.Webhook> hook(Fields hook, Path folder) {
        return hook.get(HOOK_URL).flatMap(url -> hook.get(HOOK_SECRET)
                .flatMap(file -> path(file, folder, hook.place(HOOK_SECRET)))
                .map(file -> new GatewaySettings.Webhook(url, file)));
    }

    private static Optional<GatewaySettings.Syslog> log(Fields log) {
        return log.get(LOG_HOST).map(host -> new GatewaySettings.Syslog(host.name(), log.or(LOG_PORT),
                log.or(LOG_PROTOCOL)));
    }

    /// In the open only where nobody is between.
    private static Optional<URI> hook(Value value) {
        Optional<URI> url = Written.URL.read(value).map(URI::create);
        if (url.isPresent() && url.get().getScheme().equals("http")
                && !List.of("127.0.0.1", "[::1]", "localhost").contains(url.get().getHost())) {
            value.wrong("anyone between could read and change what is sent to " + value.shown(),
                    "write an address that begins with https://, or one on this machine like http://127.0.0.1:9000/");
            return Optional.empty();
        }
        return url;
    }

    /// A file, from the configuration's folder.
    static Optional<Path> path(String file, Path folder, Value at) {
        try {
            return Optional.of(folder.resolve(file));
        } catch (InvalidPathException notOne) {
            at.wrong(at.shown() + " is not the path of a file", "write it like /etc/schoolgate/database.password");
            return Optional.empty();
        }
    }
}
