package org.schoolgate.filters.sight;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What one rule, one mode, or one thing that the gateway notes can see.
///
/// @param name the rule's name, or the mode's key in the policy file
/// @param title in one sentence
/// @param groups the titles of the groups it is for; empty for everyone
/// @param findings how far it reaches each way
public record Sight(String name, String title, List<String> groups, Map<Way, Finding> findings) {

    public Sight {
        groups = List.copyOf(groups);
        findings = Collections.unmodifiableMap(new EnumMap<>(findings));
    }
}
