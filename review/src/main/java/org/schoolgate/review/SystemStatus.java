package org.schoolgate.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.sight.Sight;
import org.schoolgate.filters.sight.Way;

/// How the gateway is at one moment, as IT sees it: no names, and no records of anyone.
///
/// @param version the product's version
/// @param started when the gateway was started
/// @param proxyAddress where devices reach the proxy, such as `10.0.0.2:3128`
/// @param lists the lists in force
/// @param slots places for lists that need a licence
/// @param policyVersion what names the policy in force
/// @param policyLoaded since when it is in force
/// @param problems what needs someone's eye, each in one or two whole sentences, such as a file that was not taken
/// @param rules the rules in force, in the order in which they are asked
/// @param sights what each rule and mode can see
/// @param waysInForce the ways in which encrypted traffic meets this gateway, as it is set up
/// @param upkeep what grows old unless someone sees to it
public record SystemStatus(
        String version,
        Instant started,
        String proxyAddress,
        List<ListLine> lists,
        List<SlotLine> slots,
        String policyVersion,
        Instant policyLoaded,
        List<String> problems,
        List<RuleLine> rules,
        List<Sight> sights,
        Set<Way> waysInForce,
        List<Upkeep> upkeep) {

    /// The problem that comes before all others.
    public static final String NOT_RECORDING = "Flagged accesses cannot be written down; what would be flagged stays closed"
            + " until they can. The gateway's log says why.";

    public SystemStatus {
        lists = List.copyOf(lists);
        slots = List.copyOf(slots);
        problems = List.copyOf(problems);
        rules = List.copyOf(rules);
        sights = List.copyOf(sights);
        waysInForce = Set.copyOf(waysInForce);
        upkeep = List.copyOf(upkeep);
    }

    /// Something that grows old unless someone sees to it.
    ///
    /// @param name what it is, such as "Self-test"
    /// @param well whether nobody needs to see to it now
    /// @param state how it is, in a few words
    /// @param detail whole sentences
    /// @param lines what is to be copied into a file, word for word; empty where nothing is
    public record Upkeep(String name, boolean well, String state, String detail, List<String> lines) {

        public Upkeep {
            lines = List.copyOf(lines);
        }
    }

    /// One list.
    ///
    /// @param entries how many names and paths it holds
    /// @param imported when it was taken in; of a starter list it means nothing and is not shown
    /// @param starter whether it is one of the small lists that ship with the product
    public record ListLine(String name, String version, long entries, Instant imported, boolean starter) {}

    /// A place for a list that others license.
    ///
    /// @param category the title of the category it is for
    /// @param filled whether the list is in place
    public record SlotLine(String name, String category, boolean filled) {}

    /// One rule.
    ///
    /// @param groups the titles of the groups it is for; empty for everyone
    /// @param hours when it speaks; empty for always
    public record RuleLine(
            String name,
            String title,
            List<String> groups,
            Set<Hours> hours,
            Verdict verdict,
            Optional<Clause> clause) {

        public RuleLine {
            groups = List.copyOf(groups);
            hours = Set.copyOf(hours);
        }
    }

    /// Whether flagged accesses are being written down.
    public boolean isRecording() {
        return !problems.contains(NOT_RECORDING);
    }
}
