package org.schoolgate.blocklists.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.schoolgate.blocklists.build.Shelves.ANNE;
import static org.schoolgate.blocklists.build.Shelves.BEN;
import static org.schoolgate.blocklists.build.Shelves.names;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.blocklists.history.Event;
import org.schoolgate.blocklists.history.Who;

/// Versions that wait for a person.
class HeldTest {

    private static final ProtectedNames OWN = new ProtectedNames(List.of(
            new ProtectedNames.Name("school.example", true, false, "the school's own name"),
            new ProtectedNames.Name("www.much-used.example", false, false, "asked for much"),
            new ProtectedNames.Name("10.20.5.10", false, false, "the gateway")), Set.of("helplines"),
            Set.of("games", "chat"), Set.of("news"));

    @TempDir
    Path folder;
    private Shelves shelves = new Shelves(Path.of(""));

    @BeforeEach
    void aListIsInForce() throws Exception {
        shelves = new Shelves(folder);
        shelves.importing("games", names(1000), "games");
    }

    @ParameterizedTest
    @CsvSource({"900,", "899,SHRANK", "1500,", "1501,GREW", "1,SHRANK"})
    void aVersionThatChangesTooMuchWaits(int count, HeldReason.@org.jspecify.annotations.Nullable Kind kind)
            throws Exception {
        if (kind == null) {
            shelves.importing("games", names(count), "games");
            assertThat(shelves.listLibrary().versions().held()).isEmpty();
            return;
        }
        ListHeldException held = held(names(count));
        assertThat(held.reasons()).extracting(HeldReason::kind).containsExactly(kind);
        assertThat(held).hasMessageContaining("from 1000 to " + count + " entries");
        assertThat(shelves.size()).isEqualTo(1000);
    }

    @Test
    void aSourceMayHaveAGuardOfItsOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("games.txt"), names(100));
        assertThatThrownBy(() -> shelves.listLibrary().importFile(file,
                ImportOptions.into("games").within(new Guard(80, 50)), progress -> {}))
                .isInstanceOf(ListHeldException.class).hasMessageContaining("more than 80 in a hundred");
        shelves.listLibrary().importFile(file, ImportOptions.into("games").within(new Guard(90, 50)), progress -> {});
        assertThat(shelves.size()).isEqualTo(100);
    }

    @Test
    void aFirstVersionWaitsWhereSomebodyWantsToSeeFirstWhatItWouldTouch() throws Exception {
        Path file = Files.writeString(folder.resolve("chat.txt"), names(10));
        ImportOptions options = ImportOptions.into("chat").within(new Guard(10, 50, true));
        assertThatThrownBy(() -> shelves.listLibrary().importFile(file, options, progress -> {}))
                .isInstanceOfSatisfying(ListHeldException.class, held -> assertThat(held.reasons())
                        .extracting(HeldReason::kind).containsExactly(HeldReason.Kind.NEW));
        assertThat(shelves.listLibrary().status()).extracting(ListStatus::name).doesNotContain("chat");
        shelves.listLibrary().versions().release("chat", Optional.empty(), ANNE, "it closes what it should");
        Files.writeString(file, names(11));
        assertThat(shelves.listLibrary().importFile(file, options, progress -> {}).listed()).isEqualTo(11);
    }

    @Test
    void anUpdateWithTooManyBadLinesWaitsAndAFirstImportIsRefused() throws Exception {
        assertThat(held(names(1000) + "two words\n".repeat(20)).reasons()).extracting(HeldReason::kind)
                .containsExactly(HeldReason.Kind.BAD_LINES);
        assertThatThrownBy(() -> shelves.importing("chat", names(60) + "two words\n".repeat(20), "chat"))
                .isInstanceOf(ListRefusedException.class).isNotInstanceOf(ListHeldException.class);
        assertThat(shelves.listLibrary().provenance().history(Optional.of("chat"), 10)).extracting(Event::kind)
                .containsExactly(Event.Kind.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"school.example", "mail.school.example", "=school.example", "school.example/page",
                "much-used.example", "www.much-used.example", "=www.much-used.example", "10.20.5.10", "10.20.0.0/16",
                "www.samaritans.org"})
    void aVersionThatNewlyNamesWhatIsProtectedWaits(String entry) throws Exception {
        shelves.protecting(OWN);
        ListHeldException held = held(names(1000) + entry + "\n");
        assertThat(held.reasons()).extracting(HeldReason::kind).containsExactly(HeldReason.Kind.PROTECTED);
        assertThat(held).hasMessageContaining("'" + entry + "'");
        assertThatThrownBy(() -> shelves.importing("chat", entry + "\n", "chat"))
                .as("a first import").isInstanceOf(ListHeldException.class);
        assertThat(shelves.listLibrary().status()).extracting(ListStatus::name).doesNotContain("chat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"other.example", "x.much-used.example", "x.www.much-used.example",
                "www.much-used.example/page", "notschool.example", "10.20.5.11"})
    void whatOnlyLooksLikeItDoesNot(String entry) throws Exception {
        shelves.protecting(OWN);
        assertThat(shelves.importing("games", names(1000) + entry + "\n", "games").listed()).isEqualTo(1001);
    }

    @Test
    void whatAListNamesAlreadyAndWhatClosesNothingHoldsNothingUp() throws Exception {
        shelves.accepting("games", names(1000) + "school.example\n", "games");
        shelves.protecting(OWN);
        shelves.importing("games", names(1001) + "school.example\n", "games");
        shelves.importing("papers", "school.example\n", "news");
        shelves.importing("help", "samaritans.org\n", "helplines");
        shelves.importing("boards", "samaritans.org\n", "forums");
        assertThat(shelves.listLibrary().versions().held()).isEmpty();
    }

    @Test
    void aSealedListIsHeldWithoutSayingWhatItNames() {
        shelves.protecting(OWN);
        assertThatThrownBy(() -> shelves.importing("iwf", "mail.school.example\n", "illegal"))
                .isInstanceOf(ListHeldException.class).hasMessageContaining("not shown")
                .hasMessageNotContaining("mail.school.example");
    }

    @Test
    void whatIsHeldIsPutInForceByAPersonWithAReason() throws Exception {
        ListHeldException held = held(names(10));
        shelves.later(java.time.Duration.ofHours(1));
        HeldVersion waiting = shelves.listLibrary().versions().held().getFirst();
        assertThat(waiting.version()).isEqualTo(held.version());
        assertThat(waiting.entries()).isEqualTo(10);
        assertThat(waiting.entriesInForce()).isEqualTo(1000);
        assertThat(waiting.who()).isEqualTo(Who.GATEWAY);
        assertThatThrownBy(() -> shelves.listLibrary().versions().release("games", Optional.empty(), ANNE, " "))
                .isInstanceOf(ListRefusedException.class).hasMessage("say why");
        assertThatThrownBy(() -> shelves.listLibrary().versions().release("games", Optional.of("other"), ANNE, "x"))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("held no longer");
        KeptVersion released = shelves.listLibrary().versions().release("games", Optional.of(held.version()), ANNE,
                "they split the list");
        assertThat(released.version()).isEqualTo(held.version());
        assertThat(shelves.size()).isEqualTo(10);
        assertThat(shelves.listLibrary().versions().held()).isEmpty();
        Event event = shelves.listLibrary().provenance().history(Optional.of("games"), 1).getFirst();
        assertThat(event.kind()).isEqualTo(Event.Kind.RELEASED);
        assertThat(event.who()).isEqualTo(ANNE);
        assertThat(event.why()).isEqualTo("they split the list");
        assertThat(event.notes().getFirst()).contains("would shrink");
        assertThat(shelves.importing("games", names(11), "games").listed()).isEqualTo(11);
    }

    @Test
    void whatIsHeldIsDroppedAndALaterFetchTakesItsPlace() throws Exception {
        held(names(10));
        String second = held(names(20)).version();
        assertThat(held(names(20)).version()).as("the same again").isEqualTo(second);
        assertThat(shelves.listLibrary().versions().held()).extracting(HeldVersion::version).containsExactly(second);
        assertThat(shelves.listLibrary().provenance().history(Optional.of("games"), 10)).extracting(Event::kind)
                .containsExactly(Event.Kind.HELD, Event.Kind.HELD, Event.Kind.FETCHED);
        shelves.listLibrary().versions().drop("games", Optional.empty(), BEN, "half a file");
        assertThat(shelves.listLibrary().versions().held()).isEmpty();
        assertThat(shelves.size()).isEqualTo(1000);
        held(names(20));
        shelves.importing("games", names(1001), "games");
        assertThat(shelves.listLibrary().versions().held()).as("a good one came").isEmpty();
        assertThatThrownBy(() -> shelves.listLibrary().versions().drop("games", Optional.empty(), BEN, "x"))
                .isInstanceOf(ListRefusedException.class).hasMessageContaining("nothing of the list 'games' is held");
        assertThatThrownBy(() -> shelves.listLibrary().versions().drop("../x", Optional.empty(), BEN, "x"))
                .isInstanceOf(ListRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write entries", "write header", "write reasons", "move into held", "tidy held"})
    void aGatewayThatStopsWhileItHoldsSomethingLosesNothing(String stopping) throws Exception {
        String first = held(names(10)).version();
        shelves.stoppingBefore(stopping);
        assertThatThrownBy(() -> shelves.importing("games", names(20), "games"))
                .isNotInstanceOf(ListRefusedException.class).hasMessageContaining(stopping);
        shelves.going();
        assertThat(shelves.size()).isEqualTo(1000);
        HeldVersion waiting = shelves.listLibrary().versions().held().getFirst();
        assertThat(waiting.entries()).isEqualTo(stopping.equals("tidy held") ? 20 : 10);
        assertThat(stopping.equals("tidy held") || waiting.version().equals(first)).isTrue();
        held(names(20));
        shelves.listLibrary().versions().release("games", Optional.empty(), ANNE, "it is right");
        assertThat(shelves.size()).isEqualTo(20);
        assertThat(shelves.files("games")).noneMatch(name -> name.contains("new") || name.equals("held"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"write entries", "write header", "move into place", "write pointer", "exchange pointer"})
    void aGatewayThatStopsWhileSomethingIsReleasedHoldsItStill(String stopping) throws Exception {
        String version = held(names(10)).version();
        shelves.stoppingBefore(stopping);
        assertThatThrownBy(() -> shelves.listLibrary().versions().release("games", Optional.empty(), ANNE, "right"))
                .hasMessageContaining(stopping);
        shelves.going();
        assertThat(shelves.size()).isEqualTo(1000);
        assertThat(shelves.listLibrary().versions().held()).extracting(HeldVersion::version).containsExactly(version);
        shelves.listLibrary().versions().release("games", Optional.of(version), ANNE, "right");
        assertThat(shelves.size()).isEqualTo(10);
        assertThat(shelves.listLibrary().versions().held()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear held", "tidy", "write index", "move index into place", "tidy indexes"})
    void aGatewayThatStopsAfterwardsHasItInForce(String stopping) throws Exception {
        held(names(10));
        shelves.stoppingBefore(stopping);
        try {
            shelves.listLibrary().versions().release("games", Optional.empty(), ANNE, "right");
        } catch (java.io.IOException stopped) {
            assertThat(stopped).hasMessageContaining(stopping);
        }
        shelves.going();
        assertThat(shelves.size()).isEqualTo(10);
        assertThat(shelves.listLibrary().versions().held()).isEmpty();
        shelves.importing("games", names(12), "games");
        assertThat(shelves.files("games")).noneMatch(name -> name.contains("new") || name.equals("held"));
    }

    @Test
    void whatIsHeldAndTornIsSaidToBeAndReplaced() throws Exception {
        Path held = shelves.lists().resolve("games/held").resolve(held(names(10)).version());
        Files.writeString(held.resolve("reasons"), "{torn");
        assertThat(shelves.listLibrary().versions().held()).isEmpty();
        assertThatThrownBy(() -> shelves.listLibrary().versions().release("games", Optional.empty(), ANNE, "right"))
                .isInstanceOf(java.io.IOException.class).hasMessageContaining("reasons: it is torn");
        held(names(20));
        assertThat(shelves.listLibrary().versions().held()).hasSize(1);
    }

    private ListHeldException held(String text) {
        return catchThrowableOfType(ListHeldException.class, () -> shelves.importing("games", text, "games"));
    }
}
