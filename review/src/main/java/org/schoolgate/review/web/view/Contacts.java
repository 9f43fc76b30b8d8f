package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The registers of family contacts and of express permissions, which the Head of School alone reads.
///
/// @param problem why nothing was changed
/// @param today the last day that something can have happened on
public record Contacts(List<Entry> contacts, List<Entry> permissions, List<Entry> past, Optional<String> problem,
        Form form, String today, String earliest, String latest) {

    /// Both forms, with what was typed before.
    public record Form(String adult, String pupil, String relationship, String identified, String acknowledged,
            String protocol, String review, String words) {}
}
