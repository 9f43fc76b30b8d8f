package org.schoolgate.app.asked;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.lists.Effect.OfGroup;
import org.schoolgate.review.lists.Effect.OnDay;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Target;
import org.schoolgate.review.lists.Effect;

/// By the example's policy, which closes games for pupils in lessons and for staff while they work, and chat for staff while they work.
class ComparisonTest {

    /// A Tuesday in term, in lessons.
    private static final Instant LESSON = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant LUNCH = Instant.parse("2026-11-24T12:30:00Z");
    private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);

    @TempDir
    private Path data;

    private Instant now = LUNCH;
    private AskedSites sites;
    private Asked asked;
    private SchoolPolicy policy;
    private ListLibrary library;

    @BeforeEach
    void open() {
        sites = AskedSites.in(data, () -> now);
        asked = sites.asked();
        policy = example();
        library = new ListLibrary(data.resolve("lists"), policy.categories(), () -> now);
    }

    @Test
    void whatWouldHaveBeenClosedIsCountedByGroupAndDayAndOnlyAtTheHoursOfTheRule() throws Exception {
        for (int device = 1; device <= 7; device++) {
            sites.ask("chess.example", "pupils", device, LESSON);
            sites.ask("www.chess.example", "pupils", device, LESSON.minus(Duration.ofDays(1)));
        }
        sites.ask("chess.example", "pupils", 1, LUNCH);
        sites.ask("chess.example", "staff", 9, LESSON);
        sites.ask("chess.example", "staff", 9, LUNCH);
        sites.ask("other.example", "pupils", 1, LESSON);

        Effect effect = by(true, "chess.example", "games");

        assertThat(effect.opens().requests()).isZero();
        assertThat(effect.sites()).isEqualTo(2);
        assertThat(effect.closes().requests()).isEqualTo(15);
        assertThat(effect.closes().people()).isEqualTo(8);
        assertThat(effect.closes().byGroup()).containsExactly(new OfGroup("pupils", 14), new OfGroup("staff", 1));
        assertThat(effect.closes().byDay()).hasSize(7).endsWith(new OnDay(TUESDAY.minusDays(1), 7),
                new OnDay(TUESDAY, 8));
    }

    @Test
    void whatWouldHaveBeenOpenedIsCountedToo() throws Exception {
        Path list = Files.writeString(data.resolve("chat.txt"), "talk.example\n");
        library.importFile(list, ImportOptions.into("chat"), progress -> {});
        sites.ask("talk.example", "staff", 1, LESSON);
        sites.ask("talk.example", "staff", 1, LUNCH);

        Effect effect = by(false, "talk.example", "chat");

        assertThat(effect.closes().requests()).isZero();
        assertThat(effect.opens().requests()).isEqualTo(1);
        assertThat(effect.isNone()).isFalse();
    }

    @Test
    void ofAPathAllOfItsSiteIsTheMost() throws Exception {
        sites.ask("chess.example", "pupils", 1, LESSON);
        sites.ask("www.chess.example", "pupils", 1, LESSON);
        PolicyEngine before = engine();
        library.edit(true, "chess.example/play", Optional.of("games"));
        Target.Page page = Target.Page.parse("https://chess.example/play").orElseThrow();
        assertThat(new Comparison(before, engine(), AskedSites.LONDON).effect(asked, page).closes().requests())
                .isEqualTo(1);
    }

    @Test
    void whatNobodyAskedForTouchesNothing() throws Exception {
        assertThat(by(true, "chess.example", "games").isNone()).isTrue();
    }

    private Effect by(boolean adds, String entry, String category) throws Exception {
        PolicyEngine before = engine();
        library.edit(adds, entry, Optional.of(category));
        return new Comparison(before, engine(), AskedSites.LONDON).effect(asked);
    }

    private PolicyEngine engine() throws Exception {
        return new PolicyEngine(policy.categories(), library.load(), policy.policies(), "test");
    }

    private static SchoolPolicy example() {
        return switch (ConfigurationReader.builtIn()) {
            case Read.Good<Configuration>(Configuration configuration, var _) -> configuration.policy();
            case Read.Bad<Configuration>(var problems) -> throw new AssertionError(problems);
        };
    }
}
