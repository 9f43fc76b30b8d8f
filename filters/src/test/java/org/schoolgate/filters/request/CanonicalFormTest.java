package org.schoolgate.filters.request;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.Rounds;

/// Two hundred thousand odd strings, two million in the long profile: none makes a reader throw, and whatever is read is
/// canonical, which is to say that it is read the same again, from its own text.
class CanonicalFormTest {

    @Test
    void noHostIsReadTwoWays() {
        Rounds.play(100_000, random -> {
            String odd = random.nextInt(8) == 0 ? OddText.noise(random) : OddText.host(random);
            Host host = Host.parse(odd).orElse(null);
            if (host == null) {
                return;
            }
            if (!Host.parse(host.text()).equals(Optional.of(host))) {
                throw new AssertionError(
                        "'" + odd + "' is read as " + host + ", and that as " + Host.parse(host.text()));
            }
            if (!isVisibleAscii(host.text())) {
                throw new AssertionError("'" + odd + "' is read as '" + host + "'");
            }
        });
    }

    @Test
    void noPageIsReadTwoWays() {
        Rounds.play(100_000, random -> {
            String odd = random.nextInt(16) == 0 ? "http://" + OddText.noise(random) : OddText.url(random);
            Target.Page page = Target.Page.parse(odd).orElse(null);
            if (page == null) {
                return;
            }
            if (!Target.Page.parse(page.text()).equals(Optional.of(page))) {
                throw new AssertionError("'" + odd + "' is read as " + page + ", and that as "
                        + Target.Page.parse(page.text()));
            }
            if (!isVisibleAscii(page.text()) || page.authority().indexOf('@') >= 0) {
                throw new AssertionError("'" + odd + "' is read as '" + page.text() + "'");
            }
        });
    }

    private static boolean isVisibleAscii(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\' && c != '#');
    }
}
