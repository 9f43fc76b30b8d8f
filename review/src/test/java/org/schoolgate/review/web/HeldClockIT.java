package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.journal.SeenClock;
import org.schoolgate.review.store.Role;

/// That nothing is destroyed because the clock is not believed is on the System page, with what to do.
class HeldClockIT {

    @Test
    void theSystemPageSaysThatNothingIsDestroyedAndWhatToDo(@TempDir Path folder) throws Exception {
        try (TestSite site = new TestSite(folder); TestBrowser it = new TestBrowser(site)) {
            site.account("sam", "Mr Sam Whitlock", Role.IT);
            it.cookies.put("schoolgate", site.session("sam", "1"));
            assertThat(text(it)).doesNotContain("Destroying of old records");
            Files.writeString(folder.resolve("clock"), "2026-11-17T09:30:00Z\n2031-02-01T08:00:00Z\n");
            assertThat(text(it)).contains("Destroying of old records", "Held", "showed Saturday 1 February 2031, 08:00",
                    "should be about Tuesday 17 November 2026, 09:30", "./schoolgate clock --right");
            SeenClock.in(folder).confirm(site.now.get());
            assertThat(text(it)).doesNotContain("Destroying of old records");
        }
    }

    private static String text(TestBrowser browser) throws Exception {
        return browser.get("/system").body().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }
}
