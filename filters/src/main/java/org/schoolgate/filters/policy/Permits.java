package org.schoolgate.filters.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

/// What the school's registers open, as an engine asks it after the rules. Never changes.
///
/// Of what no entry is about, which is nearly everything, this costs one look-up and allocates nothing.
public final class Permits {

    /// Nothing is opened by registers.
    public static final Permits NONE = new Permits("", List.of());

    private final String version;
    private final List<Permit> all;
    private final NamedSites sites;
    private final CategorySet[] listed;
    private final long any;

    /// @param version names this state of the registers, for the record
    /// @param all in the order in which they are asked
    public Permits(String version, List<Permit> all) {
        this.version = version;
        this.all = List.copyOf(all);
        this.sites = new NamedSites(all.stream().map(permit -> permit.rule().subject()).toList());
        this.listed = all.stream().map(permit -> permit.rule().subject().deciding()).toArray(CategorySet[]::new);
        long bits = 0;
        for (CategorySet set : listed) {
            bits |= set.bits();
        }
        this.any = bits;
    }

    public List<Permit> all() {
        return all;
    }

    /// The answer to a request to which the rules have given theirs: the same, unless an entry opens it.
    ///
    /// @param found the categories of the target, as bits
    /// @param group whose policy was read
    Ruling over(Ruling ruling, Request request, long found, Group group) {
        int names = namesOf(request.target());
        if (names == NamedSites.NOWHERE && (found & any) == 0 || isLocked(ruling.decision().reason())) {
            return ruling;
        }
        Instant turn = Instant.MAX;
        @Nullable
        Permit lapsed = null;
        for (int place = 0; place < listed.length; place++) {
            if (!isAbout(place, found, names)) {
                continue;
            }
            Permit permit = all.get(place);
            Explanation.Outcome outcome = permit.asked(request, found, group);
            if (outcome != Explanation.Outcome.OTHER_SUBJECT && outcome != Explanation.Outcome.OTHER_PEOPLE) {
                Instant own = permit.turn(request.at());
                turn = own.isBefore(turn) ? own : turn;
            }
            if (outcome == Explanation.Outcome.OTHER_DATES && permit.rule().validity().isOver(request.at())) {
                lapsed = permit;
            }
            if (outcome == Explanation.Outcome.ANSWERED) {
                return new Ruling(found, ruling.names(), opened(ruling.decision(), permit, turn), CategorySet.NONE);
            }
        }
        Decision said = ruling.decision();
        Decision told = lapsed == null || said.verdict().opens()
                ? said
                : said.because(new Reason.Lapsed(said.reason(), lapsed.rule().title()));
        Decision held = turn.isBefore(told.holdsUntil()) ? told.until(turn) : told;
        return held.equals(said) ? ruling : new Ruling(found, ruling.names(), held, ruling.deciding());
    }

    /// The entries that are about the host or what it is in, each with what became of asking it.
    List<Explanation.Step> steps(Request request, long found, Group group) {
        int names = namesOf(request.target());
        List<Explanation.Step> steps = new ArrayList<>();
        for (int place = 0; place < listed.length; place++) {
            if (isAbout(place, found, names)) {
                steps.add(new Explanation.Step(all.get(place).rule(),
                        all.get(place).asked(request, found, group)));
            }
        }
        return steps;
    }

    private int namesOf(Target target) {
        return sites.isEmpty() ? NamedSites.NOWHERE : sites.setOf(target.host());
    }

    private boolean isAbout(int place, long found, int names) {
        return (found & listed[place].bits()) != 0 || names != NamedSites.NOWHERE && sites.has(names, place);
    }

    private static boolean isLocked(Reason reason) {
        return reason instanceof Reason.Ruled ruled && ruled.locked();
    }

    private Decision opened(Decision closed, Permit permit, Instant until) {
        return new Decision(permit.rule().verdict(), permit.rule().reason(), closed.categories(), List.of(),
                closed.group(), false, closed.addressSealed(), until, closed.snapshot() + "+" + version, closed.look(),
                closed.demands(), Terms.NONE);
    }
}
