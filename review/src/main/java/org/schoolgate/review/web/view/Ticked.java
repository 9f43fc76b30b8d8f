package org.schoolgate.review.web.view;

/// Something that may be ticked in a form.
///
/// @param field the name of its field
public record Ticked(String field, String title, boolean chosen) {}
