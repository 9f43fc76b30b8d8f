package org.schoolgate.review.web.view;

import java.util.Optional;

/// The page that asks for the code after the password.
///
/// @param problem why the last try did not work
/// @param passkey what the browser needs to ask for a passkey, as JSON; empty where there is none
public record Code(Optional<String> problem, Optional<String> passkey) {}
