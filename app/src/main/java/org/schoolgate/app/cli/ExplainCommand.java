package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.KnownSites;
import org.schoolgate.app.wiring.RegisterPermits;
import org.schoolgate.review.register.Allowances;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.policy.Explanation;
import org.schoolgate.filters.policy.Placing;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.policy.Rule;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Say what the gateway would answer, and why, step by step. Asking changes nothing and is not recorded.")
final class ExplainCommand implements Callable<Integer> {

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

    @Mixin
    private Output output = new Output();

    @Mixin
    private Places places = new Places();

    @Override
    public Integer call() throws IOException {
        Configuration configuration = places.configuration();
        PolicyEngine engine = new PolicyEngine(configuration.policy().categories(),
                places.library(configuration).load(), configuration.policy().policies(),
                RegisterPermits.of(Allowances.read(Allowances.file(places.data())), configuration.policy()).permits(),
                configuration.policy().version());
        ZoneId zone = configuration.policy().school().zone();
        Request whole = new Request(new TraceId(new SecureRandom().nextLong()), asker(engine), page(), moment(zone));
        Explained explained = Explained.asSeen(engine, KnownSites.innerAddresses(), whole);
        if (output.isJson()) {
            output.json(asMap(explained, zone));
        } else {
            tell(output.out(), explained, zone);
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
        String text = url.contains("://") ? url : "https://" + url;
        int fragment = text.indexOf('#');
        return Target.Page.parse(fragment < 0 ? text : text.substring(0, fragment))
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

    private static Map<String, @Nullable Object> asMap(Explained explained, ZoneId zone) {
        Request request = explained.request();
        Decision decision = explained.decision();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("verdict", decision.verdict().text());
        map.put("categories", explained.about().stream().map(Category::slug).toList());
        map.put("uses", uses(explained.about()));
        map.put("rule", decision.reason().rule());
        map.put("terms", terms(decision.terms()));
        map.put("ruleBecause", because(explained).orElse(null));
        map.put("wouldHave", decision.terms().shadow().map(
                shadow -> Map.of("rule", shadow.rule(), "verdict", shadow.verdict().text())).orElse(null));
        map.put("clause", decision.reason().clause().orElse(null));
        map.put("reason", decision.reason().sentence());
        map.put("entry", decision.listings().stream().findFirst().map(ExplainCommand::asMap).orElse(null));
        map.put("entries", decision.listings().stream().map(ExplainCommand::asMap).toList());
        map.put("holdsUntil", holdsUntil(decision, zone));
        map.put("trace", request.trace().toString());
        map.put("recorded", decision.recorded());
        map.put("group", decision.group().name());
        map.put("placed", explained.placing().claims().stream()
                .map(claim -> Map.of("group", claim.group().name(), "by", claim.by().name().toLowerCase(Locale.ROOT),
                        "what",
                        claim.what()))
                .toList());
        map.put("target", request.target().text());
        map.put("look", decision.look().text());
        map.put("revocation", decision.demands().proof() ? "hard" : "soft");
        map.put("oldProtocols", decision.demands().oldProtocols());
        map.put("at", request.at().atZone(zone).toOffsetDateTime().toString());
        map.put("hours", explained.own().hours().text());
        map.put("hoursOf", explained.own().whose().name().toLowerCase(Locale.ROOT));
        map.put("snapshot", decision.snapshot());
        map.put("inside", explained.inside().stream().map(ExplainCommand::asMap).toList());
        map.put("steps", explained.own().steps().stream()
                .map(step -> Map.of("rule", step.rule().name(), "title", step.rule().title(), "tier",
                        step.rule().tier().text(), "outcome", step.outcome().name().toLowerCase(Locale.ROOT)))
                .toList());
        return map;
    }

    private static Map<String, Object> asMap(Explained.Inside inside) {
        Decision decision = inside.explanation().decision();
        return Map.of("target", inside.target().text(), "verdict", decision.verdict().text(), "rule",
                decision.reason().rule(), "reason", decision.reason().sentence(), "categories",
                inside.about().stream().map(Category::slug).toList());
    }

    private static Map<String, Object> asMap(Listing listing) {
        return Map.of("entry", listing.entry(), "category", listing.category().slug(), "list", listing.list(),
                "version",
                listing.version(), "line", listing.line());
    }

    private static @Nullable String holdsUntil(Decision decision, ZoneId zone) {
        return decision.holdsUntil().equals(Instant.MAX)
                ? null
                : decision.holdsUntil().atZone(zone).toOffsetDateTime().toString();
    }

    /// What the categories are used for, each use once.
    private static List<String> uses(List<Category> about) {
        return about.stream().map(category -> category.use().text()).distinct().toList();
    }

    /// Why the rule that answered was made.
    private static Optional<String> because(Explained explained) {
        return explained.own().answered().flatMap(Rule::because);
    }

    /// What goes with the answer, in sentences.
    private static List<String> terms(Terms terms) {
        List<String> said = new ArrayList<>();
        terms.asking().ifPresent(asking -> said.add("opens for " + asking.opensFor().toMinutes()
                + " minutes after an answer" + (asking.words() ? " in words" : "")));
        terms.quota().ifPresent(quota -> said.add("at most " + quota.minutes() + " minutes a day"));
        terms.from().ifPresent(from -> said.add("recorded from " + from.times() + " pages within "
                + from.within().toMinutes() + " minutes on"));
        terms.shadow()
                .ifPresent(shadow -> said.add("\"" + shadow.rule() + "\", which is only tried out, would have answered "
                        + shadow.verdict().text()));
        return said;
    }

    private static String seen(Look look) {
        return switch (look) {
            case NEVER -> "the name alone is seen; this is never looked into";
            case NAME -> "of an encrypted page only the name is seen";
            case PAGE -> "only the name is seen; what is closed is told on a page";
            case INSIDE -> "looked into";
        };
    }

    private static void tell(PrintWriter out, Explained explained, ZoneId zone) {
        Request request = explained.request();
        Decision decision = explained.decision();
        Explanation explanation = explained.own();
        DateTimeFormatter moment = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.UK);
        out.println(switch (decision.verdict()) {
            case ALLOW -> "Opened.";
            case FLAG -> "Opened, and noted for a person to look at.";
            case COACH -> "Asked first: \"Is this for work?\"";
            case BLOCK -> "Closed.";
        } + " " + capital(decision.reason().sentence()) + ".");
        out.println();
        row(out, "Asked for", request.target().text()
                + (request.target() instanceof Target.Site ? "  (" + seen(decision.look()) + ")" : ""));
        for (Explained.Inside one : explained.inside()) {
            row(out, "Inside it", one.target().text() + "  (" + one.explanation().decision().verdict().text() + ": "
                    + one.explanation().decision().reason().rule() + ")");
        }
        row(out, "Group", decision.group().title());
        tellPlacing(out, explained.placing());
        row(out, "When", moment.format(request.at().atZone(zone)) + "  (" + explanation.hours().text() + ", by "
                + explanation.whose().words() + ")");
        List<Category> about = explained.about();
        row(out, "About", about.isEmpty()
                ? "no list mentions it"
                : about.stream().map(Category::title).collect(Collectors.joining("; ")));
        if (!about.isEmpty()) {
            row(out, "Mostly used", String.join("; ", uses(about)));
        }
        row(out, "Rule", decision.reason().rule());
        terms(decision.terms()).forEach(line -> row(out, "", line));
        because(explained).ifPresent(reason -> row(out, "Made because", reason));
        decision.reason().clause().ifPresent(clause -> row(out, "The school says",
                "\"" + clause.quote() + "\" (" + clause.source() + ")"));
        for (Listing listing : decision.listings()) {
            row(out, "Listed", listing.entry() + "  in " + listing.list() + ", version " + listing.version() + ", line "
                    + listing.line());
        }
        row(out, "Holds until", decision.holdsUntil().equals(Instant.MAX)
                ? "rules or lists change"
                : moment.format(decision.holdsUntil().atZone(zone)));
        out.println();
        out.println((explained.inside().isEmpty()
                ? "How it came to that"
                : "How it came to the answer on the address itself") + "; the first rule that answers ends it:");
        explanation.steps().forEach(step -> out.printf("  %-16s %-34s %s%n", step.rule().tier().text(),
                step.rule().name(), switch (step.outcome()) {
                    case OTHER_SUBJECT -> "about something else";
                    case OTHER_HOURS -> "at other hours";
                    case OTHER_DATES -> "at other dates";
                    case OTHER_PEOPLE -> "for other people, groups or devices";
                    case SHADOW -> "would have answered " + step.rule().verdict().text() + ", but is only tried out";
                    case ANSWERED -> "answered";
                }));
        if (explanation.answered().isEmpty()) {
            out.printf("  %-16s %-34s %s%n", "default", decision.group().name(), "what holds for everything else");
        }
    }

    /// What spoke for a group; the first of it won.
    private static void tellPlacing(PrintWriter out, Placing placing) {
        boolean won = true;
        for (Placing.Claim claim : placing.claims()) {
            row(out, "", switch (claim.by()) {
                case PLACED -> "as was said";
                case ACCOUNT -> "for " + claim.what() + " is one of its accounts";
                case DIRECTORY -> "for the directory’s group " + claim.what() + " is in it";
                case NETWORK -> "for " + claim.what() + " is its network";
            } + (won ? "" : "; that would be " + claim.group().title() + ", and comes after what stands above"));
            won = false;
        }
        if (placing.claims().isEmpty()) {
            row(out, "", "for no account, group of the directory or network says otherwise");
        }
    }

    private static void row(PrintWriter out, String label, String value) {
        out.printf("  %-16s %s%n", label, value);
    }

    private static String capital(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
