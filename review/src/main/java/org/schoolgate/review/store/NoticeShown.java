package org.schoolgate.review.store;

import java.time.Instant;

/// That somebody was shown the school's notice on monitoring.
///
/// @param asker the person, or the device where no person is known
/// @param version of the notice
public record NoticeShown(Asker asker, String version, Instant at) {}
