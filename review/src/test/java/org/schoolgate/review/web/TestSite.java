package org.schoolgate.review.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.Period;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.filters.sight.Finding;
import org.schoolgate.filters.sight.Finding.Reach;
import org.schoolgate.filters.sight.Sight;
import org.schoolgate.filters.sight.Way;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.review.Changes;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.TestEdits;
import org.schoolgate.review.Today;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.register.Weighing;
import org.schoolgate.review.signin.Answer;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.Invitations;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.signin.Passwords;
import org.schoolgate.review.signin.SchoolProvider;
import org.schoolgate.review.signin.TestFactors;
import org.schoolgate.review.journal.CaseKeyFile;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Numbers;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedBasis;
import org.schoolgate.review.store.RecordedListing;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

/// The review site of an invented school, running on a free port over a real store, at a time that a test sets.
final class TestSite implements AutoCloseable {

    static final String PASSWORD = "lantern otter gravel kite";
    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final CategoryName NETWORKS = new CategoryName("social-networks", "Social media: networks", "Social media");
    static final CategoryName PICTURES = new CategoryName("social-images", "Social media: pictures", "Social media");
    static final CategoryName GAMES = new CategoryName("games", "Games", "Games");
    static final CategoryName ILLEGAL = new CategoryName("illegal", "Illegal material", "Illegal material");
    static final Clause CLAUSE = new Clause(
            "Personal use of the internet is not permitted during working hours and any "
                    + "breach of this provision will be regarded as a conduct matter.",
            "The school’s social media policy, “Responsibilities when using social media”");

    static final Timetable TIMETABLE = new Timetable(LONDON,
            List.of(new Timetable.Dates(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-12-18"))),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            new Timetable.Times(LocalTime.parse("08:30"), LocalTime.parse("15:45")),
            List.of(new Timetable.Times(LocalTime.parse("10:45"), LocalTime.parse("11:00"))), List.of(), Set.of());

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-17T09:40:00Z"));
    final AtomicReference<SystemStatus> status;
    final AtomicReference<School> school = new AtomicReference<>(school(Optional.empty()));
    final AtomicReference<List<Watch>> watches = new AtomicReference<>(List.of());
    /// As closed as can be, and all listed as it was, until a test says otherwise.
    final AtomicReference<Today> today = new AtomicReference<>(request -> new Today.Answer(Verdict.BLOCK, "closed",
            Set.of(NETWORKS.slug(), PICTURES.slug(), GAMES.slug()), "policy-31+lists-9"));
    final AtomicReference<Optional<MonitoringNotice>> notice = new AtomicReference<>(Optional.empty());
    final AtomicReference<Categories> categories = new AtomicReference<>(new Categories(List.of()));
    final TestEdits edits = new TestEdits();
    final TestLists lists = new TestLists(categories::get, now::get);
    final Store store;
    final Door door;
    final Invitations invitations;
    final TestFactors factors;
    final LettingIn letting;
    final ReviewSettings settings;
    private final Passwords passwords;
    private final Numbers numbers = new Numbers();
    private final Site site;

    TestSite(Path folder) throws IOException {
        this(folder, Channels.none());
    }

    /// @param location where its store is
    TestSite(Path folder, StoreLocation location) throws IOException {
        this(folder, location, Channels.none(), Optional.empty());
    }

    /// @param channels how messages leave, as the System page is to see it; none does
    TestSite(Path folder, Channels channels) throws IOException {
        this(folder, channels, Optional.empty());
    }

    /// @param provider where the school has its own accounts
    TestSite(Path folder, Channels channels, Optional<SchoolProvider> provider) throws IOException {
        this(folder, StoreLocation.in(folder), channels, provider);
    }

    private TestSite(Path folder, StoreLocation location, Channels channels, Optional<SchoolProvider> provider)
            throws IOException {
        status = new AtomicReference<>(status(now.get()));
        InstantSource clock = now::get;
        settings = new ReviewSettings(folder, folder.resolve("keys").resolve("case.key"), location,
                Period.ofMonths(12), channels,
                List.of("chair@governors.example"), watches::get, List::of, List::of,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), school::get, () -> Set.of("pupils"),
                () -> TestReasons.TIMETABLES,
                categories::get,
                status::get, request -> today.get().answer(request), new TestReasons(), notice::get,
                new WrittenWeighing(),
                new WrittenChanges(), edits, Optional.of(lists), clock,
                Set.of("review.school.example"), true,
                provider);
        store = Store.open(location, new CaseKeyFile(settings.caseKey()));
        SecureRandom random = new SecureRandom();
        passwords = new Passwords(random);
        factors = new TestFactors(store, folder, clock);
        door = new Door(store, passwords, factors.factor, random, clock);
        invitations = new Invitations(store, passwords, random, clock);
        letting = new LettingIn(store, invitations, school::get, settings.witnesses(), clock);
        site = Site.start(settings, store, door, factors.factor, invitations, Optional.empty());
    }

    /// A policy that closes what begins with `extreme` to everyone, and finds what begins with `drugs` sensitive.
    record WrittenWeighing() implements Weighing {

        private static final Group STAFF = new Group("staff", "Staff");
        private static final Group PUPILS = new Group("pupils", "Pupils");

        @Override
        public Weighed site(Host host, String path) {
            return weighed(host.text());
        }

        @Override
        public Optional<Weighed> category(String slug) {
            return Optional.of(weighed(slug));
        }

        private static Weighed weighed(String name) {
            return new Weighed(name.startsWith("extrem")
                    ? Optional.of("Extremism is closed for everyone")
                    : Optional.empty(), name.startsWith("drugs") ? List.of("Drugs") : List.of());
        }

        @Override
        public List<Group> groups() {
            return List.of(STAFF, PUPILS, Group.STRANGERS);
        }

        @Override
        public Optional<Group> group(Person person) {
            return switch (person.account()) {
                case "lucy" -> Optional.of(PUPILS);
                case "okafor" -> Optional.of(STAFF);
                default -> Optional.empty();
            };
        }

        @Override
        public boolean seesPaths(Host host, Group group) {
            return host.text().startsWith("seen.");
        }
    }

    /// A school of which each line of a policy is a rule's title, and whose edits are two.
    private record WrittenChanges() implements Changes {

        @Override
        public List<String> between(KeptText before, KeptText after) {
            return Stream.concat(
                    after.text().lines().filter(line -> before.text().lines().noneMatch(line::equals))
                            .map(line -> "New: “" + line + "”."),
                    before.text().lines().filter(line -> after.text().lines().noneMatch(line::equals))
                            .map(line -> "Taken out: “" + line + "”."))
                    .toList();
        }

        @Override
        public List<Edited> edits(Instant from, Instant until, int most) {
            return Stream.of(
                    new Edited(Instant.parse("2026-10-02T08:00:00Z"), true, "Games", Optional.of("chess-club.example")),
                    new Edited(Instant.parse("2026-10-05T08:00:00Z"), true, "Illegal material", Optional.empty()))
                    .filter(edit -> !edit.at().isBefore(from) && edit.at().isBefore(until)).toList();
        }
    }

    static School school(Optional<String> reviewSite) {
        return new School("Marlbeck Primary School", LONDON, Optional.empty(), Optional.of("Mrs Rao"),
                Optional.of("Mr Hallam"), reviewSite);
    }

    URI address() {
        return site.address();
    }

    /// The site by a name that browsers bind passkeys to.
    URI named() {
        return URI.create("http://localhost:" + site.address().getPort() + "/");
    }

    List<Route> routes() {
        return Site.routes(settings, store, door, factors.factor, invitations, new Drafts(settings.clock()), letting,
                StaticFile.read("style.css", "text/css"));
    }

    /// An account with [#PASSWORD], ready to use: but for IT it has a second factor, too.
    Account account(String name, String displayName, Role role) {
        Account made = store.accounts().create(name, displayName, role, passwords.hash(PASSWORD), false, now.get())
                .orElseThrow();
        if (role != Role.IT) {
            factors.code(made.id());
        }
        return made;
    }

    /// A code with which this account may sign in now.
    String code(String name) {
        return factors.code(store.accounts().find(name).orElseThrow().id());
    }

    /// A session of this account without the forms.
    String session(String name, String address) {
        Answer answer = door.signIn(name, PASSWORD, "", address);
        if (answer instanceof Answer.CodeNext(String half)) {
            answer = door.code(half, code(name), address);
        }
        return switch (answer) {
            case Answer.Welcome welcome -> welcome.ticket().token();
            default -> throw new AssertionError(name + " cannot sign in");
        };
    }

    RecordedAccess record(RecordedAccess access) {
        store.accesses().append(List.of(access));
        return access;
    }

    /// Records an access by a policy, of which the text is kept.
    void recordBy(RecordedAccess made, KeptText policy) {
        RecordedBasis basis = new RecordedBasis(policy.sha256(), "", List.of(), false, false);
        store.accesses().append(List.of(new RecordedAccess(made.number(), made.trace(), made.at(), made.day(),
                made.group(), made.groupTitle(), made.client(), made.certainty(), made.verdict(), made.rule(),
                made.ruleTitle(), made.clause(), made.target(), made.seal(), made.host(), made.categories(),
                made.listings(), made.signals(), made.circumstances(), made.ground(), made.snapshot(), made.fault(),
                Optional.of(basis))), List.of(), List.of(policy));
    }

    /// Records for today, yesterday and before, of every verdict, one of them sealed.
    List<RecordedAccess> recordSome() {
        Instant today = Instant.parse("2026-11-17T08:55:00Z");
        Signals page = new Signals(Signals.Mode.PLAIN, "GET", Optional.of("cross-site"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.empty(), Optional.of("www.recipes.example"),
                Optional.of("text/html,application/xhtml+xml"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        Signals picture = new Signals(Signals.Mode.PLAIN, "GET", Optional.of("cross-site"), Optional.of("no-cors"),
                Optional.of("image"), false, Optional.empty(), Optional.of("www.recipes.example"),
                Optional.of("image/avif,image/webp,*/*"), Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
        Signals tunnel = Signals.tunnel(Optional.of("Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X)"));
        List<RecordedAccess> all = List.of(
                access(today.minusSeconds(9 * 86_400), "pupils", "Pupils", Verdict.BLOCK, "old.games.example", GAMES,
                        page),
                access(today.minusSeconds(86_400), "staff", "Staff", Verdict.FLAG, "www.linkedin.com", NETWORKS,
                        tunnel),
                access(today.minusSeconds(86_000), "staff", "Staff", Verdict.COACH, "www.facebook.com", NETWORKS,
                        tunnel),
                access(today.minusSeconds(1800), "pupils", "Pupils", Verdict.BLOCK, "www.instagram.com", PICTURES,
                        picture),
                access(today.minusSeconds(600), "pupils", "Pupils", Verdict.BLOCK, "cdn.tiktokcdn-eu.example", NETWORKS,
                        tunnel),
                sealed(today.minusSeconds(300)),
                access(today, "staff", "Staff", Verdict.COACH, "www.facebook.com", NETWORKS, page));
        store.accesses().append(all);
        return all;
    }

    RecordedAccess access(Instant at, String group, String groupTitle, Verdict verdict, String host,
            CategoryName category, Signals signals) {
        long number = numbers.next(at);
        boolean tunnel = signals.mode() == Signals.Mode.TUNNEL;
        return new RecordedAccess(number, new TraceId(number * 0x9E3779B97F4A7C15L), at,
                LocalDate.ofInstant(at, LONDON),
                group, groupTitle, IpAddress.parse("10.20.0.7").orElseThrow(), Certainty.NOT_KNOWN, verdict,
                group + "-" + category.slug(),
                category.subject() + " is " + Wording.answer(verdict) + " for " + groupTitle,
                Optional.of(CLAUSE), Optional.of(tunnel ? host + ":443" : "http://" + host + "/profile?x=1"),
                Optional.empty(), Optional.of(host), List.of(category),
                List.of(new RecordedListing(Optional.of(host), category.slug(), "ut1/" + category.slug(), "2026-11-16",
                        1204)),
                signals, Circumstances.NONE, Ground.of(signals, Circumstances.NONE), "policy-31+lists-9", false);
    }

    /// The same access by another device.
    static RecordedAccess from(String client, RecordedAccess made) {
        return new RecordedAccess(made.number(), made.trace(), made.at(), made.day(), made.group(), made.groupTitle(),
                IpAddress.parse(client).orElseThrow(), made.certainty(), made.verdict(), made.rule(), made.ruleTitle(),
                made.clause(), made.target(), made.seal(), made.host(), made.categories(), made.listings(),
                made.signals(), made.circumstances(), made.ground(), made.snapshot(), made.fault());
    }

    private RecordedAccess sealed(Instant at) {
        long number = numbers.next(at);
        return new RecordedAccess(number, new TraceId(number * 0x9E3779B97F4A7C15L), at,
                LocalDate.ofInstant(at, LONDON),
                "visitors", "Visitors", IpAddress.parse("fd00::7").orElseThrow(), Certainty.ONE_OF_SEVERAL,
                Verdict.BLOCK,
                "illegal-for-everyone", "Illegal material is closed for everyone", Optional.empty(), Optional.empty(),
                Optional.of("ab".repeat(32)), Optional.empty(), List.of(ILLEGAL),
                List.of(new RecordedListing(Optional.empty(), "illegal", "police", "9", 0)),
                Signals.tunnel(Optional.empty()), Circumstances.NONE, Ground.NAME_ONLY, "policy-31+lists-9", false);
    }

    static SystemStatus status(Instant now) {
        return new SystemStatus("0.1.0", now.minusSeconds(7200), "10.20.0.2:3128",
                List.of(new SystemStatus.ListLine("ut1/adult", "2026-11-16", 4_645_000, now.minusSeconds(90_000),
                        false),
                        new SystemStatus.ListLine("starter/social", "1", 214, now.minusSeconds(7200), true)),
                List.of(new SystemStatus.SlotLine("the list of illegal images", "Illegal material", false),
                        new SystemStatus.SlotLine("the police list", "Extremism", false)),
                "policy-31", now.minusSeconds(7200),
                List.of("The file policy.yaml of 09:12 was not taken: line 14 names a group that is not there. "
                        + "The policy before it stays in force."),
                List.of(new SystemStatus.RuleLine("illegal-for-everyone", "Illegal material is closed for everyone",
                        List.of(), Set.of(), Verdict.BLOCK, Optional.empty()),
                        new SystemStatus.RuleLine("staff-personal-use", "Personal use is asked about in working time",
                                List.of("Staff"), Set.of(Hours.WORKING), Verdict.COACH, Optional.of(CLAUSE))),
                List.of(sight("illegal-for-everyone", "Illegal material is closed for everyone", Reach.PARTLY),
                        sight("staff-personal-use", "Personal use is asked about in working time", Reach.PARTLY),
                        sight("accounts", "Only the school’s own accounts may sign in", Reach.NOT)),
                Set.of(Way.BY_NAME, Way.NEVER_INSPECTED),
                List.of(new SystemStatus.Upkeep("Authority", true, "Valid", "The certificate on the devices ends on "
                        + "2 May 2031.", List.of()),
                        new SystemStatus.Upkeep("Refused certificates", false, "One program may need a sentence",
                                "Three devices have refused the gateway’s certificate for chat.example.",
                                List.of("inspection:", "  - groups: [pupils]", "    sites: [chat.example]",
                                        "    look: never"))));
    }

    private static Sight sight(String name, String title, Reach byName) {
        Map<Way, Finding> findings = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            findings.put(way,
                    new Finding(way == Way.INSPECTED ? Reach.WHOLE : byName, "What shows " + way.title() + "."));
        }
        return new Sight(name, title, List.of("Staff"), findings);
    }

    @Override
    public void close() {
        site.close();
        store.close();
    }
}
