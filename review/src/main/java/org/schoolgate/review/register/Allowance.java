package org.schoolgate.review.register;

import java.time.Instant;

/// An entry that opens something: as much of it as is needed to open it.
///
/// @param number within its register
/// @param from when it came into force
/// @param until when it ends; not within it
/// @param byTwo whether a second person has agreed
public record Allowance(int number, Opens content, Instant from, Instant until, boolean byTwo) {

    /// The rule's name, as logs and `explain` have it: "official-page-3".
    public String rule() {
        return (content.register() == Register.PAGE ? "official-page-" : "override-") + number;
    }
}
