package org.schoolgate.review.store;

import java.util.Base64;

/// A file that was added to a case.
///
/// @param name as whoever added it called it, without anything that is not shown
/// @param base64 what is in it
public record Attachment(String name, String base64) {

    /// The most that a file may hold: 5 MB.
    public static final int LARGEST = 5 * 1024 * 1024;

    /// The same of bytes.
    public static Attachment of(String name, byte[] content) {
        return new Attachment(name, Base64.getEncoder().encodeToString(content));
    }

    /// A copy of what is in it.
    public byte[] content() {
        return Base64.getDecoder().decode(base64);
    }

    /// Nothing of what is in it.
    @Override
    public String toString() {
        return "Attachment[" + base64.length() + " characters]";
    }
}
