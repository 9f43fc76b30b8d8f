package org.schoolgate.review.web.view;

import java.util.Optional;

/// The page to sign in.
///
/// @param heading what has just happened, or what to do
/// @param name the name as it was typed before
/// @param problem why the last try did not work
/// @param passkey what the browser needs to ask for a passkey, as JSON; empty where it could not
/// @param provider how the school's own provider is called; empty where there is none
public record SignIn(String heading, String name, Optional<String> problem, Optional<String> passkey,
        Optional<String> provider) {}
