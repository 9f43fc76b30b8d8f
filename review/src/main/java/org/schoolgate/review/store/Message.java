package org.schoolgate.review.store;

/// Something to tell one person by mail. It holds no name and nothing of what was asked for: mail is read by others.
///
/// @param recipient an address of mail
/// @param subject one line
/// @param body plain text
public record Message(String recipient, String subject, String body) {}
