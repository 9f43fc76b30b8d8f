package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Incidents, the latest first.
///
/// @param open whether those that wait are shown, or those that are closed
/// @param newer where newer ones are
/// @param older where older ones are
public record Incidents(String heading, boolean open, List<Need> incidents, Optional<String> newer,
        Optional<String> older) {}
