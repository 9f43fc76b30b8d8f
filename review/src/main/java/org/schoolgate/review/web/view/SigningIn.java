package org.schoolgate.review.web.view;

/// How the one who looks signs in.
///
/// @param app whether codes from an app are set up
/// @param appState since when they are, in words
/// @param codesState how many recovery codes are left
public record SigningIn(boolean app, State appState, State codesState) {}
