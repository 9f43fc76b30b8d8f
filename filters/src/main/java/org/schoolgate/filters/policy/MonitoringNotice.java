package org.schoolgate.filters.policy;

import java.util.List;

/// What the school tells everybody once before their use is monitored.
///
/// @param version names this wording; another version is shown to everybody anew
/// @param words the paragraphs
public record MonitoringNotice(String version, List<String> words) {

    public MonitoringNotice {
        words = List.copyOf(words);
    }
}
