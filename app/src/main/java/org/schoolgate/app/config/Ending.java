package org.schoolgate.app.config;

import java.time.Instant;

/// When a rule goes out of force, and what is then to be said of it.
///
/// @param remark that it is over, at its place in the file
/// @param until from when on
public record Ending(Problem remark, Instant until) {}
