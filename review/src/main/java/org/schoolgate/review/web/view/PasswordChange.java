package org.schoolgate.review.web.view;

import java.util.Optional;

/// The page to change one's password.
///
/// @param must whether nothing else is there until it is done
/// @param name the account's name, for password managers
/// @param least how many characters it must have
/// @param problem why the last try did not work
public record PasswordChange(boolean must, String name, int least, Optional<String> problem) {}
