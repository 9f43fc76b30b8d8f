package org.schoolgate.review.web.view;

import java.util.List;

/// Why an empty page can be believed, and where it cannot.
///
/// @param facts what shows that the gateway records
/// @param gaps what it cannot see
public record Assurance(List<String> facts, List<String> gaps) {}
