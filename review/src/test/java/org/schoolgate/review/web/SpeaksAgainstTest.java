package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.IpAddress;
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
                .containsExactly("Only the site’s name was seen.", "Who asked is not known.");
    }

    @Test
    void aSilentBrowserAndAProgramAndASharedDeviceAreSaid() {
        Signals silent = new Signals(Signals.Mode.PLAIN, "GET", Optional.empty(), Optional.empty(), Optional.empty(),
                false,
                Optional.of("prefetch"), Optional.empty(), Optional.empty(), Optional.of("updater/2.1"));
        assertThat(headings(silent, Certainty.ONE_OF_SEVERAL, true)).containsExactly("The filter itself failed.",
                "It was fetched ahead.", "The browser did not say how it came about.",
                "It does not look like a browser.",
                "Several people use this device.");
    }

    private static Signals page(String dest, boolean user, Optional<String> referer) {
        return new Signals(Signals.Mode.PLAIN, "GET", Optional.of("cross-site"), Optional.of("navigate"),
                Optional.of(dest), user, Optional.empty(), referer, Optional.of("text/html"), BROWSER);
    }

    private static List<String> headings(Signals signals, Certainty certainty, boolean fault) {
        RecordedAccess access = new RecordedAccess(1, new TraceId(7), Instant.EPOCH, LocalDate.EPOCH, "staff", "Staff",
                IpAddress.ofV4(0x0a000001), certainty, Verdict.BLOCK, "rule", "It is closed", Optional.empty(),
                Optional.of("http://www.site.example/"), Optional.empty(), Optional.of("www.site.example"), List.of(),
                List.of(), signals, "p+l", fault);
        return SpeaksAgainst.of(access).stream().map(Point::heading).toList();
    }
}
