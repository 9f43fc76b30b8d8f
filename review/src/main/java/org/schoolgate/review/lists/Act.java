package org.schoolgate.review.lists;

import java.time.LocalDate;
import java.util.Optional;

/// Who does something, and why.
///
/// @param who the account's name
/// @param why a sentence
/// @param until the last day on which an edit holds; empty for as long as nobody changes it
/// @param review the day on which somebody should look at it again
public record Act(String who, String why, Optional<LocalDate> until, Optional<LocalDate> review) {

    /// An act without a date.
    public static Act of(String who, String why) {
        return new Act(who, why, Optional.empty(), Optional.empty());
    }
}
