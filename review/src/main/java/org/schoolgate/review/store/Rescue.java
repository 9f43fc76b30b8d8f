package org.schoolgate.review.store;

import java.time.Instant;
import java.util.Optional;

/// Someone who cannot come in any more has asked two others for help.
///
/// @param account who asks
/// @param asked when
/// @param firstYes the account that has said yes; empty until one has
public record Rescue(long account, Instant asked, Optional<Long> firstYes) {}
