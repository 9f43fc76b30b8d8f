package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.blocklists.build.Basis;
import org.schoolgate.blocklists.build.EditWish;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.blocklists.history.Who;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.ListEdits.Outcome;
import org.schoolgate.review.ListEdits.Progress;

/// What a decision about a closed site does to the lists.
class LibraryEditsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Outcome IN_FORCE = new Outcome.InForce();
    private static final String POLICY = """
        school: {name: Marlbeck Primary School}
        groups: [{name: pupils, title: Pupils}]
        strangers: {otherwise: allow}
        rules:
          - {name: locks, title: Closed, tier: locked-block, categories: [illegal, extremism, pornography], verdict: block}
        """;

    @TempDir
    private Path folder;

    private Snapshots snapshots;
    private LibraryEdits edits;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("schoolgate.yaml"), "{}");
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        Supplier<Read<Configuration>> read = () -> ConfigurationReader.read(folder);
        snapshots = Snapshots.start(((Read.Good<Configuration>) read.get()).value(), folder, read, () -> NOW);
        edits = new LibraryEdits(snapshots::current);
        for (String entry : List.of("exact.example", "parent.example", "www.both.example", "both.example",
                "path.example/games")) {
            add(entry, "games");
        }
        add("exact.example", "shopping");
        add("biology.example", "pornography");
        add("secret.example", "illegal");
    }

    private void add(String entry, String category) throws Exception {
        snapshots.current().listLibrary().edit(true, entry, Optional.of(category));
        snapshots.followLists();
    }

    @Test
    void anEntryOfTheSiteItselfIsTakenOutAndOneAboveItIsAllowedBelow() {
        assertThat(open("exact.example", "games")).isEqualTo(IN_FORCE);
        assertThat(about("exact.example/")).containsExactly("shopping");
        assertThat(open("www.parent.example", "games")).isEqualTo(IN_FORCE);
        assertThat(about("www.parent.example/")).isEmpty();
        assertThat(about("other.parent.example/")).containsExactly("games");
        assertThat(open("www.both.example", "games")).isEqualTo(IN_FORCE);
        assertThat(about("www.both.example/")).isEmpty();
        assertThat(about("both.example/")).containsExactly("games");
        assertThat(open("path.example/games", "games")).isEqualTo(IN_FORCE);
        assertThat(about("path.example/games")).isEmpty();
    }

    @Test
    void whatIsOpenAlreadyIsInForceAndWhatNoListNamesCannotBeOpened() {
        open("exact.example", "games");
        assertThat(open("exact.example", "games")).isEqualTo(IN_FORCE);
        assertThat(edits.open("unlisted.example", Optional.empty(), "sam", "why"))
                .isInstanceOfSatisfying(Outcome.Refused.class,
                        refused -> assertThat(refused.sentence()).contains("No list names this site"));
        assertThat(edits.open("exact.example", Optional.empty(), "sam", "why")).isEqualTo(IN_FORCE);
        snapshots.followLists();
        assertThat(about("exact.example/")).isEmpty();
        assertThat(edits.open("not a host", Optional.empty(), "sam", "why")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aSiteIsPutIntoAnotherCategoryWhetherAListNamesItOrNot() {
        assertThat(edits.recategorise("exact.example", "games", "education", "sam", "why")).isEqualTo(IN_FORCE);
        assertThat(edits.recategorise("unlisted.example", "", "education", "sam", "why")).isEqualTo(IN_FORCE);
        assertThat(edits.recategorise("www.parent.example", "games", "games", "sam", "why")).isEqualTo(IN_FORCE);
        snapshots.followLists();
        assertThat(about("exact.example/")).containsExactlyInAnyOrder("education", "shopping");
        assertThat(about("unlisted.example/")).containsExactly("education");
        assertThat(about("www.parent.example/")).containsExactly("games");
        assertThat(edits.recategorise("unlisted.example", "", "nonsense", "sam", "why"))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatIsLockedOrSensitiveWaitsForASecondPerson() {
        long number = ((Outcome.NeedsSecondPerson) open("biology.example", "pornography")).number();
        assertThat(about("biology.example/")).containsExactly("pornography");
        assertThat(edits.progress(number)).isEqualTo(Progress.WAITING);
        assertThat(edits.second(number, true, "rao", "yes")).isEqualTo(IN_FORCE);
        snapshots.followLists();
        assertThat(about("biology.example/")).isEmpty();
        assertThat(edits.progress(number)).isEqualTo(Progress.IN_FORCE);
        assertThat(edits.second(number, true, "rao", "yes")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatASecondPersonDeclinesStaysAsItIs() {
        long number = ((Outcome.NeedsSecondPerson) edits.recategorise("biology.example", "pornography", "education",
                "sam", "why")).number();
        assertThat(edits.second(number, false, "rao", "no")).isInstanceOf(Outcome.Refused.class);
        snapshots.followLists();
        assertThat(about("biology.example/")).containsExactly("pornography");
    }

    @Test
    void whatASealedListHoldsIsNeitherOpenedNorTold() {
        assertThat(edits.open("secret.example", Optional.empty(), "sam", "why"))
                .isEqualTo(edits.open("unlisted.example", Optional.empty(), "sam", "why"));
        assertThat(edits.recategorise("exact.example", "games", "illegal", "sam", "why")).isEqualTo(IN_FORCE);
        snapshots.followLists();
        assertThat(about("secret.example/")).containsExactly("illegal");
    }

    @Test
    void whatIsClosedForOneGroupAloneIsOpenedForThatGroup() throws Exception {
        snapshots.current().listLibrary().editing().edit(
                new EditWish(true, "blog.example", Optional.of("chat"), List.of("pupils")), Basis.of(Who.UNKNOWN, ""));
        snapshots.followLists();
        assertThat(pupils("blog.example/")).containsExactly("chat");
        assertThat(snapshots.today(new Request(new TraceId(0), Client.at(IpAddress.ofV4(0)),
                Target.Page.parse("http://blog.example/").orElseThrow(), NOW)).categories())
                .as("a record of a pupil rests on it still, whoever asks").containsExactly("chat");
        assertThat(open("blog.example", "chat")).isEqualTo(IN_FORCE);
        assertThat(pupils("blog.example/")).isEmpty();
        assertThat(snapshots.current().listLibrary().editing().all()).last().satisfies(edit -> {
            assertThat(edit.groups()).containsExactly("pupils");
            assertThat(edit.kind()).isEqualTo(SchoolEdit.Kind.REMOVE);
        });
    }

    private Outcome open(String site, String category) {
        Outcome outcome = edits.open(site, Optional.of(category), "sam", "why");
        snapshots.followLists();
        return outcome;
    }

    private List<String> about(String page) {
        return about(snapshots.current().engine().index(), page);
    }

    private List<String> pupils(String page) {
        return about(snapshots.current().engine().index().forGroup("pupils"), page);
    }

    private List<String> about(DomainIndex index, String page) {
        return snapshots.current().policy().categories()
                .of(index.categoriesOf(Target.Page.parse("http://" + page).orElseThrow()))
                .stream().map(Category::slug).toList();
    }
}
