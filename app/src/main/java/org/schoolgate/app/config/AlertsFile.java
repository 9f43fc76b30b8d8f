package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.policy.Subject;
import org.schoolgate.filters.policy.Watch;

/// What `alerts` in `policy.yaml` may say: of what the school wants to hear at once, and who is told.
final class AlertsFile {

    private static final Key<List<Placed<String>>> CATEGORIES = Key.required("categories",
            Shapes.list(new CategoryName(), 1, 64), "[extremism]",
            "A flagged access in any of these categories is told at once.");
    private static final Key<List<String>> MAIL = Key.required("mail", Shapes.list(Written.MAIL, 1, 32),
            "[head@school.example, dsl@school.example]",
            "Who is told by mail. A message names nobody and does not say what it was about.");

    /// One sentence of it.
    static final Keys KEYS = new Keys("an alert", CATEGORIES, MAIL);

    private AlertsFile() {}

    /// Reads the sentences; what is wrong is noted, and the sentences concerned are left out.
    static List<Watch> read(List<Fields> described, RuleFile rules) {
        List<Watch> watches = new ArrayList<>();
        for (Fields fields : described) {
            Optional<List<String>> mail = fields.get(MAIL);
            if (fields.get(CATEGORIES).isPresent() && mail.isPresent()) {
                Subject.Listed listed = rules.listed(fields.get(CATEGORIES).get());
                watches.add(new Watch(listed.any(), mail.get()));
            }
        }
        return watches;
    }
}
