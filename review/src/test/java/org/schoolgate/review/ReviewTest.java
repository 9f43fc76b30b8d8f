package org.schoolgate.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.inner.Explained;
import java.util.function.Function;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.journal.CaseKeyFile;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.Store;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.register.Weighing;
import org.schoolgate.review.store.StoreLocation;

class ReviewTest {

    private static final Instant NOW = Instant.parse("2026-11-17T09:40:00Z");

    @TempDir
    private Path data;

    @Test
    void theFirstSignInIsNewAtEachStartUntilThePasswordIsChanged() throws IOException {
        FirstSignIn before;
        try (Review review = Review.open(settings(0))) {
            before = review.firstSignIn().orElseThrow();
            assertThat(before.name()).isEqualTo("head");
            assertThat(before.toString()).doesNotContain(before.password());
        }
        try (Review review = Review.open(settings(0))) {
            assertThat(review.firstSignIn().orElseThrow().password()).isNotEqualTo(before.password());
        }
        try (Store store = Store.open(location(), new CaseKeyFile(data.resolve("keys").resolve("case.key")))) {
            store.accounts().setPassword(store.accounts().find("head").orElseThrow().id(), "their own", false);
        }
        try (Review review = Review.open(settings(0))) {
            assertThat(review.firstSignIn()).isEmpty();
        }
    }

    @Test
    void whatTheJournalTakesIsInTheStoreAndTheSiteAnswers() throws Exception {
        try (Review review = Review.open(settings(0)); HttpClient http = HttpClient.newHttpClient()) {
            URI site = review.startSite(Optional.empty());
            HttpResponse<String> page = http.send(HttpRequest.newBuilder(site.resolve("/sign-in")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Marlbeck Primary School");
            review.journal().write(flagged()).toCompletableFuture().get();
        }
        try (Store store = Store.open(location(), new CaseKeyFile(data.resolve("keys").resolve("case.key")))) {
            assertThat(store.accesses().page(AccessFilter.ALL, Optional.empty(), 10).accesses())
                    .singleElement().satisfies(access -> assertThat(access.host()).hasValue("www.games.example"));
        }
    }

    @Test
    void aTakenPortIsToldWithTheWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Review review = Review.open(settings(taken.getLocalPort()))) {
            assertThatThrownBy(() -> review.startSite(Optional.empty())).isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("give the site another");
        }
    }

    private StoreLocation location() {
        return new StoreLocation.Sqlite(data.resolve("store").resolve("schoolgate.db"));
    }

    private ReviewSettings settings(int port) {
        School school = new School("Marlbeck Primary School", ZoneId.of("Europe/London"), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        SystemStatus status = new SystemStatus("0.1.0", NOW, "127.0.0.1:3128", List.of(), List.of(), "1", NOW,
                List.of(), List.of(), List.of(), Set.of(), List.of());
        return new ReviewSettings(data, data.resolve("keys").resolve("case.key"), StoreLocation.in(data),
                Period.ofMonths(12), Channels.none(), List.of(),
                List::of,
                List::of,
                List::of,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                () -> school, Set::of, () -> Timetables.of(Timetable.unknown(ZoneId.of("Europe/London"))),
                () -> new Categories(List.of()), () -> status,
                request -> new Today.Answer(Verdict.BLOCK, "closed", Set.of(), "p+l"), new NoReasons(), Optional::empty,
                new TestWeighing(),
                new NoChanges(), new TestEdits(), Optional.empty(), () -> NOW,
                Set.of(), true,
                Optional.empty());
    }

    /// A school that nobody asks why.
    private record NoReasons() implements Why {

        @Override
        public List<Group> groups() {
            return List.of(Group.STRANGERS);
        }

        @Override
        public Explained now(Request whole) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Then then(RecordedAccess access, Function<String, Optional<KeptText>> texts) {
            return new Then.Unknown("nobody asks");
        }
    }

    /// A policy with nothing locked, nothing sensitive and no groups.
    private record TestWeighing() implements Weighing {

        @Override
        public Weighed site(Host host, String path) {
            return new Weighed(Optional.empty(), List.of());
        }

        @Override
        public Optional<Weighed> category(String slug) {
            return Optional.empty();
        }

        @Override
        public List<Group> groups() {
            return List.of();
        }

        @Override
        public Optional<Group> group(Person person) {
            return Optional.empty();
        }

        @Override
        public boolean seesPaths(Host host, Group group) {
            return false;
        }
    }

    /// A school whose files have never changed.
    private record NoChanges() implements Changes {

        @Override
        public List<String> between(KeptText before, KeptText after) {
            return List.of();
        }

        @Override
        public List<Edited> edits(Instant from, Instant until, int most) {
            return List.of();
        }
    }

    private static FlaggedAccess flagged() {
        Group pupils = new Group("pupils", "Pupils");
        TraceId trace = new TraceId(7);
        Request request = new Request(trace, Client.at(IpAddress.ofV4(0x0a000001)),
                Target.Site.parse("www.games.example:443").orElseThrow(), NOW);
        return new FlaggedAccess(request, new Decision(Verdict.BLOCK, new Reason.Unmentioned(pupils), CategorySet.NONE,
                List.of(), pupils, true, false, NOW, "p+l"), Signals.tunnel(Optional.empty()));
    }
}
