package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.lists.Act;
import org.schoolgate.review.lists.Change;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Lodging;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Accounts;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.GatheredAccess;
import org.schoolgate.review.store.Incident;
import org.schoolgate.review.store.Incidents;
import org.schoolgate.review.store.Opening;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.Scope;
import org.schoolgate.review.store.VictimRecord;
import org.schoolgate.filters.policy.Severity;

/// Who may see what: every role at every address of the site, and what of each record stands on the pages that they get.
/// What is expected is written down here, and not read out of the table that is tested.
class RightsIT {

    /// By role: the pages that are there. What is not named here is not there for them.
    private static final Map<Role, Set<String>> PAGES = Map.of(
            Role.HEAD,
            Set.of("/registers", "/lists", "/checks", "/reports/week", "/access", "/find", "/flagged",
                    "/incidents", "/cases",
                    "/reveals",
                    "/people",
                    "/reports/term", "/reports/year", "/counts",
                    "/looks", "/system"),
            Role.SAFEGUARDING_LEAD,
            Set.of("/registers", "/lists", "/checks", "/reports/week", "/access", "/find", "/flagged",
                    "/incidents", "/cases",
                    "/reveals",
                    "/reports/term", "/reports/year",
                    "/counts",
                    "/looks"),
            Role.DEPUTY_LEAD,
            Set.of("/registers", "/lists", "/checks", "/reports/week", "/access", "/find", "/flagged",
                    "/incidents", "/cases",
                    "/reveals",
                    "/reports/term", "/reports/year",
                    "/counts",
                    "/looks"),
            Role.SENIOR_LEADER,
            Set.of("/registers", "/lists", "/checks", "/reports/week", "/flagged", "/reveals", "/reports/term",
                    "/reports/year",
                    "/counts",
                    "/looks"),
            Role.GOVERNOR, Set.of("/registers", "/reveals", "/reports/term", "/reports/year", "/counts", "/looks"),
            Role.CHAIR,
            Set.of("/registers", "/reports/week", "/access", "/find", "/flagged", "/incidents", "/cases", "/reveals",
                    "/reports/term",
                    "/reports/year",
                    "/counts", "/looks"),
            Role.IT,
            Set.of("/registers", "/lists", "/checks", "/reports/term", "/reports/year", "/counts", "/system"),
            Role.DATA_PROTECTION,
            Set.of("/registers/notice", "/copies", "/reports/term", "/reports/year", "/counts", "/looks"),
            Role.AUDITOR,
            Set.of("/registers", "/reports/week", "/access", "/find", "/flagged", "/incidents", "/reports/term",
                    "/reports/year",
                    "/counts", "/looks", "/system"));

    /// Who may agree that an adult is shown.
    private static final Set<Role> AGREEING = Set.of(Role.HEAD, Role.CHAIR, Role.SENIOR_LEADER, Role.GOVERNOR);

    /// Who gives a second word to a decision.
    private static final Set<Role> SECONDS = Set.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.GOVERNOR, Role.CHAIR);

    /// Who reads what others lodged who were bullied online.
    private static final Map<Role, String> VICTIMS = Map.of(Role.HEAD, "pupil adult", Role.SAFEGUARDING_LEAD, "pupil",
            Role.CHAIR, "head");

    /// Who may change anything of an incident or a case, open one, and ask who it is.
    private static final Set<Role> ACTING = Set.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD, Role.CHAIR);

    /// Who may take records away.
    private static final Set<Role> TAKING = Set.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.CHAIR);

    /// Who lets something through for a time, or asks for it.
    private static final Set<Role> LETTING = Set.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD,
            Role.SENIOR_LEADER, Role.IT);

    /// Who agrees to that as the second person.
    private static final Set<Role> LETTING_SECOND = Set.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.SENIOR_LEADER,
            Role.GOVERNOR, Role.CHAIR);

    /// Who agrees to an edit of lists as the second person; that and more may IT.
    private static final Set<Role> LISTS_SECOND = Set.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.SENIOR_LEADER,
            Role.IT);

    /// Pages about lists that are there for IT alone, as only they change something.
    private static final Set<String> KEEPING_LISTS = Set.of("/lists/change", "/lists/paste", "/lists/export");

    /// Open to everyone who is signed in, or to everyone.
    private static final Set<String> OPEN = Set.of("/", "/password", "/sign-out", "/sign-in", "/sign-in/code",
            "/sign-in/school", "/sign-in/school/back", "/sign-in/school/done", "/school-account",
            "/school-account/remove", "/sign-in/passkey", "/sign-in/code/passkey", "/passkeys", "/passkeys/remove",
            "/lost", "/help", "/help/yes",
            "/help/no", "/confirm", "/signing-in", "/second-factor", "/second-factor/codes", "/rules", "/sees", "/why",
            "/style.css", "/icon.svg", "/passkey.js");

    /// By role: which records there are, and whether their addresses show.
    private static final Map<Role, String> RECORDS = Map.of(
            Role.HEAD, "pupil staff stranger lead; addresses",
            Role.SAFEGUARDING_LEAD, "pupil stranger; addresses",
            Role.DEPUTY_LEAD, "pupil stranger lead; addresses",
            Role.SENIOR_LEADER, "pupil stranger lead",
            Role.GOVERNOR, "",
            Role.CHAIR, "head; addresses",
            Role.IT, "",
            Role.DATA_PROTECTION, "",
            Role.AUDITOR, "pupil stranger lead; addresses");

    /// By role: the cases that are there.
    private static final Map<Role, String> CASES = Map.of(
            Role.HEAD, "pupil staff it other",
            Role.SAFEGUARDING_LEAD, "pupil",
            Role.DEPUTY_LEAD, "pupil",
            Role.CHAIR, "head");

    /// By role: whose device shows to those who asked, or agreed, in a way that is right for them.
    private static final Map<Role, String> SHOWN = Map.of(
            Role.HEAD, "pupil staff stranger lead",
            Role.SAFEGUARDING_LEAD, "pupil stranger",
            Role.DEPUTY_LEAD, "pupil stranger",
            Role.GOVERNOR, "pupil staff stranger lead head",
            Role.CHAIR, "head");

    private final Map<String, Long> cases = new TreeMap<>();
    private final Set<Long> reveals = new TreeSet<>();
    private final Map<Role, String> sessions = new EnumMap<>(Role.class);
    private final Map<String, RecordedAccess> records = new TreeMap<>();
    private final Map<String, Incident> incidents = new TreeMap<>();
    private TestSite site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        for (Role role : Role.values()) {
            Account account = site.account(role.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "Reader of " + role, role);
            site.store.ownDevices().set(account.id(), Set.of(new Asker.Device(own(role))));
            sessions.put(role, site.session(account.name(), "session " + account.name()));
        }
        record("pupil", "pupils", "10.20.0.9");
        record("staff", "staff", "10.30.0.9");
        record("stranger", "strangers", "10.90.0.9");
        record("head", "staff", own(Role.HEAD).toString());
        record("lead", "pupils", own(Role.SAFEGUARDING_LEAD).toString());
        Incidents.Ungathered next = site.store.incidents().next(99, site.now.get());
        site.store.incidents().gather(next, next.accesses().stream()
                .map(access -> new GatheredAccess(access, Grade.B, Optional.of(Severity.NOTICE))).toList());
        records.forEach((name, record) -> incidents.put(name,
                site.store.incidents().of(Scope.ALL, record.number()).getFirst()));
        openCase("pupil", "pupil", About.PUPIL, Optional.empty());
        openCase("staff", "staff", About.ADULT, Optional.empty());
        openCase("it", "staff", About.IT_STAFF, Optional.of(Role.IT));
        openCase("other", "staff", About.OTHER, Optional.empty());
        openCase("head", "head", About.HEAD, Optional.of(Role.HEAD));
        // The Head in the guise of an adult: hidden from the Head still, as the account says who it is.
        openCase("guise", "head", About.ADULT, Optional.of(Role.HEAD));
    }

    private void openCase(String name, String incident, About about, Optional<Role> subject) {
        cases.put(name,
                site.store.cases().open(new Opening(incident(incident), account(Role.CHAIR).id(), site.now.get(),
                        2026, "why-of-case-" + name, about, subject.map(role -> account(role).id()),
                        Optional.of("Name-of-" + name))));
    }

    private Account account(Role role) {
        return site.store.accounts().find(role.name().toLowerCase(Locale.ROOT).replace('_', '-')).orElseThrow();
    }

    private void reveal(String record, Role by, Optional<Role> agreed) {
        long id = site.store.reveals().ask(record(record).asker(), agreed.isPresent(), account(by).id(),
                site.now.get(), "why-of-reveal-" + record, 4, List.of());
        agreed.ifPresent(role -> assertThat(site.store.reveals().answer(id, account(role).id(), site.now.get(), true))
                .isTrue());
        reveals.add(id);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void eachAddressIsThereForThoseRolesAndNoOthers() throws Exception {
        List<String> wrong = new ArrayList<>();
        site.lists.tryOut(new Change.Add("padlet.example", "games"), Act.of("sam", "Boards"));
        int cells = 0;
        for (Role role : Role.values()) {
            for (Route route : site.routes()) {
                try (TestBrowser browser = browser(role)) {
                    String path = route.path().startsWith("/records")
                            ? route.path().replace("{number}", "" + lodge(role, VictimRecord.Victim.SELF, false, "own"))
                                    .replace("{file}", "5")
                            : route.path().startsWith("/cases") || route.path().startsWith("/decisions")
                                    ? route.path().replace("{number}", "" + theirCase(role)).replace("{file}", "5")
                                    : route.path().startsWith("/lists/wrong")
                                            ? route.path().replace("{number}", "M2JD-8VTA")
                                            : route.path().startsWith("/reveals") || route.path().startsWith("/copies")
                                                    ? route.path().replace("{number}", "5")
                                                    : route.path().startsWith("/incidents")
                                                            ? route.path().replace("{number}",
                                                                    "" + incident(name(role)).id())
                                                            : route.path()
                                                                    .replace("{number}", "" + theirs(role).number())
                                                                    .replace("{id}", "5");
                    path += route.path().matches("/lists/(one|difference|effect)")
                            ? "?name=ut1&from=&to=held&version=20261116-5e6f7a8b.7"
                            : route.path().equals("/lists/tried") ? "?edit=1" : "";
                    boolean get = route.method().equals(HandlerType.GET);
                    int status = (get ? browser.get(path) : browser.submit(path, Map.of(), Map.of())).statusCode();
                    boolean there = OPEN.contains(route.path())
                            || route.path().startsWith("/records")
                                    && (!route.path().endsWith("/case") || VICTIMS.containsKey(role))
                            || route.path().startsWith("/decisions") && SECONDS.contains(role)
                            || PAGES.getOrDefault(role, Set.of()).stream()
                                    .anyMatch(page -> route.path().equals(page) || route.path().startsWith(page + "/"))
                                    && (get && !route.path().endsWith("/case")
                                            || !route.path().matches("/(incidents|access|cases)/.*")
                                            || ACTING.contains(role))
                                    && (!route.path().startsWith("/lists") || changesLists(role, route.path(), get))
                                    && (get || !route.path().startsWith("/reveals") || AGREEING.contains(role))
                                    && (!route.path().startsWith("/registers")
                                            || (get
                                                    ? readsRegister(role, route.path())
                                                    : changesRegister(role, route.path())))
                                    && (!route.path().matches("/lists/wrong/.*/(yes|no)")
                                            || LETTING_SECOND.contains(role))
                                    && (!route.path().endsWith("/pack") && !route.path().equals("/reports/week/file")
                                            || TAKING.contains(role));
                    boolean found = status != 404 || there && path.endsWith("/5");
                    cells++;
                    if (found != there || !get && there && status != 403) {
                        wrong.add(role + " " + route.method() + " " + route.path() + ": " + status);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isEqualTo(Role.values().length * site.routes().size());
    }

    private static boolean changesLists(Role role, String path, boolean get) {
        return path.startsWith("/lists/wrong") || role == Role.IT || (get
                ? !KEEPING_LISTS.contains(path)
                : path.equals("/lists/settle") && LISTS_SECOND.contains(role));
    }

    private static boolean readsRegister(Role role, String path) {
        return path.startsWith("/registers/family")
                ? role == Role.HEAD
                : !path.equals("/registers/notice") || role == Role.HEAD || role == Role.DATA_PROTECTION;
    }

    private static boolean changesRegister(Role role, String path) {
        return path.startsWith("/registers/pages") || path.startsWith("/registers/family")
                ? role == Role.HEAD
                : path.startsWith("/registers/topics")
                        ? LETTING.contains(role) && role != Role.IT
                        : path.endsWith("/withdraw")
                                ? LETTING.contains(role) || LETTING_SECOND.contains(role)
                                : path.endsWith("/overrides")
                                        ? LETTING.contains(role)
                                        : LETTING_SECOND.contains(role);
    }

    @Test
    void eachPieceOfEachRecordIsThereForThoseRolesAndNoOthers() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            String seen = everything(role);
            String expected = RECORDS.getOrDefault(role, "");
            for (Map.Entry<String, RecordedAccess> record : records.entrySet()) {
                boolean there = List.of(expected.replace(";", "").split(" ")).contains(record.getKey());
                boolean addresses = there && expected.endsWith("addresses");
                expect(role + " reads the reference of " + record.getKey(), there,
                        seen.contains(record.getValue().reference()), wrong);
                expect(role + " reads the host of " + record.getKey(), addresses,
                        seen.contains(record.getKey() + ".example"), wrong);
                expect(role + " reads what led to " + record.getKey(), addresses,
                        seen.contains("leads-to-" + record.getKey()), wrong);
                expect(role + " reads the device of " + record.getKey(), false,
                        seen.contains(">" + record.getValue().client() + "<"), wrong);
                expect(role + " reads the incident of " + record.getKey(), addresses,
                        seen.contains("<h1>Incident " + Needs.number(incident(record.getKey())) + ":"), wrong);
                expect(role + " reads the pseudonym of " + record.getKey(), addresses,
                        seen.contains(">" + incident(record.getKey()).pseudonym() + ":"), wrong);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(site.store.views().shown(Instant.EPOCH)).isEmpty();
    }

    @Test
    void eachPieceOfEachCaseIsThereForThoseRolesAndNoOthers() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            String seen = everything(role);
            for (Map.Entry<String, Long> each : cases.entrySet()) {
                String name = each.getKey();
                boolean there = among(CASES, role, name) || role == Role.CHAIR && name.equals("guise");
                expect(role + " reads why the case was opened: " + name, there,
                        seen.contains("why-of-case-" + name + "<"),
                        wrong);
                expect(role + " finds the way to the case " + name, there,
                        seen.contains("\"/cases/" + each.getValue() + "\""),
                        wrong);
                expect(role + " reads the name in the case " + name, false, seen.contains("Name-of-" + name), wrong);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(site.store.views().shown(Instant.EPOCH)).isEmpty();
    }

    @Test
    @DisplayName("W21 who it is shows to those alone who may be shown it, and each showing has its record")
    void whoItIsShowsToThoseAloneAndEachShowingIsRecorded() throws Exception {
        for (String name : List.of("pupil", "staff", "stranger", "lead")) {
            reveal(name, Role.HEAD, Optional.of(Role.GOVERNOR));
            reveal(name, Role.SAFEGUARDING_LEAD, Optional.empty());
            reveal(name, Role.DEPUTY_LEAD, Optional.empty());
        }
        reveal("head", Role.CHAIR, Optional.of(Role.GOVERNOR));
        // What must not be asked for, and is of no use where it was.
        reveal("head", Role.HEAD, Optional.of(Role.SENIOR_LEADER));
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            String seen = everything(role);
            for (Map.Entry<String, RecordedAccess> record : records.entrySet()) {
                boolean shown = among(SHOWN, role, record.getKey())
                        || role == Role.SENIOR_LEADER && record.getKey().equals("head");
                String address = ">" + record.getValue().client() + "<";
                expect(role + " is shown the device of " + record.getKey(), shown, seen.contains(address), wrong);
            }
            for (String name : cases.keySet()) {
                boolean there = among(CASES, role, name) || role == Role.CHAIR && name.equals("guise");
                expect(role + " is shown the name in the case " + name, there,
                        seen.contains("data-shown=\"name\">Name-of-" + name + "<"), wrong);
                expect(role + " reads the name in the case elsewhere: " + name, false,
                        seen.replace("data-shown=\"name\">Name-of-" + name, "").contains("Name-of-" + name), wrong);
            }
            long marked = Pattern.compile("data-shown=").matcher(seen).results().count();
            assertThat(site.store.views().shown(Instant.EPOCH).getOrDefault(account(role).id(), 0L))
                    .as(role + ": as many records as things shown").isEqualTo(marked);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachVictimsRecordIsThereForThoseRolesAndForWhoeverLodgedIt() throws Exception {
        Map<String, Long> lodged = Map.of(
                "pupil", lodge(Role.SAFEGUARDING_LEAD, VictimRecord.Victim.PUPIL, false, "what-of-pupil"),
                "adult", lodge(Role.SENIOR_LEADER, VictimRecord.Victim.SELF, false, "what-of-adult"),
                "head", lodge(Role.IT, VictimRecord.Victim.SELF, true, "what-of-head"));
        Map<String, Role> by = Map.of("pupil", Role.SAFEGUARDING_LEAD, "adult", Role.SENIOR_LEADER, "head", Role.IT);
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            try (TestBrowser browser = browser(role)) {
                String list = browser.get("/records").body();
                for (Map.Entry<String, Long> each : lodged.entrySet()) {
                    boolean there = among(VICTIMS, role, each.getKey()) || by.get(each.getKey()) == role;
                    String body = browser.get("/records/" + each.getValue()).body();
                    expect(role + " reads the record of " + each.getKey(), there,
                            body.contains("what-of-" + each.getKey()), wrong);
                    expect(role + " finds the way to the record of " + each.getKey(), there,
                            list.contains("\"/records/" + each.getValue() + "\""), wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private long lodge(Role role, VictimRecord.Victim victim, boolean head, String what) {
        return site.store.victims().lodge(account(role).id(), site.now.get(), 2026, victim, head,
                new Lodging("now", "here", "nobody", "", what), List.of());
    }

    private static boolean among(Map<Role, String> table, Role role, String name) {
        return List.of(table.getOrDefault(role, "").split(" ")).contains(name);
    }

    private long theirCase(Role role) {
        return Optional.ofNullable(cases.get(CASES.getOrDefault(role, "pupil").split(" ")[0])).orElseThrow();
    }

    @Test
    void whatIsNotThereIsNotCountedEither() throws Exception {
        assertThat(heading(Role.HEAD)).contains("Four accesses");
        assertThat(heading(Role.SAFEGUARDING_LEAD)).contains("Two accesses");
        assertThat(heading(Role.SENIOR_LEADER)).contains("Three accesses");
        assertThat(heading(Role.CHAIR)).contains("One access");
        try (TestBrowser governor = browser(Role.GOVERNOR)) {
            assertThat(governor.get("/").headers().firstValue("Location")).hasValue("/counts");
            assertThat(governor.get("/counts").body()).contains("class=\"n\">5<").doesNotContain("class=\"n\">1<");
        }
        try (TestBrowser head = browser(Role.HEAD)) {
            assertThat(head.get("/counts").body()).contains("class=\"n\">4<");
            assertThat(head.get("/flagged?group=staff").body()).contains("staff.example")
                    .doesNotContain("head.example");
        }
        try (TestBrowser lead = browser(Role.SAFEGUARDING_LEAD)) {
            assertThat(lead.get("/flagged?group=staff").body()).doesNotContain("staff.example")
                    .doesNotContain(">Staff<");
            assertThat(lead.get("/flagged?category=games").body()).contains("pupil.example");
        }
        try (TestBrowser chair = browser(Role.CHAIR)) {
            assertThat(chair.get("/flagged?category=games&grade=A").body()).doesNotContain("head.example");
            assertThat(chair.get("/flagged?category=games&verdict=block").body()).contains("head.example");
        }
    }

    @Test
    void aNumberThatIsNotTheirsLooksLikeNone() throws Exception {
        for (Role role : List.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.CHAIR, Role.AUDITOR)) {
            String expected = RECORDS.getOrDefault(role, "");
            try (TestBrowser browser = browser(role)) {
                String none = browser.get("/access/5").body();
                for (Map.Entry<String, RecordedAccess> record : records.entrySet()) {
                    if (!expected.contains(record.getKey())) {
                        assertThat(browser.get("/access/" + record.getValue().number()).body())
                                .as(role + " at " + record.getKey()).isEqualTo(none);
                        assertThat(browser.get("/find?reference=" + record.getValue().reference()).statusCode())
                                .isEqualTo(200);
                    }
                }
            }
        }
        assertThat(site.store.views().of(record("head").number())).isEmpty();
    }

    @Test
    void anotherRoleIsInForceAtTheNextRequest() throws Exception {
        Account head = site.store.accounts().find("head").orElseThrow();
        try (TestBrowser browser = browser(Role.SENIOR_LEADER)) {
            long leader = site.store.accounts().find("senior-leader").orElseThrow().id();
            assertThat(browser.get("/access/" + theirs(Role.HEAD).number()).statusCode()).isEqualTo(404);
            site.store.accounts().setRole(leader, Role.SAFEGUARDING_LEAD, head.id(), site.now.get());
            assertThat(browser.get("/access/" + record("pupil").number()).statusCode()).isEqualTo(200);
            site.store.accounts().setRole(leader, Role.IT, head.id(), site.now.get());
            assertThat(browser.get("/access/" + record("pupil").number()).statusCode()).isEqualTo(404);
            assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/system");
        }
        try (TestBrowser browser = browser(Role.HEAD)) {
            String page = "/people/" + head.id();
            assertThat(browser.post(page, page, Map.of("role", "IT", "devices", "10.30.0.1")).statusCode())
                    .as("nobody changes what they are").isEqualTo(422);
            assertThat(browser.post(page, page, Map.of("devices", "10.30.0.1\nnonsense")).body())
                    .contains("“nonsense” is no address of a device");
            assertThat(browser.post(page, page, Map.of("devices", "10.30.0.1\n10.30.0.9")).statusCode()).isEqualTo(303);
            assertThat(site.store.ownDevices().of(Role.HEAD)).hasSize(2);
            assertThat(browser.get("/flagged").body()).doesNotContain("staff.example");
            long governor = site.store.accounts().find("governor").orElseThrow().id();
            String other = "/people/" + governor;
            assertThat(browser.post(other, other, Map.of("devices", "", "mail", "a@b\nc@d.example")).body())
                    .contains("is no address of mail");
            browser.post(other, other, Map.of("devices", "", "mail", " governor@school.example "));
            assertThat(site.store.accounts().mail(governor)).contains("governor@school.example");
            assertThat(browser.get(other).body()).contains("value=\"governor@school.example\"");
            assertThat(browser.post(other, other, Map.of("role", "CHAIR", "devices", "")).statusCode()).isEqualTo(303);
            assertThat(site.store.accounts().byId(governor).orElseThrow().role()).isEqualTo(Role.CHAIR);
            assertThat(site.store.accounts().roleChanges(Instant.EPOCH, site.now.get().plusSeconds(9), 9))
                    .contains(new Accounts.RoleChange(site.now.get(), governor, head.id(), Role.GOVERNOR, Role.CHAIR))
                    .hasSize(3);
        }
    }

    @Test
    void looksAreThereForThoseWhoMayKnowThem() throws Exception {
        try (TestBrowser lead = browser(Role.SAFEGUARDING_LEAD);
                TestBrowser deputy = browser(Role.DEPUTY_LEAD);
                TestBrowser head = browser(Role.HEAD);
                TestBrowser officer = browser(Role.DATA_PROTECTION);
                TestBrowser governor = browser(Role.GOVERNOR)) {
            RecordedAccess pupil = record("pupil");
            lead.get("/access/" + pupil.number());
            lead.get("/access/" + pupil.number());
            deputy.get("/flagged");
            head.get("/access/" + record("staff").number());
            assertThat(lead.get("/looks").body()).contains("The access " + pupil.reference(), "Your looks")
                    .doesNotContain("Reader of DEPUTY", record("staff").reference());
            assertThat(head.get("/looks").body()).contains("Reader of SAFEGUARDING_LEAD", "Reader of DEPUTY_LEAD",
                    record("staff").reference());
            assertThat(officer.get("/looks").body()).contains("Reader of HEAD", "Reader of SAFEGUARDING_LEAD");
            String counted = governor.get("/looks").body();
            assertThat(counted).doesNotContain("Reader of H", "Reader of S", pupil.reference());
            assertThat(counted.replaceAll("\\s+", " ")).contains(
                    "Head of School</th><td class=\"n\">1<", "Safeguarding lead</th><td class=\"n\">2<");
        }
    }

    private static void expect(String what, boolean expected, boolean found, List<String> wrong) {
        if (expected != found) {
            wrong.add(what + (found ? ", and must not" : " not, and should"));
        }
    }

    /// Whatever this reader is answered, at every address and for every record.
    private String everything(Role role) throws Exception {
        Set<String> paths = new TreeSet<>();
        for (Route route : site.routes()) {
            if (route.method().equals(HandlerType.GET)) {
                incidents.values().forEach(one -> paths.add(route.path().replace("{number}", "" + one.id())
                        .replace("{id}", "" + one.id())));
                records.values().forEach(record -> paths.add(route.path().replace("{number}", "" + record.number())
                        .replace("{id}", "" + record.number())));
            }
        }
        paths.removeIf(
                path -> path.startsWith("/records/") || path.startsWith("/cases/") || path.startsWith("/reveals/"));
        cases.values().forEach(id -> paths.add("/cases/" + id));
        reveals.forEach(id -> paths.add("/reveals/" + id));
        records.values().forEach(record -> paths.add("/find?reference=" + record.reference()));
        StringBuilder out = new StringBuilder();
        try (TestBrowser browser = browser(role)) {
            for (String path : paths) {
                String body = browser.get(path).body();
                // What one has typed oneself stands in the field again.
                out.append(path.startsWith("/find") ? body.replaceAll("value=\"[^\"]*\"", "") : body);
            }
        }
        return out.toString();
    }

    private String heading(Role role) throws Exception {
        try (TestBrowser browser = browser(role)) {
            String body = browser.get("/flagged").body();
            return body.substring(body.indexOf("<h1>"), body.indexOf("</h1>"));
        }
    }

    /// A record that is there for them, or any where none is.
    private RecordedAccess theirs(Role role) {
        return record(name(role));
    }

    private static String name(Role role) {
        String first = RECORDS.getOrDefault(role, "").split("[ ;]")[0];
        return first.isEmpty() ? "pupil" : first;
    }

    private Incident incident(String name) {
        return Optional.ofNullable(incidents.get(name)).orElseThrow();
    }

    private TestBrowser browser(Role role) {
        TestBrowser browser = new TestBrowser(site);
        browser.cookies.put("schoolgate", sessions.getOrDefault(role, ""));
        return browser;
    }

    private static IpAddress own(Role role) {
        return IpAddress.parse("10.30.1." + (1 + List.of(Role.values()).indexOf(role))).orElseThrow();
    }

    private RecordedAccess record(String name) {
        return Optional.ofNullable(records.get(name)).orElseThrow();
    }

    private void record(String name, String group, String client) {
        Signals signals = new Signals(Signals.Mode.PLAIN, "GET", Optional.empty(), Optional.empty(), Optional.empty(),
                false, Optional.empty(), Optional.of("leads-to-" + name + ".example"), Optional.empty(),
                Optional.empty());
        RecordedAccess made = site.access(Instant.parse("2026-11-17T09:00:00Z").plusSeconds(records.size()), group,
                group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1), Verdict.BLOCK,
                name + ".example", TestSite.GAMES, signals);
        records.put(name, site.record(TestSite.from(client, made)));
    }
}
