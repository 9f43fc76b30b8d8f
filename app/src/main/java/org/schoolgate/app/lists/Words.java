package org.schoolgate.app.lists;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.schoolgate.blocklists.fetch.SourceSettings;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.policy.PolicyEngine;

/// What pages say in words.
final class Words {

    private Words() {}

    /// How often: "every 12 hours", "every day".
    static String every(Duration time) {
        if (time.toDays() >= 1 && time.equals(Duration.ofDays(time.toDays()))) {
            return "every " + counted(time.toDays(), "day");
        }
        return "every " + (time.toHours() >= 1
                ? counted(time.toHours(), "hour")
                : counted(Math.max(1, time.toMinutes()), "minute"));
    }

    private static String counted(long count, String unit) {
        return count == 1 ? unit : count + " " + unit + "s";
    }

    /// Licence and attribution, as the publisher demands them.
    static String terms(SourceSettings.Terms terms) {
        return (terms.licence() + (terms.attribution().isEmpty() ? "" : ". " + terms.attribution())).strip();
    }

    /// The titles of groups, by their names.
    static Map<String, String> groups(PolicyEngine engine) {
        Map<String, String> titles = new HashMap<>();
        for (Policy policy : engine.policies().byGroup()) {
            titles.put(policy.group().name(), policy.group().title());
        }
        titles.put(engine.policies().strangers().group().name(), engine.policies().strangers().group().title());
        return titles;
    }
}
