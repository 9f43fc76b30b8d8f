package org.schoolgate.review.web.view;

import java.util.Optional;

/// The page that asks once more who it is.
///
/// @param to where it leads
/// @param name the account's name, for password managers
/// @param code whether a code will do, too
/// @param problem why the last try did not work
public record Confirm(String to, String name, boolean code, Optional<String> problem) {}
