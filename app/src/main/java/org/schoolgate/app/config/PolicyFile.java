package org.schoolgate.app.config;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.LookRule;
import org.schoolgate.filters.policy.Members;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.Group;

/// What `policy.yaml` may say.
final class PolicyFile {

    static final String NAME = "policy.yaml";

    private static final Key<String> SCHOOL_NAME = Key.required("name", Shapes.text(120), "Marlbeck Primary School",
            "The school's name, as pages show it.");
    private static final Key<ZoneId> ZONE = Key.standard("time-zone", Written.ZONE, "Europe/London", "Europe/Belfast",
            "The time zone of every time in this file and on every page.");
    private static final Key<String> START_PAGE = Key.optional("start-page", Written.URL, "no way back is offered",
            "https://www.school.example/", "Where block pages send people back to.");
    private static final Key<String> HEAD = Key.optional("head", Shapes.text(80), "“the Head of School”", "Mrs Rao",
            "How the Head of School is addressed.");
    private static final Key<String> LEAD = Key.optional("safeguarding-lead", Shapes.text(80),
            "“the safeguarding lead”", "Mr Okafor", "How the safeguarding lead is addressed.");
    private static final Key<String> REVIEW_SITE = Key.optional("review-site", Written.URL, "its own address",
            "https://gateway.school.example/", "Where readers reach the review site.");
    private static final Keys SCHOOL = new Keys("the school", SCHOOL_NAME, ZONE, START_PAGE, HEAD, LEAD, REVIEW_SITE);

    private static final Key<Placed<String>> GROUP_NAME = Key.required("name", Written.SLUG.placed(), "pupils",
            "How rules call the group.");
    private static final Key<String> GROUP_TITLE = Key.required("title", Shapes.text(60), "Pupils",
            "How pages call the group.");
    private static final Key<List<Placed<AddressRange>>> GROUP_NETWORKS = Key.standard("networks",
            Shapes.list(Networks.RANGE.placed(), 0, 1_000), "[]", "[10.20.0.0/16]",
            "Which addresses are the group's. Where ranges lie within each other, the narrowest decides.");
    private static final Key<List<Placed<String>>> GROUP_ACCOUNTS = Key.standard("accounts",
            Shapes.list(MembersFile.ACCOUNT.placed(), 0, 10_000), "[]", "[rao, okafor]",
            "Who is in the group wherever they ask from, by the names that they sign in with, without the domain. Before"
                    + " networks. This file is kept with the records: where there is a directory, name its groups instead.");
    private static final Key<List<Placed<String>>> GROUP_DIRECTORY = Key.standard("directory",
            Shapes.list(MembersFile.DIRECTORY.placed(), 0, 1_000), "[]",
            "[Teachers, \"CN=Governors,OU=Groups,DC=school,DC=example\"]",
            "Groups of the school's directory whose people are in the group wherever they ask from, nested groups included. Of"
                    + " several groups here that somebody is in, the first in this file decides.");
    private static final Key<Boolean> GROUP_PUPILS = Key.standard("pupils", Shapes.flag(), "false", "true",
            "Whether these are pupils: their flagged accesses are there for those who look after pupils, too. Others' are"
                    + " there for the Head of School alone.");
    private static final Key<Verdict> OTHERWISE = Key.standard("otherwise", RuleFile.VERDICT, "allow", "flag",
            "The answer where no rule speaks.");
    private static final Key<Fields> GROUP_TIMETABLE = Key.optional("timetable", TimetableFile.GROUPS_OWN,
            "the school's",
            "", "In what the group's hours are other than the school's. What is left out is the school's.");
    private static final Keys GROUP = new Keys("a group", GROUP_NAME, GROUP_TITLE, GROUP_PUPILS, GROUP_NETWORKS,
            GROUP_ACCOUNTS, GROUP_DIRECTORY, OTHERWISE, GROUP_TIMETABLE);

    private static final Key<Verdict> STRANGERS_OTHERWISE = Key.required("otherwise", RuleFile.VERDICT, "allow",
            "The answer where no rule speaks.");
    private static final Keys STRANGERS = new Keys("the strangers' policy", STRANGERS_OTHERWISE);

    private static final Key<Fields> SCHOOL_KEY = Key.required("school", SCHOOL, "", "The school itself.");
    private static final Key<Fields> TIMETABLE_KEY = Key.optional("timetable", TimetableFile.TIMETABLE,
            "no hour is known, and rules for certain hours never speak", "", "When school is.");
    private static final Key<List<Fields>> HOURS_KEY = Key.standard("hours", Shapes.list(HoursFile.KEYS, 0, 1_000),
            "[]",
            "[{accounts: [s.lowe], days: [monday, tuesday]}]",
            "The hours of single people, by their contracts. They hold where it is sure who asks.");
    private static final Key<List<Fields>> CATEGORIES_KEY = Key.standard("categories",
            Shapes.list(CategoryCatalogue.CATEGORY, 0, 64), "[]", "[{slug: chess, title: Chess, subject: Games}]",
            "Categories of the school's own, beside the built-in ones.");
    private static final Key<Fields> USES_KEY = Key.optional("uses", CategoryCatalogue.USES,
            "each category has the use that it comes with", "",
            "What categories are used for at this school, where it is not what they come with. Rules with 'use' go by it.");
    private static final Key<List<Fields>> GROUPS_KEY = Key.required("groups", Shapes.list(GROUP, 1, 64),
            "[{name: pupils, title: Pupils, networks: [10.20.0.0/16]}]",
            "People who share one policy, and where in the network they are.");
    private static final Key<Fields> STRANGERS_KEY = Key.required("strangers", STRANGERS, "",
            "Whoever is in no group's networks. Rules call them 'strangers'.");
    private static final Key<List<Fields>> RULES_KEY = Key.required("rules", Shapes.list(RuleFile.RULE, 1, 1_000), "",
            "The rules. Within a tier they are asked from first to last; the first to speak decides.");

    private static final Key<List<Fields>> INSPECTION_KEY = Key.standard("inspection",
            Shapes.list(LookFile.KEYS, 0, 1_000), "[]", "",
            "How far encrypted connections are looked into. The first sentence about one decides; where none is, its name"
                    + " alone is judged. What a locked-allow rule opens is never looked into.");

    private static final Key<List<Fields>> MODES_KEY = Key.standard("modes", Shapes.list(ModesFile.MODES, 0, 64), "[]",
            "[{groups: [pupils], safe-search: true, youtube: strict}]",
            "What is done to what opens: safe search, YouTube, whose accounts may sign in.");

    private static final Key<List<Fields>> ALERTS_KEY = Key.standard("alerts", Shapes.list(AlertsFile.KEYS, 0, 64),
            "[]", "[{categories: [extremism], mail: [head@school.example, dsl@school.example]}]",
            "Of what the school wants to hear at once, and who is told. 'mail', 'webhook' and 'syslog' in"
                    + " schoolgate.yaml say how messages leave.");

    private static final Key<List<Fields>> SUMMARIES_KEY = Key.standard("summaries",
            Shapes.list(SummariesFile.KEYS, 0, 64),
            "[]", "[{every: week, mail: [head@school.example]}]",
            "Who gets the counts of each day or week by mail, and when.");

    private static final Key<List<Fields>> REPORTS_KEY = Key.standard("reports",
            Shapes.list(AnnouncementsFile.KEYS, 0, 64), "[]", "[{of: week, to: [head]}, {of: term, to: [governor]}]",
            "Who is told by mail, with a link and nothing else, that a report is ready.");

    private static final Key<Fields> MONITORING_KEY = Key.optional("monitoring-notice", MonitoringFile.KEYS,
            "nobody is shown one", "{version: September 2026, words: [The school monitors the use of its network.]}",
            "What everybody is shown once, as a page in the place of the first page that they go to: each person, or each device"
                    + " where no person is known. Only where the gateway can answer with a page: on plain HTTP, and where it"
                    + " looks inside.");

    /// The whole file.
    static final Keys FILE = new Keys(NAME, SCHOOL_KEY, TIMETABLE_KEY, HOURS_KEY, CATEGORIES_KEY, USES_KEY, GROUPS_KEY,
            STRANGERS_KEY,
            RULES_KEY, INSPECTION_KEY, MODES_KEY, ALERTS_KEY, SUMMARIES_KEY, REPORTS_KEY, MONITORING_KEY);

    private PolicyFile() {}

    /// Reads the file; what is wrong is in the value's notes, and then the result must not be used.
    ///
    /// @param calendar says the days of the calendar that the file names
    /// @param version names what was read, asked when all of it is
    /// @param text is kept with decisions, asked then, too
    /// @param toBeInForce whether what every school keeps open is added; not where it is read to decide a record once more, as
    /// what that opens leaves none
    static Optional<SchoolPolicy> read(Value file, CalendarSource calendar, Supplier<String> version,
            Supplier<KeptText> text, boolean toBeInForce) {
        return FILE.read(file).map(top -> policy(top, calendar, version, text, toBeInForce));
    }

    private static SchoolPolicy policy(Fields top, CalendarSource calendar, Supplier<String> version,
            Supplier<KeptText> text, boolean toBeInForce) {
        ZoneId zone = top.get(SCHOOL_KEY).map(school -> school.or(ZONE)).orElseGet(ZONE::standardValue);
        Categories categories = CategoryCatalogue.with(top.or(CATEGORIES_KEY), top.get(USES_KEY));
        TimetableFile timetable = top.get(TIMETABLE_KEY).map(fields -> TimetableFile.read(fields, zone, calendar))
                .orElseGet(() -> TimetableFile.unknown(zone));
        List<Fields> described = top.get(GROUPS_KEY).orElse(List.of());
        Map<String, Group> groups = groups(described);
        groups.put(Group.STRANGERS.name(), Group.STRANGERS);
        TermsFile terms = new TermsFile(zone);
        RuleFile reader = new RuleFile(categories, groups, terms);
        List<Rule> rules = new ArrayList<>(reader.read(top.get(RULES_KEY).orElse(List.of())));
        if (top.get(RULES_KEY).isPresent() && !reader.missesALock()) {
            Locks.check(rules, categories, top.place(RULES_KEY));
        }
        ModesFile modes = new ModesFile(groups);
        modes.read(top.or(MODES_KEY));
        addUnlessTaken(modes.rules(), rules, "what 'modes' calls its own", top.place(RULES_KEY));
        if (toBeInForce) {
            Locks.checkHelp(rules, categories, top.place(RULES_KEY));
            addUnlessTaken(Locks.open(rules, categories), rules, "what keeps help open", top.place(RULES_KEY));
        }
        if (top.get(TIMETABLE_KEY).isEmpty() && top.or(HOURS_KEY).isEmpty()
                && rules.stream().anyMatch(rule -> rule.when() instanceof When.During)) {
            top.at().remark("there is no timetable, so rules with 'when' never speak", "add 'timetable'");
        }
        List<LookRule> looks = new LookFile(reader, categories).read(top.or(INSPECTION_KEY));
        remarkOnPages(rules, looks, top.place(RULES_KEY));
        Policies policies = new Policies(policies(described, groups, rules, looks), networks(described, groups),
                members(described, groups),
                new Policy(Group.STRANGERS, rules,
                        top.get(STRANGERS_KEY).flatMap(fields -> fields.get(STRANGERS_OTHERWISE))
                                .orElse(Verdict.BLOCK),
                        looks),
                new Timetables(timetable.timetable(), timetables(described, groups, timetable),
                        HoursFile.read(top.or(HOURS_KEY), timetable)));
        return new SchoolPolicy(school(top, zone), categories, policies, modes.modes(),
                AlertsFile.read(top.or(ALERTS_KEY), reader), SummariesFile.read(top.or(SUMMARIES_KEY)),
                AnnouncementsFile.read(top.or(REPORTS_KEY)), top.get(MONITORING_KEY).flatMap(MonitoringFile::read),
                pupils(described), terms.endings(),
                version.get(), text.get());
    }

    /// Of a connection that nobody looks into no page can be counted, and none can be shown in it.
    private static void remarkOnPages(List<Rule> rules, List<LookRule> looks, Value at) {
        boolean counts = rules.stream()
                .anyMatch(rule -> rule.terms().quota().isPresent() || rule.terms().from().isPresent());
        if (counts && looks.stream().noneMatch(look -> look.look() == Look.INSIDE)) {
            at.remark("'quota' and 'from' count pages, and no encrypted connection is looked into, so that almost none"
                    + " are seen", "look inside what they are about, or leave them out");
        }
        if (rules.stream().anyMatch(rule -> rule.verdict() == Verdict.COACH)
                && looks.stream().noneMatch(look -> look.look().mayAnswer())) {
            at.remark(
                    "a rule asks first, and no encrypted site can show the question, so that nobody can answer it there",
                    "write a sentence with 'look: page' under 'inspection' for what it is about");
        }
    }

    private static void addUnlessTaken(List<Rule> more, List<Rule> rules, String whose, Value at) {
        for (Rule rule : more) {
            if (rules.stream().anyMatch(other -> other.name().equals(rule.name()))) {
                at.wrong("a rule is called '" + rule.name() + "', which is " + whose,
                        "give the rule another name");
            } else {
                rules.add(rule);
            }
        }
    }

    private static School school(Fields top, ZoneId zone) {
        Optional<Fields> school = top.get(SCHOOL_KEY);
        return new School(school.flatMap(fields -> fields.get(SCHOOL_NAME)).orElse(""), zone,
                school.flatMap(fields -> fields.get(START_PAGE)), school.flatMap(fields -> fields.get(HEAD)),
                school.flatMap(fields -> fields.get(LEAD)), school.flatMap(fields -> fields.get(REVIEW_SITE)));
    }

    /// The groups by name; those whose name is taken are noted and left out.
    private static Map<String, Group> groups(List<Fields> described) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Fields fields : described) {
            fields.get(GROUP_NAME).ifPresent(name -> {
                if (name.value().equals(Group.STRANGERS.name())) {
                    name.at().wrong("'strangers' are whoever is in no group", "choose another name");
                } else if (groups.putIfAbsent(name.value(),
                        new Group(name.value(), fields.get(GROUP_TITLE).orElse(name.value()))) != null) {
                    name.at().wrong("there are two groups '" + name.value() + "'", "give each its own name");
                }
            });
        }
        return groups;
    }

    private static Set<String> pupils(List<Fields> described) {
        return described.stream().filter(fields -> fields.or(GROUP_PUPILS))
                .flatMap(fields -> fields.get(GROUP_NAME).stream())
                .map(Placed::value).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Policy> policies(List<Fields> described, Map<String, Group> groups, List<Rule> rules,
            List<LookRule> looks) {
        List<Policy> policies = new ArrayList<>();
        for (Fields fields : described) {
            fields.get(GROUP_NAME).map(name -> groups.get(name.value()))
                    .ifPresent(group -> policies.add(new Policy(group, rules, fields.or(OTHERWISE), looks)));
        }
        return policies;
    }

    private static Map<Group, Timetable> timetables(List<Fields> described, Map<String, Group> groups,
            TimetableFile school) {
        Map<Group, Timetable> own = new HashMap<>();
        for (Fields fields : described) {
            fields.get(GROUP_TIMETABLE).map(school::ofGroup).ifPresent(timetable -> fields.get(GROUP_NAME)
                    .map(name -> groups.get(name.value())).ifPresent(group -> own.put(group, timetable)));
        }
        return own;
    }

    private static List<Members> members(List<Fields> described, Map<String, Group> groups) {
        MembersFile reader = new MembersFile();
        List<Members> members = new ArrayList<>();
        for (Fields fields : described) {
            fields.get(GROUP_NAME).map(name -> groups.get(name.value())).ifPresent(group -> members
                    .add(reader.read(group, fields.or(GROUP_ACCOUNTS), fields.or(GROUP_DIRECTORY))));
        }
        return members;
    }

    private static List<Policies.Network> networks(List<Fields> described, Map<String, Group> groups) {
        List<Policies.Network> networks = new ArrayList<>();
        Map<AddressRange, String> taken = new HashMap<>();
        for (Fields fields : described) {
            Optional<Group> group = fields.get(GROUP_NAME).map(name -> groups.get(name.value()));
            for (Placed<AddressRange> range : fields.or(GROUP_NETWORKS)) {
                String owner = taken.putIfAbsent(range.value(), group.map(Group::name).orElse("?"));
                if (owner != null) {
                    range.at().wrong(range.value() + " is a network of '" + owner + "' already",
                            "let each range belong to one group");
                }
                group.ifPresent(whose -> networks.add(new Policies.Network(range.value(), whose)));
            }
        }
        return networks;
    }
}
