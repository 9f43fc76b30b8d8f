package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The form that hands a case over, and the custody sheet.
///
/// @param id the case's, for the addresses of its forms
/// @param taken what was handed over before, first to last
/// @param problem why none was made
/// @param recipient what was typed before
/// @param purpose the same
public record HandOver(long id, String heading, List<Line> taken, Optional<String> problem, String recipient,
        String purpose) {

    /// One line of the custody sheet.
    public record Line(String words, String purpose, String sha256) {}
}
