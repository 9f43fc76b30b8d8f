package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.decision.Look;
import org.schoolgate.filters.policy.LookRule;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.request.Group;

/// What `inspection` in `policy.yaml` may say: how far encrypted connections are looked into.
final class LookFile {

    /// What schools keep out of in any case; where a file forgets one of them, that is remarked on.
    private static final List<String> PRIVATE = List.of("banking", "health", "unions", "helplines");

    private static final Key<Placed<Look>> LOOK = Key.required("look",
            Shapes.oneOf("a way to look", Stream.of(Look.values()), Look::text).placed(), "inside",
            "never: by name only, whatever is said further down. name: by name only. page: by name, and what stays closed"
                    + " is answered with a page. inside: every address is judged. The last two need the school's"
                    + " certificate on the devices (schoolgate ca export).");

    /// What becomes of a site of whose certificate nobody can say whether it was revoked.
    private enum Revocation {
        SOFT, HARD;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Key<Placed<Revocation>> REVOCATION = Key.optional("revocation",
            Shapes.oneOf("an answer to certificates of unknown state", Stream.of(Revocation.values()), Revocation::text)
                    .placed(),
            "soft", "hard",
            "Beside 'look: inside'. Where nobody can say whether a site's certificate was revoked: soft lets the site"
                    + " through and counts it, hard refuses it. What was revoked is refused in any case.");

    private static final Key<Placed<Boolean>> OLD_PROTOCOLS = Key.optional("old-protocols", Shapes.flag().placed(),
            "false", "true",
            "Beside 'look: inside' and 'sites'. Whether these sites may speak TLS 1.0 and 1.1, and the ciphers of their"
                    + " time, which others can break. Each such connection is counted and noted in the log.");

    /// One sentence of it.
    static final Keys KEYS = new Keys("a sentence on inspection", RuleFile.GROUPS, RuleFile.CATEGORIES, RuleFile.USE,
            RuleFile.SITES,
            RuleFile.ABOUT, LOOK, REVOCATION, OLD_PROTOCOLS);

    private final RuleFile rules;
    private final Categories categories;

    /// @param rules reads whom a sentence is for and what it is about
    LookFile(RuleFile rules, Categories categories) {
        this.rules = rules;
        this.categories = categories;
    }

    /// Reads the sentences in their order; what is wrong is noted, and the sentences concerned are left out.
    List<LookRule> read(List<Fields> described) {
        List<LookRule> looks = new ArrayList<>();
        for (Fields fields : described) {
            Set<Group> groups = rules.groups(fields);
            Optional<Subject> subject = rules.subject(fields);
            Optional<Placed<Look>> look = fields.get(LOOK);
            if (subject.isPresent() && look.isPresent()) {
                LookRule rule = new LookRule(groups, subject.get(), look.get().value(),
                        demands(fields, subject.get(), look.get().value()));
                if (rule.look() == Look.INSIDE) {
                    remarkOnPrivate(looks, rule, look.get());
                }
                looks.add(rule);
            }
        }
        return looks;
    }

    /// What the fields demand of sites; what cannot be demanded is noted.
    private static Demands demands(Fields fields, Subject subject, Look look) {
        Optional<Placed<Revocation>> revocation = fields.get(REVOCATION);
        Optional<Placed<Boolean>> old = fields.get(OLD_PROTOCOLS);
        if (look != Look.INSIDE) {
            revocation.ifPresent(key -> noteNotInside(key.at(), "revocation"));
            old.ifPresent(key -> noteNotInside(key.at(), "old-protocols"));
            return Demands.STANDARD;
        }
        boolean allowsOld = old.isPresent() && old.get().value();
        if (allowsOld && !(subject instanceof Subject.Sites)) {
            old.get().at().wrong("old protocols are allowed here to sites that nobody names",
                    "put a sentence before this one that names them, like {sites: [old.example], look: inside,"
                            + " old-protocols: true}");
        }
        return new Demands(revocation.isPresent() && revocation.get().value() == Revocation.HARD, allowsOld);
    }

    private static void noteNotInside(Value at, String key) {
        at.wrong("'" + key + "' is said of connections that are not looked into, where the gateway has no part in the"
                + " encryption", "leave it out, or write look: inside");
    }

    /// Whoever looks into everything should have said before what is left alone.
    private void remarkOnPrivate(List<LookRule> before, LookRule rule, Placed<Look> at) {
        List<String> open = PRIVATE.stream().filter(slug -> categories.find(slug).map(CategorySet::of)
                .filter(one -> covers(rule, one) && !isSpared(before, rule.groups(), one)).isPresent()).toList();
        if (!open.isEmpty()) {
            at.at().remark("this looks into " + String.join(", ", open) + " too",
                    "put a sentence with 'look: never' for them before this one");
        }
    }

    private static boolean isSpared(List<LookRule> before, Set<Group> groups, CategorySet category) {
        return before.stream().anyMatch(earlier -> earlier.look() == Look.NEVER && covers(earlier, category)
                && (earlier.groups().isEmpty() || !groups.isEmpty() && earlier.groups().containsAll(groups)));
    }

    private static boolean covers(LookRule rule, CategorySet categories) {
        return switch (rule.subject()) {
            case Subject.Listed _,Subject.OfUse _ -> rule.subject().deciding().intersects(categories);
            case Subject.Anything _ -> true;
            case Subject.Unlisted _ -> false;
            case Subject.Sites _ -> false;
        };
    }
}
