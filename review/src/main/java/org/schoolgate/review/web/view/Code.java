package org.schoolgate.review.web.view;

import java.util.Optional;

/// The page that asks for the code after the password.
///
/// @param problem why the last try did not work
public record Code(Optional<String> problem) {}
