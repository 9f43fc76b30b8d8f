package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Use;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Rule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Tier;
import org.schoolgate.filters.policy.Validity;
import org.schoolgate.filters.policy.When;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;

/// What a rule in `policy.yaml` may say.
final class RuleFile {

    static final Shape<Verdict> VERDICT = Shapes.oneOf("a verdict", Stream.of(Verdict.values()), Verdict::text);

    /// What a rule is about where neither categories nor sites say it.
    enum About {
        UNLISTED, EVERYTHING;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Key<String> QUOTE = Key.required("quote", Shapes.text(600),
            "The school will ensure that suitable filtering is in place.", "The sentence, word for word.");
    private static final Key<String> SOURCE = Key.required("source", Shapes.text(200),
            "The school’s social media policy, “The Prevent Duty”", "Where it stands.");
    static final Keys CLAUSE = new Keys("a clause", QUOTE, SOURCE);

    private static final Key<Placed<String>> NAME = Key.required("name", Written.SLUG.placed(), "pupils-social-media",
            "How logs and commands call the rule. No two rules share one.");
    private static final Key<Placed<String>> TITLE = Key.required("title", Shapes.text(160).placed(),
            "Social media is closed for pupils", "The rule in one sentence without a full stop, as pages show it.");
    private static final Key<Tier> TIER = Key.required("tier",
            Shapes.oneOf("a tier", Stream.of(Tier.values()), Tier::text), "restriction",
            "When the rule is asked: locked blocks first, then locked allows, exceptions, restrictions. The first rule to"
                    + " speak decides.");
    static final Key<List<Placed<String>>> GROUPS = Key.optional("groups",
            Shapes.list(Written.SLUG.placed(), 1, 64), "everyone", "[pupils, strangers]", "Whom the rule is for.");
    static final Key<List<Placed<String>>> CATEGORIES = Key.optional("categories",
            Shapes.list(new CategoryName(), 1, 64), "see 'sites' and 'about'", "[social-networks, chat]",
            "The rule is about whatever is in any of these categories.");
    static final Key<List<Placed<Use>>> USE = Key.optional("use",
            Shapes.list(
                    Shapes.oneOf("a class of use", Stream.of(Use.values()).filter(use -> use != Use.NONE), Use::text)
                            .placed(),
                    1, 4),
            "see 'categories'", "[personal, recreational]",
            "The rule is about whatever is in a category that is mostly used so; 'uses' says which those are. What is in an"
                    + " educational category too is left out, unless that is among them.");
    static final Key<List<Host>> SITES = Key.optional("sites", Shapes.list(Written.SITE, 1, 1_000),
            "see 'categories' and 'about'", "[school.example, maths.example]",
            "The rule is about these sites and every name below them.");
    static final Key<About> ABOUT = Key.optional("about",
            Shapes.oneOf("something a rule can be about", Stream.of(About.values()), About::text),
            "see 'categories' and 'sites'", "unlisted",
            "The rule is about whatever no list mentions (unlisted), or about everything.");
    private static final Key<List<Placed<Hours>>> WHEN = Key.optional("when",
            Shapes.list(Shapes.oneOf("an hour of the timetable", Stream.of(Hours.values()), Hours::text).placed(), 1,
                    4),
            "at all hours", "[working]",
            "At which hours of the timetable the rule speaks. Unknown hours are for rules that open, never for others.");
    private static final Key<Placed<Verdict>> ANSWER = Key.required("verdict", VERDICT.placed(), "block",
            "allow: it opens. flag: it opens and a person looks at it. coach: a page asks first whether it is for work."
                    + " block: it stays closed, and a page says why.");
    private static final Key<Placed<Boolean>> RECORDED = Key.optional("recorded", Shapes.flag().placed(),
            "true, unless the verdict is allow", "false", "Whether its answers become flagged accesses.");
    private static final Key<Fields> CLAUSE_KEY = Key.optional("clause", CLAUSE, "no sentence is shown", "",
            "The sentence of the school's own policy that the rule serves. Pages show it.");

    /// One rule.
    static final Keys RULE = new Keys("a rule", Stream.concat(Stream.of(NAME, TITLE, TIER, GROUPS, CATEGORIES, USE,
            SITES, ABOUT, WHEN, ANSWER, RECORDED, CLAUSE_KEY), TermsFile.KEYS.stream()).toList());

    private final Categories categories;
    private final Map<String, Group> groups;
    private final TermsFile terms;
    private boolean missesALock;

    /// @param groups every group a rule may be for, by name, strangers included
    /// @param terms reads what goes with a rule's answer
    RuleFile(Categories categories, Map<String, Group> groups, TermsFile terms) {
        this.terms = terms;
        this.categories = categories;
        this.groups = new LinkedHashMap<>(groups);
    }

    /// Reads rules in their order; what is wrong is noted, and the rules concerned are left out.
    List<Rule> read(List<Fields> described) {
        List<Rule> rules = new ArrayList<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Fields fields : described) {
            fields.get(NAME).ifPresent(name -> {
                Integer earlier = lines.putIfAbsent(name.value(), name.at().line());
                if (earlier != null) {
                    name.at().wrong("two rules are called '" + name.value() + "', the first in line " + earlier,
                            "give each its own name");
                }
            });
            Optional<Rule> rule = rule(fields);
            rule.ifPresent(rules::add);
            missesALock |= rule.isEmpty() && fields.get(TIER).orElse(Tier.LOCKED_BLOCK) == Tier.LOCKED_BLOCK;
        }
        return rules;
    }

    /// Whether a rule that was left out may have been a locked block; nothing can be said of missing ones then.
    boolean missesALock() {
        return missesALock;
    }

    private Optional<Rule> rule(Fields fields) {
        Set<Group> whom = groups(fields);
        Optional<Subject> subject = subject(fields);
        Optional<Tier> tier = fields.get(TIER);
        Optional<Verdict> verdict = fields.get(ANSWER).map(Placed::value);
        When when = when(fields, verdict);
        boolean fits = tier.isPresent() && fields.get(ANSWER).isPresent() && fits(tier.get(), fields.get(ANSWER).get());
        boolean recorded = recorded(fields, tier, verdict);
        noteWording(fields, tier);
        noteMixed(fields, verdict);
        Terms with = terms.terms(fields, tier, verdict);
        Validity validity = terms.validity(fields, fields.get(NAME).map(Placed::value).orElse("?"));
        boolean shadow = terms.shadow(fields);
        boolean always = with.isNothing() && !shadow && validity.equals(Validity.ALWAYS);
        Optional<Clause> clause = fields.get(CLAUSE_KEY).flatMap(RuleFile::clause);
        if (!fits || tier.get().isLocked() && !always || subject.isEmpty() || fields.get(NAME).isEmpty()
                || fields.get(TITLE).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(fields.get(NAME).get().value(), fields.get(TITLE).get().value(), tier.get(), whom,
                subject.get(), when, verdict.get(), recorded, clause, with, validity, shadow, terms.because(fields)));
    }

    /// The sentence that a mapping of the keys [#CLAUSE] says.
    static Optional<Clause> clause(Fields quoted) {
        return quoted.get(QUOTE).flatMap(quote -> quoted.get(SOURCE).map(source -> new Clause(quote, source)));
    }

    /// Whom the fields speak of; what is wrong is noted.
    Set<Group> groups(Fields fields) {
        Set<Group> whom = new LinkedHashSet<>();
        for (Placed<String> name : fields.get(GROUPS).orElse(List.of())) {
            Group group = groups.get(name.value());
            if (group == null) {
                name.at().unknown("there is no group " + name.at().shown(), groups.keySet());
            } else {
                whom.add(group);
            }
        }
        return whom;
    }

    /// What the fields are about; empty where that is not clear, which is noted.
    Optional<Subject> subject(Fields fields) {
        long given = Stream.of(CATEGORIES, USE, SITES, ABOUT)
                .filter(key -> fields.at().members().orElse(List.of()).stream()
                        .anyMatch(member -> member.key().text().orElse("").equals(key.name())))
                .count();
        if (given != 1) {
            fields.at().wrong(given == 0
                    ? "this rule is about nothing"
                    : "this rule has more than one of 'categories', 'use', 'sites' and 'about'",
                    given == 0
                            ? "add one of the keys 'categories', 'use', 'sites' and 'about'"
                            : "make a rule of each");
            return Optional.empty();
        }
        return fields.get(CATEGORIES).<Subject>map(this::listed)
                .or(() -> fields.get(USE).map(uses -> Subject.OfUse.of(uses.stream().map(Placed::value)
                        .collect(Collectors.toUnmodifiableSet()), categories)))
                .or(() -> fields.get(SITES).map(Subject.Sites::new))
                .or(() -> fields.get(ABOUT).map(RuleFile::wide));
    }

    private static Subject wide(About about) {
        return switch (about) {
            case UNLISTED -> new Subject.Unlisted();
            case EVERYTHING -> new Subject.Anything();
        };
    }

    /// The categories of that name; unknown ones are noted and left out.
    Subject.Listed listed(List<Placed<String>> slugs) {
        CategorySet set = CategorySet.NONE;
        Set<String> seen = new HashSet<>();
        for (Placed<String> slug : slugs) {
            Optional<Category> category = categories.find(slug.value());
            if (category.isEmpty()) {
                slug.at().unknown("there is no category " + slug.at().shown(),
                        categories.all().stream().map(Category::slug).toList());
            } else if (!seen.add(slug.value())) {
                slug.at().remark("'" + slug.value() + "' stands here twice", "once is enough");
            } else {
                set = set.union(CategorySet.of(category.get()));
            }
        }
        return new Subject.Listed(set);
    }

    private static When when(Fields fields, Optional<Verdict> verdict) {
        Optional<List<Placed<Hours>>> hours = fields.get(WHEN);
        boolean opens = verdict.isEmpty() || verdict.get() == Verdict.ALLOW;
        hours.orElse(List.of()).stream().filter(hour -> hour.value() == Hours.UNKNOWN && !opens).forEach(
                hour -> hour.at().wrong("hours that nobody knows are never counted against anyone",
                        "leave 'unknown' out, or leave 'when' out for a rule at all hours"));
        Set<Hours> set = new HashSet<>(hours.orElse(List.of()).stream().map(Placed::value).toList());
        return set.isEmpty() ? new When.Always() : new When.During(set);
    }

    private static boolean fits(Tier tier, Placed<Verdict> verdict) {
        Set<Verdict> fitting = switch (tier) {
            case LOCKED_BLOCK -> Set.of(Verdict.BLOCK);
            case LOCKED_ALLOW -> Set.of(Verdict.ALLOW);
            case EXCEPTION -> Set.of(Verdict.ALLOW, Verdict.FLAG);
            case RESTRICTION -> Set.of(Verdict.BLOCK, Verdict.COACH, Verdict.FLAG);
        };
        if (!fitting.contains(verdict.value())) {
            verdict.at().wrong("a rule of tier " + tier.text() + " cannot answer '" + verdict.value().text() + "'",
                    "write " + String.join(" or ", fitting.stream().sorted().map(Verdict::text).toList())
                            + ", or choose another tier");
        }
        return fitting.contains(verdict.value());
    }

    private static boolean recorded(Fields fields, Optional<Tier> tier, Optional<Verdict> verdict) {
        boolean standard = verdict.isPresent() && verdict.get() != Verdict.ALLOW;
        Optional<Placed<Boolean>> said = fields.get(RECORDED);
        said.filter(flag -> flag.value() && tier.equals(Optional.of(Tier.LOCKED_ALLOW)))
                .ifPresent(flag -> flag.at().wrong("what a locked-allow rule opens is never recorded against anyone",
                        "leave 'recorded' out"));
        said.filter(flag -> !flag.value() && verdict.equals(Optional.of(Verdict.FLAG)))
                .ifPresent(flag -> flag.at().wrong("a rule that flags and records nothing does nothing",
                        "leave 'recorded' out, or answer allow"));
        said.filter(flag -> !flag.value() && tier.equals(Optional.of(Tier.LOCKED_BLOCK)))
                .ifPresent(flag -> flag.at().wrong("what a locked-block rule closes is always recorded",
                        "leave 'recorded' out"));
        return said.map(Placed::value).orElse(standard);
    }

    /// What may well be for work is asked about, and counted against nobody.
    private static void noteMixed(Fields fields, Optional<Verdict> verdict) {
        fields.get(USE).orElse(List.of()).stream()
                .filter(use -> use.value() == Use.MIXED && verdict.equals(Optional.of(Verdict.FLAG)))
                .forEach(use -> use.at().wrong("what is mixed may well be for work, and nobody is flagged for it",
                        "leave 'mixed' out, or make a rule of it that answers coach"));
    }

    private static void noteWording(Fields fields, Optional<Tier> tier) {
        fields.get(TITLE).filter(title -> title.value().endsWith("."))
                .ifPresent(title -> title.at().remark("the title ends in a full stop",
                        "leave it out; pages add their own"));
        boolean closes = tier.equals(Optional.of(Tier.RESTRICTION)) || tier.equals(Optional.of(Tier.LOCKED_BLOCK));
        if (closes && !fields.read().containsKey(CLAUSE_KEY.name())) {
            fields.at().remark("this rule quotes no sentence of the school's policy",
                    "add 'clause', so that pages can say which sentence it serves");
        }
    }
}
