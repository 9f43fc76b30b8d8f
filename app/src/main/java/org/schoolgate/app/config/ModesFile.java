package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.mode.Accounts;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.mode.YouTube;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;

/// What `policy.yaml` may say about the modes of a group.
final class ModesFile {

    /// The rule that closes search engines without a safe mode; a second one is called `safe-search-2`.
    private static final String RULE = "safe-search";

    private enum LookUps {
        CLOSED, OPEN;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final Key<Placed<String>> SERVICE = Key.required("service",
            Shapes.oneOf("a service", KnownSites.modes().accounts().services().keySet().stream().sorted(),
                    Function.identity()).placed(),
            "google-workspace", "The service, by the header it understands.");
    private static final Key<List<String>> ONLY = Key.standard("only",
            Shapes.list(Piece.plain("a domain or number of the school's own", "school.example",
                    "^[A-Za-z0-9][A-Za-z0-9.:@_-]{0,99}$",
                    text -> text.matches("[A-Za-z0-9][A-Za-z0-9.:@_-]{0,99}") ? Optional.of(text) : Optional.empty()),
                    0,
                    32),
            "[]", "[school.example, trust.example]",
            "Whose accounts may sign in: domains, or numbers of the service's own.");
    private static final Keys ACCOUNT = new Keys("an account", SERVICE, ONLY);

    private static final Key<List<Placed<String>>> GROUPS = Key.optional("groups",
            Shapes.list(Written.SLUG.placed(), 1, 64), "every group that is not named before",
            "[pupils, strangers]", "Whom it is for. The first that is for a group holds for it.");
    private static final Key<Boolean> SAFE_SEARCH = Key.standard("safe-search", Shapes.flag(), "false", "true",
            "Whether search engines are kept in their safe modes, and those without one closed. It needs no look inside.");
    private static final Key<YouTube> YOUTUBE = Key.standard("youtube",
            Shapes.oneOf("a mode of YouTube", Stream.of(YouTube.values()), YouTube::text), "off", "strict",
            "How much of YouTube shows, where rules open it. Comments and live chats are hidden unless it is off.");
    private static final Key<LookUps> LOOK_UPS = Key.standard("hidden-look-ups",
            Shapes.oneOf("an answer to hidden look-ups", Stream.of(LookUps.values()), LookUps::text), "closed", "open",
            "Whether name look-ups within web requests (DNS over HTTPS) are refused, to whatever site they go.");
    private static final Key<List<Fields>> ACCOUNTS = Key.standard("accounts", Shapes.list(ACCOUNT, 0, 32), "[]", "",
            "Whose accounts may sign in at which services. It shows only where the gateway looks inside.");
    private static final Key<Fields> CLAUSE_KEY = Key.optional("clause", RuleFile.CLAUSE, "no sentence is shown", "",
            "The sentence of the school's own policy that safe search serves.");

    /// The modes of some groups.
    static final Keys MODES = new Keys("modes", GROUPS, SAFE_SEARCH, YOUTUBE, LOOK_UPS, ACCOUNTS, CLAUSE_KEY);

    private final Map<String, Group> groups;
    private final Map<Group, Modes.Choice> choices = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    /// @param groups every group by name, strangers included
    ModesFile(Map<String, Group> groups) {
        this.groups = new LinkedHashMap<>(groups);
    }

    /// Reads what is described in its order; what is wrong is noted and left out.
    void read(List<Fields> described) {
        for (Fields fields : described) {
            Set<Group> whom = whom(fields);
            Modes.Choice choice = new Modes.Choice(fields.or(SAFE_SEARCH), fields.or(YOUTUBE),
                    fields.or(LOOK_UPS) == LookUps.CLOSED, accounts(fields.or(ACCOUNTS)));
            whom.forEach(group -> choices.put(group, choice));
            if (choice.safeSearch() && !whom.isEmpty()) {
                rules.add(rule(whom, fields));
            }
        }
    }

    /// The modes of every group.
    Map<Group, Modes> modes() {
        Map<Group, Modes> modes = new HashMap<>();
        groups.values().forEach(group -> modes.put(group,
                new Modes(choices.getOrDefault(group, Modes.Choice.STANDARD), KnownSites.modes())));
        return modes;
    }

    /// The rules that the modes bring with them, to be asked after the school's own.
    List<Rule> rules() {
        return rules;
    }

    private Set<Group> whom(Fields fields) {
        Set<Group> whom = new LinkedHashSet<>();
        if (!fields.read().containsKey(GROUPS.name())) {
            groups.values().stream().filter(group -> !choices.containsKey(group)).forEach(whom::add);
        }
        for (Placed<String> name : fields.get(GROUPS).orElse(List.of())) {
            Group group = groups.get(name.value());
            if (group == null) {
                name.at().unknown("there is no group " + name.at().shown(), groups.keySet());
            } else if (choices.containsKey(group) || !whom.add(group)) {
                name.at().wrong("the modes of " + name.at().shown() + " are said already", "say them once");
            }
        }
        return whom;
    }

    private static List<Accounts.Own> accounts(List<Fields> described) {
        List<Accounts.Own> owns = new ArrayList<>();
        for (Fields fields : described) {
            fields.get(SERVICE).ifPresent(service -> {
                List<String> only = fields.or(ONLY);
                Accounts.Service known = KnownSites.modes().accounts().services().get(service.value());
                boolean isFixed = known != null && known.fixed().isPresent();
                if (isFixed && !only.isEmpty()) {
                    fields.place(ONLY).wrong("'" + service.value() + "' is told nobody's accounts", "leave 'only' out");
                } else if (!isFixed && only.isEmpty()) {
                    fields.place(ONLY).wrong("it is not said whose accounts may sign in",
                            "add only: [school.example], or leave the whole entry out");
                } else {
                    owns.add(new Accounts.Own(service.value(), only));
                }
            });
        }
        return owns;
    }

    private Rule rule(Set<Group> whom, Fields fields) {
        List<Host> unsafe = KnownSites.modes().search().unsafe().stream().map(Host.class::cast).toList();
        return new Rule(rules.isEmpty() ? RULE : RULE + "-" + (rules.size() + 1),
                "Search engines that have no safe mode are closed", Tier.RESTRICTION, whom, new Subject.Sites(unsafe),
                new When.Always(), Verdict.BLOCK, false, fields.get(CLAUSE_KEY).flatMap(RuleFile::clause));
    }
}
