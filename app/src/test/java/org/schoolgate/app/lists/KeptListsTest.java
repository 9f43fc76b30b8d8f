package org.schoolgate.app.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.asked.Asked;
import org.schoolgate.app.asked.AskedSites;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.app.wiring.SchoolLists;
import org.schoolgate.blocklists.build.ImportOptions;
import org.schoolgate.blocklists.build.ListHeldException;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.lists.About;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.lists.Difference;
import org.schoolgate.review.lists.Doing;
import org.schoolgate.review.lists.Edited;
import org.schoolgate.review.lists.Effect;
import org.schoolgate.review.lists.ListKeeping;
import org.schoolgate.review.lists.Made;
import org.schoolgate.review.lists.OneList;
import org.schoolgate.review.lists.Overview;
import org.schoolgate.review.lists.Pasted;
import org.schoolgate.review.lists.Settling;
import org.schoolgate.review.lists.Source;
import org.schoolgate.review.lists.Tried;
import org.schoolgate.review.store.Sorting;

/// What the pages ask of lists, asked of a real library by the example's policy.
class KeptListsTest {

    /// A Tuesday in term, in lessons.
    private static final Instant LESSON = Instant.parse("2026-11-24T10:00:00Z");
    private static final Act ADA = Act.of("ada", "for a reason");
    private static final Act BEN = Act.of("ben", "for another");

    @TempDir
    private Path data;

    private Instant now = LESSON;
    private AskedSites sites;
    private Asked asked;
    private Configuration configuration;
    private SchoolPolicy policy;
    private KeptLists lists;
    private final List<String> fetched = new ArrayList<>();

    @BeforeEach
    void open() {
        sites = AskedSites.in(data, () -> now);
        asked = sites.asked();
        configuration = switch (ConfigurationReader.builtIn()) {
            case Read.Good<Configuration>(Configuration good, var _) -> good;
            case Read.Bad<Configuration>(var problems) -> throw new AssertionError(problems);
        };
        policy = configuration.policy();
        lists = new KeptLists(new Now(), () -> asked, fetched::add, () -> now);
    }

    /// Loads the lists anew at each question.
    private final class Now implements InForce {

        @Override
        public <T> T ask(Function<PolicyEngine, T> question) {
            try {
                return question.apply(
                        new PolicyEngine(policy.categories(), listLibrary().load(), policy.policies(), "test"));
            } catch (java.io.IOException unreadable) {
                throw new AssertionError(unreadable);
            }
        }

        @Override
        public ListLibrary listLibrary() {
            return SchoolLists.open(data, configuration, () -> now);
        }

        @Override
        public ZoneId zone() {
            return AskedSites.LONDON;
        }
    }

    @Test
    void theOverviewSaysWhatIsThereAndWhatIsNotInPlace() throws Exception {
        imported("games", IntStream.range(0, 100).mapToObj(i -> "g" + i + ".example").toList());

        Overview overview = lists.overview();

        assertThat(overview.sources()).extracting(Source::name).startsWith("extremism", "illegal", "games")
                .contains("ut1", "starter");
        assertThat(source(overview, "illegal").state()).isEqualTo(Source.State.GAP);
        assertThat(source(overview, "illegal").categories())
                .containsExactly(policy.categories().find("illegal").orElseThrow().title());
        assertThat(lists.list("starter").orElseThrow().source()).isEqualTo(source(overview, "starter"));
        assertThat(source(overview, "illegal").sentence()).contains("The list is licensed");
        assertThat(source(overview, "ut1").state()).isEqualTo(Source.State.OFF);
        assertThat(source(overview, "games")).satisfies(games -> {
            assertThat(games.entries()).isEqualTo(100);
            assertThat(games.since()).contains(now);
            assertThat(games.state()).isEqualTo(Source.State.WELL);
            assertThat(games.categories()).containsExactly(policy.categories().find("games").orElseThrow().title());
        });
        assertThat(overview.held()).isEmpty();
    }

    @Test
    void anEffectIsShownBeforeAndTheEditIsInForceAfter() throws Exception {
        for (int device = 1; device <= 6; device++) {
            sites.ask("chess.example", "pupils", device, LESSON);
        }
        Change change = new Change.Add("chess.example", "games");

        Effect effect = lists.effect(change);

        assertThat(effect.closes().requests()).isEqualTo(6);
        assertThat(effect.closes().people()).isEqualTo(6);
        assertThat(lists.edits("", 0, 10)).isEmpty();
        assertThat(lists.make(change, new Act("ada", "played in lessons", Optional.of(LocalDate.of(2026, 12, 18)),
                Optional.empty()))).isEqualTo(new Made.InForce(1));
        assertThat(lists.effect(new Change.Remove("chess.example", Optional.empty())).opens().requests()).isEqualTo(6);
        About about = lists.about("http://www.chess.example/").orElseThrow();
        assertThat(about.says()).singleElement().satisfies(says -> {
            assertThat(says.list()).isEqualTo("edits");
            assertThat(says.category()).isEqualTo("games");
        });
        assertThat(lists.due(9)).isEmpty();
        assertThat(lists.overview().running()).isEmpty();
        assertThat(about.edits()).singleElement().satisfies(edit -> {
            assertThat(edit.why()).contains("played in lessons");
            assertThat(edit.until()).contains(LocalDate.of(2026, 12, 18));
            assertThat(edit.who().orElseThrow()).startsWith("ada");
        });
        assertThatThrownBy(() -> lists.make(change, ADA)).isInstanceOf(ListKeeping.Refused.class)
                .hasMessageContaining("already");
    }

    @Test
    void whatIsTriedOutIsCountedAndClosesNothingUntilItIsTaken() throws Exception {
        Change change = new Change.Add("chess.example", "games");
        assertThat(lists.tryOut(change, ADA)).isEqualTo(new Made.InShadow(1));
        assertThat(lists.overview().inShadow()).isEqualTo(1);
        for (int device = 1; device <= 6; device++) {
            sites.ask("chess.example", "pupils", device, LESSON);
        }
        assertThat(lists.about("chess.example").orElseThrow().says()).isEmpty();
        assertThat(lists.effect(1).closes().requests()).isEqualTo(6);
        assertThat(lists.effect(1)).isEqualTo(lists.effect(change));
        assertThat(lists.due(9)).isEmpty();
        now = now.plus(Duration.ofDays(7));
        assertThat(lists.due(9)).extracting(Edited::standing).containsExactly(Edited.Standing.IN_SHADOW);
        assertThat(lists.settle(1, Settling.TAKE, ADA)).isEqualTo(2);
        assertThat(lists.about("chess.example").orElseThrow().says()).hasSize(1);
        assertThatThrownBy(() -> lists.effect(1)).isInstanceOf(ListKeeping.Refused.class)
                .hasMessage("Edit 1 is not tried out any more.");
        lists.tryOut(new Change.Move("chess.example", "games", "news", Set.of()), ADA);
        lists.settle(4, Settling.TAKE_BACK, ADA);
        assertThat(lists.edits("", 0, 9)).extracting(Edited::standing).containsExactly(Edited.Standing.TAKEN_BACK,
                Edited.Standing.TAKEN_BACK, Edited.Standing.IN_FORCE, Edited.Standing.TAKEN);
    }

    @Test
    void ofARangeOfAddressesAllInItCounts() throws Exception {
        sites.ask("192.0.2.7", "pupils", 1, LESSON);
        sites.ask("192.0.2.9", "pupils", 1, LESSON);
        sites.ask("198.51.100.7", "pupils", 1, LESSON);
        assertThat(lists.effect(new Change.Add("192.0.2.0/24", "games")).closes().requests()).isEqualTo(2);
    }

    @Test
    void whatOpensSomethingSensitiveWaitsForASecondPerson() throws Exception {
        imported("adult", IntStream.range(0, 100).mapToObj(i -> "a" + i + ".example").toList());
        assertThat(lists.effect(new Change.Remove("a1.example", Optional.empty())).byTwo()).isTrue();
        assertThat(lists.effect(new Change.Add("chess.example", "games")).byTwo()).isFalse();
        Made made = lists.make(new Change.Remove("a1.example", Optional.empty()), ADA);

        assertThat(made).isInstanceOf(Made.Proposed.class);
        assertThat(lists.overview().proposals()).singleElement().extracting(Edited::standing)
                .isEqualTo(Edited.Standing.PROPOSED);
        assertThatThrownBy(() -> lists.settle(made.edit(), Settling.APPROVE, Act.of("ADA", "me again")))
                .isInstanceOf(ListKeeping.Refused.class).hasMessageContaining("somebody else");
        lists.settle(made.edit(), Settling.APPROVE, BEN);
        assertThat(lists.about("a1.example").orElseThrow().says()).isEmpty();
        assertThat(lists.edits("", 0, 10).getFirst().second()).contains("ben");
        assertThat(lists.edits("A1.EXAMPLE", 0, 10)).singleElement().extracting(Edited::who)
                .isEqualTo(Optional.of("ada"));
        assertThat(lists.edits("nothing like that", 0, 10)).isEmpty();
    }

    @Test
    void whatIsPutIntoACategoryOfHelpOpensItForEverybodyAndTakesTwo() throws Exception {
        assertThat(lists.make(new Change.Add("talk.example", "helplines"), ADA)).isInstanceOf(Made.Proposed.class);
        imported("adult", List.of("a1.example"));
        assertThat(lists.make(new Change.Add("a1.example", "school-open"), ADA)).isInstanceOf(Made.Proposed.class);
        assertThat(lists.make(new Change.Add("chess.example", "school-open"), ADA)).isInstanceOf(Made.InForce.class);
    }

    @Test
    void whatIsHeldIsComparedAndPutInForceAndGoneBackFrom() throws Exception {
        List<String> names = IntStream.range(0, 1_000).mapToObj(i -> "g" + i + ".example").toList();
        imported("games", names);
        now = now.plus(Duration.ofDays(1));
        assertThatThrownBy(() -> imported("games", names.subList(0, 100))).isInstanceOf(ListHeldException.class);

        assertThat(lists.overview().held()).singleElement().satisfies(held -> {
            assertThat(held.before()).isEqualTo(1_000);
            assertThat(held.now()).isEqualTo(100);
            assertThat(held.reasons()).isNotEmpty();
        });
        Difference difference = lists.difference("games", "", "held", 10);
        assertThat(difference.all()).isEqualTo(900);
        assertThat(difference.lines()).hasSize(10).noneMatch(Difference.Line::added);
        lists.list("games", Doing.RELEASE, Optional.empty(), ADA);
        OneList one = lists.list("games").orElseThrow();
        assertThat(one.versions()).hasSize(2);
        assertThat(one.versions().getFirst().entries()).isEqualTo(100);
        lists.list("games", Doing.ROLL_BACK, Optional.of(one.versions().getLast().name()), BEN);
        assertThat(lists.list("games").orElseThrow().source().entries()).isEqualTo(1_000);
        assertThat(lists.history(Optional.of("games"), 0, 10)).extracting(event -> event.what())
                .containsExactly("rolled back", "released", "held", "fetched");
    }

    @Test
    void beforeAHeldVersionIsReleasedItIsToldWhatItWouldTouchAndWhatRestsOnWhatGoes() throws Exception {
        List<String> names = IntStream.range(0, 1_000).mapToObj(i -> "g" + i + ".example").toList();
        imported("games", names);
        for (int device = 1; device <= 6; device++) {
            sites.ask("www.g900.example", "pupils", device, LESSON);
            sites.ask("www.new.example", "pupils", device, LESSON);
            sites.ask("www.new.example", "pupils", device, LESSON);
        }
        sites.ask("few.new.example", "pupils", 1, LESSON);
        sites.ask("g5.example", "pupils", 1, LESSON);
        now = now.plus(Duration.ofHours(1));
        List<String> fewer = new ArrayList<>(names.subList(0, 100));
        fewer.add("new.example");
        assertThatThrownBy(() -> imported("games", fewer)).isInstanceOf(ListHeldException.class);
        Sorting gone = new Sorting("1", "www.g900.example:443", "games", false);

        Tried tried = lists.effect("games", "held", List.of(gone,
                new Sorting("2", "https://g5.example/play", "games", false),
                new Sorting("3", "g900.example:443", "chat", false),
                new Sorting("4", "g900.example:443", "no-such-category", false)));

        assertThat(tried.entries()).isEqualTo(101);
        assertThat(tried.version()).isEqualTo(lists.overview().held().getFirst().version());
        assertThat(tried.effect().closes().requests()).isEqualTo(13);
        assertThat(tried.effect().closes().people()).isEqualTo(6);
        assertThat(tried.effect().closes().bySite()).containsExactly(new Effect.OfSite("www.new.example", 12));
        assertThat(tried.effect().opens().bySite()).containsExactly(new Effect.OfSite("www.g900.example", 6));
        assertThat(tried.effect().opens().byGroup()).containsExactly(new Effect.OfGroup("pupils", 6));
        assertThat(tried.effect().sites()).isEqualTo(3);
        assertThat(tried.gone()).containsExactly(gone);
        assertThat(lists.list("games").orElseThrow().source().entries()).as("nothing is changed").isEqualTo(1_000);

        lists.list("games", Doing.RELEASE, Optional.of(tried.version()), ADA);
        assertThatThrownBy(() -> lists.effect("games", "held", List.of())).isInstanceOf(ListKeeping.Refused.class);
        String older = lists.list("games").orElseThrow().versions().getLast().name();
        Tried back = lists.effect("games", older, List.of(gone));
        assertThat(back.effect().closes()).isEqualTo(tried.effect().opens());
        assertThat(back.effect().opens()).isEqualTo(tried.effect().closes());
        assertThat(back.gone()).isEmpty();
    }

    @Test
    void ofALicensedListItsEffectNamesNoSite() throws Exception {
        imported("extremism", IntStream.range(0, 100).mapToObj(i -> "x" + i + ".example").toList());
        for (int device = 1; device <= 9; device++) {
            sites.ask("x50.example", "pupils", device, LESSON);
            sites.ask("new.example", "pupils", device, LESSON);
        }
        assertThatThrownBy(() -> imported("extremism", List.of("x1.example", "new.example")))
                .isInstanceOf(ListHeldException.class);
        Tried tried = lists.effect("extremism", "held", List.of());
        assertThat(tried.effect().closes().requests()).isEqualTo(9);
        assertThat(tried.effect().opens().requests()).isEqualTo(9);
        assertThat(tried.effect().closes().bySite()).isEmpty();
        assertThat(tried.effect().opens().bySite()).isEmpty();
    }

    @Test
    void aSourceThatIsSwitchedOnForTheFirstTimeHasItsFirstVersionWait() throws Exception {
        lists.list("ut1", Doing.SWITCH_ON, Optional.empty(), ADA);
        assertThat(new Now().sources().find("ut1").settings().orElseThrow()).satisfies(settings -> {
            assertThat(settings.on()).isTrue();
            assertThat(settings.guard().firstWaits()).isTrue();
        });
        lists.list("ut1", Doing.SWITCH_OFF, Optional.empty(), ADA);
        assertThat(new Now().sources().find("ut1").settings().orElseThrow().on()).isFalse();
    }

    @Test
    void ofASealedListNothingIsShown() throws Exception {
        imported("illegal", List.of("bad.example"));
        assertThat(lists.overview().sources().getFirst().sealed()).isTrue();
        assertThat(lists.about("bad.example").orElseThrow().says()).isEmpty();
        assertThatThrownBy(() -> lists.make(new Change.Remove("bad.example", Optional.of("illegal")), ADA))
                .isInstanceOf(ListKeeping.Refused.class);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        lists.export(archive);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).as(entry.getName())
                        .doesNotContain("bad.example");
            }
        }
    }

    @Test
    void whatIsInALicensedListIsShownToNobodyThoughRecordsOfItAre() throws Exception {
        imported("extremism", IntStream.range(0, 100).mapToObj(i -> "x" + i + ".example").toList());
        now = now.plus(Duration.ofDays(1));
        assertThatThrownBy(() -> imported("extremism", List.of("x1.example"))).isInstanceOf(ListHeldException.class);
        assertThat(lists.about("x1.example").orElseThrow().says()).singleElement().satisfies(says -> {
            assertThat(says.category()).isEqualTo("extremism");
            assertThat(says.entry()).isEmpty();
        });
        assertThat(lists.difference("extremism", "", "held", 10)).satisfies(difference -> {
            assertThat(difference.all()).isEqualTo(99);
            assertThat(difference.lines()).isEmpty();
        });
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        lists.export(archive);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).as(entry.getName())
                        .doesNotContain("x1.example");
            }
        }
    }

    @Test
    void linesThatArePastedAreToldOneByOne() throws Exception {
        Pasted pasted = lists.paste("chess.example\nno site at all\nchess.example\n", Optional.of("games"), Set.of(),
                false, ADA);
        assertThat(pasted.done()).isTrue();
        assertThat(pasted.lines()).extracting(Pasted.Line::fate).containsExactly(Pasted.Fate.PUT_IN, Pasted.Fate.WRONG,
                Pasted.Fate.THERE_ALREADY);
    }

    @Test
    void whatIsForSomeGroupsCountsTheseAloneAndIsToldForThem() throws Exception {
        for (int device = 1; device <= 6; device++) {
            sites.ask("chess.example", "pupils", device, LESSON);
            sites.ask("chess.example", "year-4", 10 + device, LESSON);
        }
        Change change = new Change.Add("chess.example", "games", Set.of("year-4"));

        Effect effect = lists.effect(change);

        assertThat(effect.closes().requests()).isEqualTo(6);
        assertThat(effect.closes().byGroup()).extracting(Effect.OfGroup::group).containsExactly("year-4");
        assertThat(effect.sites()).isEqualTo(1);
        assertThat(lists.make(change, ADA)).isInstanceOf(Made.InForce.class);
        assertThat(lists.edits("", 0, 10)).singleElement().satisfies(edit -> {
            assertThat(edit.groups()).containsExactly("Year 4");
            assertThat(edit.astray()).isEmpty();
        });
        assertThat(lists.effect(new Change.Remove("chess.example", Optional.empty(), Set.of("year-4"))).opens()
                .byGroup()).extracting(Effect.OfGroup::group).containsExactly("year-4");
        About about = lists.about("http://www.chess.example/").orElseThrow();
        assertThat(about.says()).isEmpty();
        assertThat(about.forGroups()).singleElement().satisfies(one -> {
            assertThat(one.group()).isEqualTo("Year 4");
            assertThat(one.says()).singleElement().extracting(About.Says::category).isEqualTo("games");
        });
        assertThatThrownBy(() -> lists.make(new Change.Add("nude.example", "adult", Set.of("year-4")), ADA))
                .isInstanceOf(ListKeeping.Refused.class).hasMessageContaining("is locked");
        assertThat(lists.paste("a.example,chat\nb.example,chat,,,,year-4\n", Optional.empty(), Set.of("pupils"), true,
                ADA).done()).isTrue();
        assertThat(lists.edits("", 0, 2)).extracting(Edited::groups)
                .containsExactly(List.of("Year 4"), List.of("Pupils"));
    }

    @Test
    void whoeverIsInTwoGroupsHasTheEditsOfTheOneWhosePolicyTheyHave() throws Exception {
        lists.make(new Change.Add("blog.example", "chat", Set.of("pupils")), ADA);
        lists.make(new Change.Add("quiz.example", "chat", Set.of("year-4")), ADA);
        Client child = Client.at(IpAddress.parse("10.20.0.9").orElseThrow()).as(new Identity.Known(
                new Person("child"), Set.of("year 5", "year 4"), Identity.Source.PASSWORD, LESSON));
        new Now().ask(engine -> {
            assertThat(engine.group(child).name()).isEqualTo("year-4");
            assertThat(categories(engine, child, "quiz.example")).containsExactly("chat");
            assertThat(categories(engine, child, "blog.example")).isEmpty();
            assertThat(categories(engine, Client.at(IpAddress.parse("10.20.0.9").orElseThrow()), "blog.example"))
                    .containsExactly("chat");
            return engine;
        });
    }

    private static List<String> categories(PolicyEngine engine, Client client, String host) {
        return engine.categories().of(engine.decide(new Request(new TraceId(1), client,
                new Target.Site(Host.parse(host).orElseThrow(), 443), LESSON)).categories()).stream()
                .map(Category::slug).toList();
    }

    @Test
    void namesThatNoListKnowsAreToldWithWhatIsKnownOfTheirNeighbours() throws Exception {
        imported("games", List.of("www.fun.example"));
        sites.ask("www.fun.example", "pupils", 1, LESSON);
        sites.ask("cdn.fun.example", "pupils", 1, LESSON);
        sites.ask("xn--mnchen-3ya.example", "pupils", 1, LESSON);
        assertThat(lists.unlisted(10)).satisfiesExactlyInAnyOrder(
                site -> assertThat(site.hints()).containsExactly("Other names of fun.example are listed: "
                        + policy.categories().find("games").orElseThrow().title() + "."),
                site -> assertThat(site.host()).isEqualTo("www.fun.example"),
                site -> assertThat(site.hints()).containsExactly("Written münchen.example."));
        assertThat(lists.list("games").orElseThrow().hits()).hasSize(7).last()
                .extracting(OneList.Hits::requests).isEqualTo(1L);
    }

    @Test
    void theSitesThatMostIsAskedOfAreClosedByNoListWithoutAPersonsWord() throws Exception {
        for (int device = 1; device <= 6; device++) {
            sites.ask("maths.example", "pupils", device, LESSON);
        }
        asked.save();
        assertThatThrownBy(() -> imported("games", List.of("maths.example", "g.example")))
                .isInstanceOf(ListHeldException.class).hasMessageContaining("maths.example");
        lists.list("games", Doing.DROP, Optional.empty(), ADA);
        assertThat(lists.overview().held()).isEmpty();
        lists.list("ut1", Doing.FETCH, Optional.empty(), ADA);
        assertThat(fetched).containsExactly("ut1");
    }

    private Source source(Overview overview, String name) {
        return overview.sources().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private void imported(String category, List<String> names) throws Exception {
        Path file = Files.write(data.resolve(category + ".txt"), names);
        new Now().listLibrary().importFile(file, ImportOptions.into(category), progress -> {});
    }
}
