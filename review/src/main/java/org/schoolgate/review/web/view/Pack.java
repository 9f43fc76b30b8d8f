package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The evidence pack of an incident, and who has taken one.
///
/// @param id the incident's own number
/// @param problem why none was made
public record Pack(long id, String heading, List<Line> taken, Optional<String> problem) {

    /// One that was made.
    public record Line(String when, String who, String name, String sha256) {}
}
