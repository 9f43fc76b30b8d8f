package org.schoolgate.review.web.view;

/// What is being fetched and built now. It renews itself.
public record ListProgress(String sentence) {}
