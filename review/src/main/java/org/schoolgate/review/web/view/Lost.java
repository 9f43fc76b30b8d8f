package org.schoolgate.review.web.view;

import java.util.Optional;

/// The page for someone who cannot sign in any more.
///
/// @param problem why the last try did not work
public record Lost(Optional<String> problem) {}
