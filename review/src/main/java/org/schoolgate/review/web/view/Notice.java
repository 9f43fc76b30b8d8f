package org.schoolgate.review.web.view;

/// A page that says one thing and leads on.
///
/// @param heading the thing
/// @param lead what it means, in a sentence or two
/// @param link what the button says
/// @param href where it leads
public record Notice(String heading, String lead, String link, String href) {}
