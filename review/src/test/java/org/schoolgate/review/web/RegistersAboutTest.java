package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.register.Content;
import org.schoolgate.review.register.DeclaredTopic;
import org.schoolgate.review.register.ExpressPermission;
import org.schoolgate.review.register.FamilyContact;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.register.OfficialPage;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.Role;

/// What a person is told of the registers who asks what is kept of them.
class RegistersAboutTest {

    @Test
    void aPersonIsToldEachEntryThatNamesThemAndNothingOfAnother(@TempDir Path folder) throws IOException {
        try (TestSite site = new TestSite(folder)) {
            long rao = site.account("rao", "Mrs Rao", Role.HEAD).id();
            Instant now = site.now.get();
            for (Content content : List.of(
                    new OfficialPage("www.social.example", "/us", OfficialPage.Purpose.BUSINESS, "News",
                            List.of("chidi", "canary"), List.of(), false, Optional.empty()),
                    new LetThrough(Optional.empty(), Optional.of("games"), List.of("chidi", "canary"), List.of(),
                            List.of(), "The fair"),
                    new DeclaredTopic("Year 10", List.of("games"), List.of("chidi"), List.of("canary-group")),
                    new FamilyContact("chidi", "canary-pupil", "daughter", LocalDate.EPOCH, LocalDate.EPOCH, "As said"),
                    new ExpressPermission("chidi", "May do it", LocalDate.EPOCH),
                    new ExpressPermission("canary", "canary-words", LocalDate.EPOCH))) {
                site.store.registers().enter(content, now, now.plus(Duration.ofDays(1)), false, rao, now, List.of());
            }
            Times times = new Times(now, TestSite.LONDON);
            Report.Section told = RegistersAbout.section(site.store,
                    Optional.of(new Asker.Named(new Person("chidi"))), times);
            assertThat(told.points()).extracting(line -> line.substring(0, 2)).containsExactly("P1", "O1", "T1", "F1",
                    "E1");
            assertThat(told.points().toString()).contains("www.social.example/us. News", "games was let through",
                    "“Year 10”", "(daughter; which pupil is left out here)", "As said", "May do it")
                    .doesNotContain("canary");
            assertThat(RegistersAbout.section(site.store, Optional.empty(), times).points()).isEmpty();
        }
    }
}
