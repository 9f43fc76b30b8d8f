package org.schoolgate.app.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.KnownSites;
import org.schoolgate.app.wiring.ListsAtRest;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.identity.GroupNames;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Say what the gateway would answer, and why, step by step. Asking changes nothing and is not recorded.")
final class ExplainCommand extends PlacedCommand {

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.UK);

    @Parameters(
            paramLabel = "URL",
            description = "What is asked for. Of an https address the gateway sees the name alone, unless it looks inside.")
    private String url = "";

    @Option(names = "--group", paramLabel = "GROUP", description = "Who asks: a group of the policy, or 'strangers'.")
    private @Nullable String group;

    @Option(names = "--client", paramLabel = "ADDRESS", description = "Who asks, by network address.")
    private @Nullable String client;

    @Option(
            names = "--person",
            paramLabel = "NAME",
            description = "Who asks, by the name that they sign in with. Where that says nothing, --client does.")
    private @Nullable String person;

    @Option(
            names = "--member",
            paramLabel = "GROUP",
            description = "A group of the directory that the person is in, by its name or distinguished name. May be given several"
                    + " times; the directory itself is not asked.")
    private List<String> members = List.of();

    @Option(
            names = "--at",
            paramLabel = "\"YYYY-MM-DD HH:MM\"",
            description = "When, in the school's time. Without it: now.")
    private @Nullable String at;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = places.configuration();
        try (ListsAtRest lists = ListsAtRest.open(places.data(), configuration, InstantSource.system())) {
            return lists.ask(engine -> explain(engine, lists.zone()));
        }
    }

    private int explain(PolicyEngine engine, ZoneId zone) {
        Request whole = new Request(new TraceId(new SecureRandom().nextLong()), asker(engine), page(), moment(zone));
        Explained explained = Explained.asSeen(engine, KnownSites.innerAddresses(), whole);
        if (output.isJson()) {
            output.json(ExplainedMap.of(explained, zone));
        } else {
            ExplainedWords.tell(output.out(), explained, zone);
        }
        return ExitCode.OK;
    }

    private Client asker(PolicyEngine engine) {
        IpAddress address = client == null
                ? IpAddress.ofV4(0)
                : IpAddress.parse(client).orElseThrow(
                        () -> usage("'" + client + "' is no address; write one like 10.20.3.4 or fd00::1"));
        Client asking = Client.at(address).as(identity());
        if (group == null) {
            return client == null && person == null ? asking.in(Group.STRANGERS) : asking;
        }
        return asking.in(engine.policies().group(group)
                .orElseThrow(() -> usage("there is no group '" + group + "'; the policy has "
                        + engine.policies().byGroup().stream().map(policy -> policy.group().name())
                                .collect(Collectors.joining(", "))
                        + " and strangers")));
    }

    private Identity identity() {
        if (person == null) {
            if (!members.isEmpty()) {
                throw usage("--member says which groups --person is in; write whom with --person NAME");
            }
            return Identity.UNKNOWN;
        }
        Person named = Person.of(person).orElseThrow(() -> usage("'" + person
                + "' is not a name that anyone signs in with; write one like rao, without a domain"));
        Set<String> groups = members.stream().map(name -> GroupNames.of(name).orElseThrow(() -> usage("'" + name
                + "' is not a group of a directory; write it like Teachers, or as a distinguished name")))
                .collect(Collectors.toSet());
        return new Identity.Known(named, groups, Identity.Source.PASSWORD, Instant.EPOCH);
    }

    /// The whole address.
    private Target.Page page() {
        return Target.Page.typed(url)
                .orElseThrow(() -> usage("'" + url + "' is no address that a browser could open; "
                        + "write one like https://www.example.org/page"));
    }

    private Instant moment(ZoneId zone) {
        if (at == null) {
            return Instant.now();
        }
        try {
            return LocalDateTime.parse(at, AT).atZone(zone).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw usage("'" + at + "' is no moment; write date and time, like \"2026-11-24 10:00\"");
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(output.line(), message);
    }
}
