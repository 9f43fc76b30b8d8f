package org.schoolgate.review.store;

/// A category as it was called when an access was recorded.
///
/// @param slug how files and rules call it, such as `social-networks`
/// @param title how pages call it, such as "Social media: networks"
/// @param subject the heading it is counted under, such as "Social media"
public record CategoryName(String slug, String title, String subject) {}
