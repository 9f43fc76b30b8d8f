package org.schoolgate.proxy.log;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Everything that is counted. `docs/metrics.md` is written from this list.
///
/// Tags are verdicts, groups, categories, rules, lists and kinds of fault, whose number is bounded; a host, an address or a person
/// never is one.
public enum Meter {
    /// One for each exchange.
    EXCHANGES("schoolgate.exchanges", Kind.COUNTER, "", "verdict group",
            "Exchanges ended, by the policy's answer (`none` where it was not asked) and the group whose policy was read."),
    /// How long exchanges take.
    EXCHANGE_TIME("schoolgate.exchange.time", Kind.TIMER, "seconds", "verdict",
            "From the beginning of a request to the last byte of its answer; for a tunnel, until it closes."),
    /// How sure it is who asks.
    IDENTIFIED("schoolgate.identity.requests", Kind.COUNTER, "", "source certainty",
            "Requests that were judged, by what said who asks (`none` where only the address is known, `several` where several people share it) and by how sure that is, from 1 to 4."),
    /// Whether people wait for the directory.
    IDENTITY_WAITS("schoolgate.identity.waits", Kind.COUNTER, "", "",
            "Requests that had to wait until it was known who asks: a password was tried, or the directory asked."),
    /// How many tickets name somebody.
    TICKETS_TAKEN("schoolgate.tickets.taken", Kind.COUNTER, "", "", "Kerberos tickets that said who asks."),
    /// How many tickets name nobody.
    TICKETS_REFUSED("schoolgate.tickets.refused", Kind.COUNTER, "", "",
            "Kerberos tickets that named nobody: forged, repeated, too old, of a computer or of another realm, or none at all. The"
                    + " gateway's log says why."),
    /// Whether keys are missing.
    TICKETS_AWAY("schoolgate.tickets.away", Kind.GAUGE, "", "",
            "1 while a keytab or a key in it is missing, so that tickets cannot be looked at, 0 otherwise."),
    /// How often the directory is asked.
    DIRECTORY_ASKED("schoolgate.directory.questions", Kind.COUNTER, "", "", "Questions to the directory."),
    /// How often it did not answer.
    DIRECTORY_FAILED("schoolgate.directory.failures", Kind.COUNTER, "", "",
            "Questions that the directory did not answer. Who was known before still is, for a time."),
    /// Whether it answers.
    DIRECTORY_AWAY("schoolgate.directory.away", Kind.GAUGE, "", "",
            "1 while the directory does not answer, 0 while it does."),
    /// What people go to, without saying who or where.
    CATEGORIES("schoolgate.categories", Kind.COUNTER, "", "category verdict",
            "Exchanges ended, by each category that the target is in. One in two categories counts in both."),
    /// What rules that are only tried out would do.
    SHADOW("schoolgate.shadow", Kind.COUNTER, "", "rule verdict",
            "Exchanges ended that a rule in shadow would have answered, by the rule and its answer."),
    /// Traffic from the school.
    BYTES_IN("schoolgate.client.received", Kind.COUNTER, "bytes", "", "Bytes from clients."),
    /// Traffic to the school.
    BYTES_OUT("schoolgate.client.sent", Kind.COUNTER, "bytes", "", "Bytes to clients."),
    /// What goes wrong.
    FAULTS("schoolgate.faults", Kind.COUNTER, "", "fault",
            "Exchanges that a fault ended, by the error type of RFC 9209."),
    /// What ends early.
    BROKEN_OFF("schoolgate.exchanges.incomplete", Kind.COUNTER, "", "",
            "Exchanges whose answer the client did not get whole."),
    /// How many are there now.
    OPEN_CONNECTIONS("schoolgate.client.connections", Kind.GAUGE, "", "", "Client connections open now."),
    /// Whether the access log keeps up.
    LOG_WAITING("schoolgate.access.log.waiting", Kind.GAUGE, "", "",
            "Exchanges that wait to be written to the access log."),
    /// Whether the access log is whole.
    LOG_LOST("schoolgate.access.log.lost", Kind.COUNTER, "", "",
            "Lines of the access log that were lost because the disk was too slow for them, or failed."),
    /// When devices stop to trust the gateway.
    AUTHORITY_LEFT("schoolgate.authority.left", Kind.GAUGE, "days", "",
            "Until the school's own authority ends. Plan the next one at 60."),
    /// Whether the program wants an update.
    ROOTS_AGE("schoolgate.roots.age", Kind.GAUGE, "days", "",
            "Age of the set of roots that sites are trusted by. It comes with the program, and is old at 90."),
    /// How much inspection costs.
    LEAVES_MINTED("schoolgate.leaves.minted", Kind.COUNTER, "", "",
            "Certificates made for sites and pages, to be shown to devices."),
    /// How much inspection holds.
    LEAVES_KEPT("schoolgate.leaves.kept", Kind.GAUGE, "", "", "Certificates for sites and pages that are kept now."),
    /// Devices without the school's certificate, and programs that take no other than their own.
    LEAVES_REFUSED("schoolgate.leaves.refused", Kind.COUNTER, "", "",
            "Connections that a device ended because it did not take the gateway's certificate."),
    /// How often a revocation could not be asked about.
    REVOCATION_UNKNOWN("schoolgate.revocation.unknown", Kind.COUNTER, "", "",
            "Sites' certificates of which nobody could tell in time whether they were revoked, and which were let through."),
    /// How often a site spoke as it may no more elsewhere.
    SITES_OLD("schoolgate.sites.old", Kind.COUNTER, "", "",
            "Connections to sites by TLS 1.0 or 1.1, or with the ciphers of their time, as `old-protocols` in the policy allows."),
    /// Of how many the gateway knows where they are.
    PRESENCES("schoolgate.presences", Kind.GAUGE, "", "",
            "Of how many it is known now at which address they are, those who left a moment ago among them."),
    /// Whether there is room for all.
    PRESENCES_TURNED_AWAY("schoolgate.presences.turned.away", Kind.COUNTER, "", "",
            "Of how many that was not remembered, as there was no room."),
    /// Whether the network is heard.
    RADIUS_TAKEN("schoolgate.radius.taken", Kind.COUNTER, "", "",
            "Accounting requests that were genuine and new."),
    /// Whether somebody is not understood, or pretends.
    RADIUS_DROPPED("schoolgate.radius.dropped", Kind.COUNTER, "", "",
            "Accounting requests that got no answer: from an address that is not listed, with another secret, or not as the standard has them."),
    /// How fresh a fetched list is.
    LIST_AGE("schoolgate.list.age", Kind.GAUGE, "seconds", "list",
            "Since the list in force was last found to be what its publisher has. Of lists with a source that is on, once they were fetched."),
    /// Whether a list wants looking after.
    LIST_OLD("schoolgate.list.old", Kind.GAUGE, "", "list",
            "1 where a list with a source that is on has not been fetched for more than twice its period, 0 otherwise."),
    /// How large a list is.
    LIST_ENTRIES("schoolgate.list.entries", Kind.GAUGE, "", "list", "Different entries of the list in force."),
    /// Whether a publisher can be reached, and gives what can be taken.
    LIST_FAILURES("schoolgate.list.failures", Kind.GAUGE, "", "list",
            "How many times in a row the list could not be fetched, or was not taken."),
    /// What a fetch costs.
    LIST_FETCH("schoolgate.list.fetch", Kind.GAUGE, "seconds", "list",
            "How long the last change took to fetch and to be proved whole."),
    /// What an index costs.
    LIST_BUILD("schoolgate.list.build", Kind.GAUGE, "seconds", "list",
            "How long the last change then took until it was in force.");

    /// How a meter counts.
    enum Kind {
        COUNTER, GAUGE, TIMER
    }

    private final String text;
    private final Kind kind;
    private final String unit;
    /// The tags' names with spaces between.
    private final String tags;
    private final String sentence;

    Meter(String text, Kind kind, String unit, String tags, String sentence) {
        this.text = text;
        this.kind = kind;
        this.unit = unit;
        this.tags = tags;
        this.sentence = sentence;
    }

    /// Its name, in Micrometer's spelling.
    public String text() {
        return text;
    }

    /// Its name as `/metrics` shows it; a time shows as this with `_count`, `_sum`, `_max` and `_bucket` behind.
    public String exposedName() {
        String name = text.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
        return kind == Kind.COUNTER ? name + "_total" : name;
    }

    /// What it counts, in a sentence.
    public String sentence() {
        return sentence;
    }

    List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(" "));
    }

    boolean isGauge() {
        return kind == Kind.GAUGE;
    }

    String unit() {
        return unit;
    }

    /// The page `docs/metrics.md`, in Markdown.
    public static String reference() {
        StringBuilder page = new StringBuilder(
                """
                    # What is counted

                    The gateway shows these at `/metrics`, in the text format of Prometheus. The page is written from the list in the
                    code (`Meter`); a test fails where they differ. Beside them stand the usual meters of the Java machine: `jvm_memory_*`,
                    `jvm_gc_*`, `jvm_threads_*`, `process_files_*`, `process_uptime_seconds`, `system_cpu_*`.

                    No meter carries a site, an address or a person.

                    | name | kind | tags | counts |
                    |---|---|---|---|
                    """);
        for (Meter meter : values()) {
            String tags = meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
            page.append("| `").append(meter.exposedName()).append("` | ")
                    .append(meter.kind.name().toLowerCase(Locale.ROOT)).append(" | ")
                    .append(tags.isEmpty() ? "none" : tags).append(" | ")
                    .append(meter.sentence).append(" |\n");
        }
        return page.toString();
    }
}
