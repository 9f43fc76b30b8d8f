package org.schoolgate.review.store;

/// A group as it was last called.
///
/// @param name how files and rules call it, such as `pupils`
/// @param title how pages call it, such as "Pupils"
public record GroupName(String name, String title) {}
