package org.schoolgate.filters.evidence;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What a grade rests on: the rules of grading in the order in which they are asked. The first that speaks gives the grade.
///
/// All they look at is stored with the access, so whoever reads it can ask them again. What speaks for a person is
/// asked before what speaks against: of the rules that may count towards anyone, all but the last two stand above.
@SuppressWarnings("ImmutableEnumChecker") // the rules are lambdas that hold nothing
public enum Ground {

    /// The browser said that it fetches ahead.
    FETCHED_AHEAD(Grade.E, "`Sec-Purpose` or `Purpose` was sent",
            "The browser fetched it before anyone had opened it.",
            (signals, around) -> signals.purpose().isPresent()),

    /// A program that looks at links which people send each other.
    LINK_PREVIEW(Grade.E, "`User-Agent` names a program that looks at links (`Programs.java` has their names)",
            "A program asked that looks at links to show or check them.",
            (signals, around) -> signals.userAgent().filter(Programs::looksAtLinks).isPresent()),

    /// Whatever does not call itself a browser.
    PROGRAM(Grade.E, "`User-Agent` does not begin with `Mozilla/`; or none was sent, and it was no tunnel",
            "What asked does not call itself a browser. Programs ask on their own.",
            (signals, around) -> signals.userAgent().map(agent -> !Programs.isBrowser(agent))
                    .orElse(signals.mode() != Signals.Mode.TUNNEL)),

    /// An encrypted connection that was judged by its name.
    NAME_ONLY(Grade.U, "it was a tunnel",
            "Only the site’s name was seen. A click and an advert ask for a name in just the same way.",
            (signals, around) -> signals.mode() == Signals.Mode.TUNNEL),

    /// A page inside a page.
    FRAME(Grade.D, "`Sec-Fetch-Dest` is `iframe`, `frame`, `fencedframe`, `embed` or `object`",
            "It was a frame inside another page.",
            (signals, around) -> signals.fetchDest().filter(Ground::isFrame).isPresent()),

    /// A script of the site asks in the browser's place, and the browser says nothing of who asked the script.
    BY_WORKER(Grade.U, "`Sec-Fetch-Dest` is `empty` and `Sec-Fetch-Mode` is `navigate`",
            "A script of the site, which works in the background, fetched a page. It does not say for whom.",
            (signals, around) -> signals.fetchDest().filter("empty"::equals).isPresent()
                    && signals.fetchMode().filter("navigate"::equals).isPresent()),

    /// A picture, a script, data, …
    PART(Grade.D, "`Sec-Fetch-Dest` is anything else but `document`; or none was sent, and `Accept` has no `text/html`",
            "It was no page of its own but a picture, a script, data or the like, which pages load on their own.",
            (signals, around) -> signals.fetchDest().map(dest -> !dest.equals("document"))
                    .orElse(!signals.accept().orElse("").contains("text/html"))),

    /// An old browser, or plain HTTP.
    NOT_SAID(Grade.U, "no `Sec-Fetch-Dest` was sent, or `Sec-Fetch-Mode` is not `navigate`",
            "The browser did not say how it came about; for addresses that begin with http:// none does.",
            (signals, around) -> signals.fetchDest().isEmpty()
                    || signals.fetchMode().filter("navigate"::equals).isEmpty()),

    /// Apple's engine says all but this.
    NEVER_SAID(Grade.U, "no `Sec-Fetch-User: ?1` was sent, and `User-Agent` is that of a browser on Apple’s engine",
            "This browser never says whether someone clicked.",
            (signals, around) -> !signals.fetchUser() && signals.userAgent().filter(Programs::hidesClicks).isPresent()),

    /// A page of its own without a click.
    NO_CLICK(Grade.C, "no `Sec-Fetch-User: ?1` was sent",
            "The browser reported no click: a page went there on its own, or a window opened by itself.",
            (signals, around) -> !signals.fetchUser()),

    /// A click led elsewhere, and a site led here.
    REDIRECTED(Grade.C, "`redirected` is true",
            "Another site redirected the browser here.", (signals, around) -> around.redirected()),

    /// More pages than anyone opens.
    BURST(Grade.C, "`new-sites` is more than 5",
            "It was one of more than five new sites within ten seconds, as in a storm of pop-ups.",
            (signals, around) -> around.newSites() > Circumstances.MOST_NEW_SITES),

    /// A pop-up rides on a click.
    ONE_CLICK(Grade.C, "`other-site-ms` is less than 1000",
            "The same page had opened another site less than a second before. One click can do both.",
            (signals, around) -> around.sinceOther().filter(Ground::isAtOnce).isPresent()),

    /// Not the first page of this site.
    FOLLOWS(Grade.A, "`same-site-ms` is there",
            "The browser reported a click or typing, and so it had for the same site in the ten minutes before.",
            (signals, around) -> around.sinceSame().isPresent()),

    /// What is left: a page of its own, by hand.
    BY_HAND(Grade.B, "always",
            "The browser reported a click or typing, and nothing else led here.", (signals, around) -> true),

    /// Known only later, see [#since].
    BEGAN_A_BURST(Grade.C, "it was A or B, and a record by `BURST` follows within ten seconds",
            "A burst of more than five new sites followed within ten seconds, as in a storm of pop-ups."),

    /// Known only later, see [#since].
    SHARED_A_CLICK(Grade.C,
            "it was A or B, and a record by `NO_CLICK` or `ONE_CLICK` with the same `referer-host` and another owner follows within a second",
            "The same page opened another site less than a second after. One click can do both."),

    /// Known only later, see [#since].
    FOLLOWED(Grade.A,
            "it was B, and a record of A or B on the same owner’s site follows after a second and within ten minutes",
            "The browser reported a click or typing, and so it did for the same site in the ten minutes after."),

    /// For records of before there were grades.
    NOT_GRADED(Grade.U, "the record has the format 1",
            "It was recorded before accesses were graded.");

    private final Grade grade;
    private final String when;
    private final String sentence;
    private final Optional<BiPredicate<Signals, Circumstances>> rule;

    Ground(Grade grade, String when, String sentence, BiPredicate<Signals, Circumstances> rule) {
        this(grade, when, sentence, Optional.of(rule));
    }

    Ground(Grade grade, String when, String sentence) {
        this(grade, when, sentence, Optional.empty());
    }

    Ground(Grade grade, String when, String sentence, Optional<BiPredicate<Signals, Circumstances>> rule) {
        this.grade = grade;
        this.when = when;
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

    /// What must stand in a record so that this speaks, for whoever works the grade out again; in Markdown.
    public String when() {
        return when;
    }

    /// Whether it is asked when an access is recorded; the others are known only later.
    public boolean isFirst() {
        return rule.isPresent();
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
