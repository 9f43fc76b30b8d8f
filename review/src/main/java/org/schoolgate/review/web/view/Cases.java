package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Cases, the latest first.
///
/// @param open whether these wait for a decision
/// @param newer the page before; empty on the first
/// @param older the page after; empty on the last
public record Cases(String heading, boolean open, List<Line> cases, Optional<String> newer, Optional<String> older) {

    /// One case.
    ///
    /// @param about whom it is about, as a kind, and the device's pseudonym
    /// @param state what became of it
    public record Line(String href, String called, String subject, String about, String opened, String state) {}
}
