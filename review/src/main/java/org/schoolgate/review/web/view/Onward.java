package org.schoolgate.review.web.view;

/// A page that leads on by itself.
///
/// @param href where to
public record Onward(String href) {}
