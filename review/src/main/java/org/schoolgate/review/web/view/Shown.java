package org.schoolgate.review.web.view;

/// One device that two people agreed to be shown.
///
/// @param heading the pseudonym
/// @param who the address, as far as the reader is shown it
public record Shown(String heading, Who who) {}
