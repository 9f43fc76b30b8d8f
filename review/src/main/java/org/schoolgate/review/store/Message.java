package org.schoolgate.review.store;

/// Something to tell one receiver. It holds no name and nothing of what was asked for: messages are read by others.
///
/// @param channel how it leaves
/// @param recipient an address of mail; of the other channels there is one receiver each, and this is empty text
/// @param subject one line
/// @param body plain text, the webhook's JSON, or the log server's line
public record Message(Channel channel, String recipient, String subject, String body) {

    /// A message to a person.
    public static Message mail(String recipient, String subject, String body) {
        return new Message(Channel.MAIL, recipient, subject, body);
    }
}
