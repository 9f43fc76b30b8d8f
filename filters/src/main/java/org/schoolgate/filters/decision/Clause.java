package org.schoolgate.filters.decision;

/// A sentence of the school's own policy.
///
/// @param quote the sentence, word for word
/// @param source where it stands, such as "The school's social media policy, Responsibilities when using social media"
public record Clause(String quote, String source) {}
