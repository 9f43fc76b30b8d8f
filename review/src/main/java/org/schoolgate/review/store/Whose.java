package org.schoolgate.review.store;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Conditions of SQL on whose something is; what is put into their question marks is added to `values`. Whatever came from a device
/// is that device's, also where a person is known to have asked from it.
final class Whose {

    private Whose() {}

    /// Of a `flagged_access` called `a`.
    static String accesses(Set<Asker> askers, RecordSeal seal, List<Object> values) {
        return "(a.client IN " + among(devices(askers, seal), values) + " OR a.asker IN "
                + among(people(askers, seal), values) + ")";
    }

    /// Of an `incident` called `i`.
    static String incidents(Set<Asker> askers, RecordSeal seal, List<Object> values) {
        return "(i.client IN " + among(all(askers, seal), values)
                + " OR EXISTS (SELECT 1 FROM incident_device d WHERE d.incident = i.id AND d.client IN "
                + among(devices(askers, seal), values) + "))";
    }

    /// Of a `case_file` called `c`.
    static String cases(Set<Asker> askers, RecordSeal seal, List<Object> values) {
        return "(c.client IN " + among(all(askers, seal), values)
                + " OR EXISTS (SELECT 1 FROM case_incident l JOIN incident_device d ON d.incident = l.incident"
                + " WHERE l.case_file = c.id AND d.client IN " + among(devices(askers, seal), values) + "))";
    }

    /// A list in brackets. An empty one is no SQL; nothing is called so.
    static String among(Collection<String> some, List<Object> values) {
        List<String> words = some.isEmpty() ? List.of("") : List.copyOf(some);
        values.addAll(words);
        return "(" + String.join(", ", Collections.nCopies(words.size(), "?")) + ")";
    }

    private static List<String> all(Set<Asker> askers, RecordSeal seal) {
        return askers.stream().map(seal::asker).toList();
    }

    private static List<String> devices(Set<Asker> askers, RecordSeal seal) {
        return askers.stream().filter(Asker.Device.class::isInstance).map(seal::asker).toList();
    }

    private static List<String> people(Set<Asker> askers, RecordSeal seal) {
        return askers.stream().filter(Asker.Named.class::isInstance).map(seal::asker).toList();
    }
}
