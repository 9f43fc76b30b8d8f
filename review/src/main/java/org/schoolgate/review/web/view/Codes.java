package org.schoolgate.review.web.view;

import java.util.List;

/// The recovery codes, shown once.
///
/// @param heading what has just happened
public record Codes(String heading, List<String> codes) {

    public Codes {
        codes = List.copyOf(codes);
    }

    /// Without the codes.
    @Override
    public String toString() {
        return "Codes[]";
    }
}
