package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.evidence.Since;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.web.view.Access.Point;

class SpeaksAgainstTest {

    private static final Optional<String> BROWSER = Optional.of("Mozilla/5.0 (X11)");

    @Test
    void aPageOpenedByHandByAKnownPersonHasNothingAgainstABreach() {
        assertThat(headings(page("document", true, Optional.empty()), Certainty.SIGNED_IN, false)).isEmpty();
    }

    @Test
    void aNameIsNoSurerThanWhatItRestsOnAndThatComesFirst() {
        Map<Identity.Source, String> words = Map.of(
                Identity.Source.PASSWORD, "Whoever else knows it",
                Identity.Source.TICKET, "a device that was left open",
                Identity.Source.HEADER, "One before the gateway said so",
                Identity.Source.PAGE, "on the gateway’s own page, 14 minutes before",
                Identity.Source.RADIUS, "had last said 14 minutes before");
        for (Identity.Source source : Identity.Source.values()) {
            Point first = points(new Identity.Known(new Person("a.canary"), Set.of(), source,
                    Instant.EPOCH.minusSeconds(14 * 60))).getFirst();
            assertThat(first.heading()).startsWith("Who asked is known by");
            assertThat(first.words()).contains(words.get(source)).doesNotContain("canary");
        }
        assertThat(points(new Identity.OneOf(3)).getFirst()).isEqualTo(new Point("Several people use this device.",
                "It was one of three, and it is not known which of them."));
        assertThat(points(new Identity.OneOf(0)).getFirst().words()).isEqualTo(
                "It is not known which of them asked.");
    }

    private static List<Point> points(Identity identity) {
        return SpeaksAgainst.of(access(page("image", false, Optional.empty()), Circumstances.NONE,
                Certainty.NOT_KNOWN, false).as(identity), Since.NOTHING);
    }

    @Test
    void aPictureLooksLikePartOfAnotherPage() {
        assertThat(headings(page("image", false, Optional.of("recipes.example")), Certainty.SIGNED_IN, false))
                .containsExactly("It looks like part of another page.", "Another page led to it.");
    }

    @Test
    void aPageWithoutAClickMayBeARedirect() {
        assertThat(headings(page("document", false, Optional.of("ads.example")), Certainty.SIGNED_IN, false))
                .containsExactly("The browser reported no click.", "Another page led to it.");
    }

    @Test
    void aPageOfTheSameSiteDidNotLeadThere() {
        assertThat(headings(page("document", true, Optional.of("www.site.example")), Certainty.SIGNED_IN, false))
                .isEmpty();
    }

    @Test
    void aTunnelShowsANameAlone() {
        assertThat(headings(Signals.tunnel(BROWSER), Certainty.NOT_KNOWN, false))
                .containsExactly("Who asked is not known.", "Only the site’s name was seen.");
    }

    @Test
    void aSilentBrowserAndAProgramAndASharedDeviceAreSaid() {
        Signals silent = new Signals(Signals.Mode.PLAIN, "GET", Optional.empty(), Optional.empty(), Optional.empty(),
                false,
                Optional.of("prefetch"), Optional.empty(), Optional.empty(), Optional.of("updater/2.1"));
        assertThat(headings(silent, Certainty.ONE_OF_SEVERAL, true)).containsExactly("The filter itself failed.",
                "Several people use this device.", "It was fetched ahead.", "It does not look like a browser.",
                "The browser did not say how it came about.");
    }

    @Test
    void whatTheGatewaySawAroundAClickSpeaksAgainstItFirst() {
        Circumstances around = new Circumstances(true, 9, Optional.of(Duration.ofMillis(20)), Optional.empty());
        assertThat(headings(page("document", true, Optional.of("ads.example")), around, Since.NOTHING,
                Certainty.SIGNED_IN, false)).containsExactly("Another site redirected the browser here.",
                        "It was part of a burst.", "The same page opened another site at once.",
                        "Another page led to it.");
    }

    @Test
    void whatBeganAStormOfPopUpsIsPartOfIt() {
        assertThat(headings(page("document", true, Optional.empty()), Circumstances.NONE, new Since(true, true, true),
                Certainty.SIGNED_IN, false)).containsExactly("It was part of a burst.",
                        "The same page opened another site at once.");
    }

    @Test
    void anIPadSaysNothingOfClicksAndALinkWasLookedAtByAProgram() {
        assertThat(headings(asking("Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"),
                Certainty.SIGNED_IN, false)).containsExactly("This browser never says whether someone clicked.");
        assertThat(headings(asking("Mozilla/5.0 SkypeUriPreview Preview/0.5"), Certainty.SIGNED_IN, false))
                .containsExactly("A program looked at a link.", "The browser reported no click.");
    }

    private static Signals asking(String agent) {
        return new Signals(Signals.Mode.INSPECTED, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), false, Optional.empty(), Optional.empty(), Optional.of("text/html"),
                Optional.of(agent));
    }

    private static Signals page(String dest, boolean user, Optional<String> referer) {
        return new Signals(Signals.Mode.PLAIN, "GET", Optional.of("cross-site"), Optional.of("navigate"),
                Optional.of(dest), user, Optional.empty(), referer, Optional.of("text/html"), BROWSER);
    }

    private static List<String> headings(Signals signals, Certainty certainty, boolean fault) {
        return headings(signals, Circumstances.NONE, Since.NOTHING, certainty, fault);
    }

    private static List<String> headings(Signals signals, Circumstances around, Since since, Certainty certainty,
            boolean fault) {
        return SpeaksAgainst.of(access(signals, around, certainty, fault), since).stream().map(Point::heading)
                .toList();
    }

    private static RecordedAccess access(Signals signals, Circumstances around, Certainty certainty, boolean fault) {
        return new RecordedAccess(1, new TraceId(7), Instant.EPOCH, LocalDate.EPOCH, "staff", "Staff",
                IpAddress.ofV4(0x0a000001), certainty, Verdict.BLOCK, "rule", "It is closed", Optional.empty(),
                Optional.of("http://www.site.example/"), Optional.empty(), Optional.of("www.site.example"), List.of(),
                List.of(), signals, around, Ground.of(signals, around), "p+l", fault);
    }
}
