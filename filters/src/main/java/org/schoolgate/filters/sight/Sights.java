package org.schoolgate.filters.sight;

import static org.schoolgate.filters.sight.Finding.not;
import static org.schoolgate.filters.sight.Finding.partly;
import static org.schoolgate.filters.sight.Finding.whole;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.mode.YouTube;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.request.Group;

/// Works out what a school's rules and modes can see. It promises nothing that the gateway does not do.
public final class Sights {

    private static final Finding NO_NAME_SERVER = not(
            "The gateway answers no look-ups of names, so it sees nothing of a device that does not send it its traffic.");
    private static final Finding AWAY = not("On another network the gateway is not asked.");

    private Sights() {}

    /// Every rule in the order of the policies, then the modes, then what is noted of how a request came about.
    ///
    /// @param modes the modes of each group
    public static List<Sight> of(Policies policies, Map<Group, Modes> modes) {
        List<Sight> sights = new ArrayList<>();
        policies.rules().values().forEach(rule -> sights.add(of(rule)));
        sights.addAll(safeSearch(modes));
        sights.addAll(youTube(modes));
        sights.addAll(accounts(modes));
        sights.addAll(lookUps(modes));
        sights.add(intent());
        sights.add(words());
        return List.copyOf(sights);
    }

    private static Sight of(Rule rule) {
        List<String> groups = rule.groups().stream().map(Group::title).sorted().toList();
        return new Sight(rule.name(), rule.title(), groups, switch (rule.subject()) {
            case Subject.Listed _,Subject.OfUse _ -> findings(
                    partly("A site that a list names is known. A page that a list names by its path, or has a digest of, is "
                            + "not. An address "
                            + "inside another is known where the host’s own name spells it, as with translators."),
                    whole("The whole address is known, and every address inside it."),
                    partly("As by name."));
            case Subject.Sites _ -> findings(
                    partly("The site’s name is all that the rule asks for. Reached through a web proxy or a cache it is "
                            + "not known."),
                    whole("The site is known, also through a web proxy or a cache."),
                    partly("As by name."));
            case Subject.Unlisted _ -> findings(
                    partly("Whether a list names the site is known. A page that a list names by its path counts as "
                            + "unlisted."),
                    whole("Whether a list names the site or the page is known."),
                    partly("As by name."));
            case Subject.Anything _ -> findings(whole("It is about everything."), whole("It is about everything."),
                    whole("It is about everything."));
        });
    }

    private static List<Sight> safeSearch(Map<Group, Modes> modes) {
        return byChoice(modes, Modes.Choice::safeSearch).entrySet().stream().filter(Map.Entry::getKey)
                .map(entry -> new Sight("safe-search", "Search engines are kept in their safe modes", entry.getValue(),
                        findings(partly("Where an engine has an address for its safe mode, the connection goes there. "
                                + "Engines that know it only as a part of the page’s address are not kept in it; "
                                + "Yahoo is one. Those without a safe mode are closed."),
                                whole("The connection goes where the engine is safe, and the page’s address asks for the "
                                        + "safe mode. Those without one are closed."),
                                partly("As by name."))))
                .toList();
    }

    private static List<Sight> youTube(Map<Group, Modes> modes) {
        List<Sight> sights = new ArrayList<>();
        byChoice(modes, Modes.Choice::youTube).forEach((mode, groups) -> {
            if (mode != YouTube.OFF) {
                sights.add(new Sight("youtube", "YouTube shows itself in its " + mode.text() + " mode", groups,
                        findings(
                                whole("The connection goes to where YouTube serves that mode. A school account’s own setting "
                                        + "comes before it."),
                                whole("The same, and a header says so on every request."),
                                whole("As by name."))));
            }
        });
        return sights;
    }

    private static List<Sight> accounts(Map<Group, Modes> modes) {
        return byChoice(modes, choice -> !choice.accounts().isEmpty()).entrySet().stream().filter(Map.Entry::getKey)
                .map(entry -> new Sight("accounts", "Only the school’s own accounts may sign in", entry.getValue(),
                        findings(not("It takes a header on each request, which cannot be set there."),
                                whole("The header is set on the services’ own hosts; a device’s own is taken out."),
                                not("It takes a header on each request, which is not set there."))))
                .toList();
    }

    private static List<Sight> lookUps(Map<Group, Modes> modes) {
        return byChoice(modes, Modes.Choice::lookUpsClosed).entrySet().stream().filter(Map.Entry::getKey)
                .map(entry -> new Sight("hidden-look-ups", "Look-ups of names past the school’s name server are closed",
                        entry.getValue(),
                        findings(partly("The well-known services are closed by their names, and the ports of name "
                                + "servers are. Another server is not known."),
                                whole("They are known by their shape, whatever site they go to."),
                                partly("As by name."))))
                .toList();
    }

    private static Sight intent() {
        return new Sight("intent", "Whether somebody meant to open it", List.of(), findings(
                not("Only that a connection was made, not whether a person or a page made it."),
                partly("What the browser says of it is kept: whether it was a page or a part of one, and whether "
                        + "somebody clicked. A program can say what it likes."),
                not("Only that a connection was made.")));
    }

    private static Sight words() {
        Finding notYet = not("Search words and the text of pages are not judged by this version.");
        return new Sight("words", "What is searched for, and what pages say", List.of(),
                findings(notYet, notYet, notYet));
    }

    /// The titles of the groups that have chosen alike, by what they have chosen.
    private static <T extends Comparable<T>> Map<T, List<String>> byChoice(Map<Group, Modes> modes,
            Function<Modes.Choice, T> part) {
        Map<T, List<String>> groups = new LinkedHashMap<>();
        modes.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Group, Modes> entry) -> part.apply(entry.getValue().choice()))
                        .thenComparing(entry -> entry.getKey().title()))
                .forEach(entry -> groups.computeIfAbsent(part.apply(entry.getValue().choice()), _ -> new ArrayList<>())
                        .add(entry.getKey().title()));
        return groups;
    }

    private static Map<Way, Finding> findings(Finding byName, Finding inspected, Finding never) {
        Map<Way, Finding> findings = new EnumMap<>(Way.class);
        findings.put(Way.BY_NAME, byName);
        findings.put(Way.INSPECTED, inspected);
        findings.put(Way.NEVER_INSPECTED, never);
        findings.put(Way.NAMES_ONLY, NO_NAME_SERVER);
        findings.put(Way.AWAY, AWAY);
        return findings;
    }
}
