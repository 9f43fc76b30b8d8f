package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Who was shown the school's notice on monitoring.
///
/// @param current the version in force; empty where there is none
/// @param words its paragraphs
/// @param lead how many were shown it
/// @param lines who was, the latest first
/// @param cut whether there are more
/// @param versions how many were shown each version
public record Monitored(Optional<String> current, List<String> words, String lead, List<Line> lines, boolean cut,
        List<String> versions) {

    /// One person.
    public record Line(String who, String when) {}
}
