package org.schoolgate.filters.evidence;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What a grade rests on: the rules of grading in the order in which they are asked. The first that speaks gives the grade.
///
/// All they look at is stored with the access, so whoever reads it can ask them again. What speaks for a person is
/// asked before what speaks against: of the rules that may count towards anyone, all but the last two stand above.
public enum Ground {

    /// The browser said that it fetches ahead.
    FETCHED_AHEAD(Grade.E, "The browser fetched it before anyone had opened it.",
            (signals, around) -> signals.purpose().isPresent()),

    /// A program that looks at links which people send each other.
    LINK_PREVIEW(Grade.E, "A program asked that looks at links to show or check them.",
            (signals, around) -> signals.userAgent().filter(Programs::looksAtLinks).isPresent()),

    /// Whatever does not call itself a browser.
    PROGRAM(Grade.E, "What asked does not call itself a browser. Programs ask on their own.",
            (signals, around) -> signals.userAgent().map(agent -> !Programs.isBrowser(agent))
                    .orElse(signals.mode() != Signals.Mode.TUNNEL)),

    /// An encrypted connection that was judged by its name.
    NAME_ONLY(Grade.U, "Only the site’s name was seen. A click and an advert ask for a name in just the same way.",
            (signals, around) -> signals.mode() == Signals.Mode.TUNNEL),

    /// A page inside a page.
    FRAME(Grade.D, "It was a frame inside another page.",
            (signals, around) -> signals.fetchDest().filter(Ground::isFrame).isPresent()),

    /// A picture, a script, data, …
    PART(Grade.D, "It was part of another page: a picture, a script, data or the like.",
            (signals, around) -> signals.fetchDest().map(dest -> !dest.equals("document"))
                    .orElse(!signals.accept().orElse("").contains("text/html"))),

    /// An old browser, or plain HTTP.
    NOT_SAID(Grade.U, "The browser did not say how it came about; for addresses that begin with http:// none does.",
            (signals, around) -> signals.fetchDest().isEmpty()
                    || signals.fetchMode().filter("navigate"::equals).isEmpty()),

    /// Apple's engine says all but this.
    NEVER_SAID(Grade.U, "This browser never says whether someone clicked.",
            (signals, around) -> !signals.fetchUser() && signals.userAgent().filter(Programs::hidesClicks).isPresent()),

    /// A page of its own without a click.
    NO_CLICK(Grade.C, "The browser reported no click: a page went there on its own, or a window opened by itself.",
            (signals, around) -> !signals.fetchUser()),

    /// A click led elsewhere, and a site led here.
    REDIRECTED(Grade.C, "Another site redirected the browser here.", (signals, around) -> around.redirected()),

    /// More pages than anyone opens.
    BURST(Grade.C, "It was one of more than five new sites within ten seconds, as in a storm of pop-ups.",
            (signals, around) -> around.newSites() > 5),

    /// A pop-up rides on a click.
    ONE_CLICK(Grade.C, "Another site had been opened less than a second before. One click can open both.",
            (signals, around) -> around.sinceOther().filter(Ground::isAtOnce).isPresent()),

    /// Not the first page of this site.
    FOLLOWS(Grade.A,
            "The browser reported a click or typing, and so it had for the same site in the ten minutes before.",
            (signals, around) -> around.sinceSame().isPresent()),

    /// What is left: a page of its own, by hand.
    BY_HAND(Grade.B, "The browser reported a click or typing, and nothing else led here.", (signals, around) -> true),

    /// Known only later, see [#since].
    BEGAN_A_BURST(Grade.C,
            "A burst of more than five new sites followed within ten seconds, as in a storm of pop-ups."),

    /// Known only later, see [#since].
    SHARED_A_CLICK(Grade.C, "Another site was opened less than a second after. One click can open both."),

    /// Known only later, see [#since].
    FOLLOWED(Grade.A,
            "The browser reported a click or typing, and so it did for the same site in the ten minutes after."),

    /// For records of before there were grades.
    NOT_GRADED(Grade.U, "It was recorded before accesses were graded.");

    private final Grade grade;
    private final String sentence;
    private final Optional<BiPredicate<Signals, Circumstances>> rule;

    Ground(Grade grade, String sentence, BiPredicate<Signals, Circumstances> rule) {
        this(grade, sentence, Optional.of(rule));
    }

    Ground(Grade grade, String sentence) {
        this(grade, sentence, Optional.empty());
    }

    Ground(Grade grade, String sentence, Optional<BiPredicate<Signals, Circumstances>> rule) {
        this.grade = grade;
        this.sentence = sentence;
        this.rule = rule;
    }

    /// The first grade of an access: what can be told at the moment at which it is asked.
    public static Ground of(Signals signals, Circumstances around) {
        for (Ground ground : values()) {
            if (ground.rule.isPresent() && ground.rule.get().test(signals, around)) {
                return ground;
            }
        }
        throw new IllegalStateException("the rule that always speaks did not");
    }

    /// What can be told of it later. Only what looked deliberate at first can change: it turns out to be part of a burst,
    /// or someone stayed.
    public Ground since(Since since) {
        if (!grade.countsForAPerson()) {
            return this;
        } else if (since.burst()) {
            return BEGAN_A_BURST;
        } else if (since.together()) {
            return SHARED_A_CLICK;
        }
        return this == BY_HAND && since.followed() ? FOLLOWED : this;
    }

    public Grade grade() {
        return grade;
    }

    /// Why, in plain sentences.
    public String sentence() {
        return sentence;
    }

    private static boolean isFrame(String dest) {
        return switch (dest) {
            case "iframe", "frame", "fencedframe", "embed", "object" -> true;
            default -> false;
        };
    }

    private static boolean isAtOnce(Duration since) {
        return since.compareTo(Circumstances.AT_ONCE) < 0;
    }
}
