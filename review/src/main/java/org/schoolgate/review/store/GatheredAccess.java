package org.schoolgate.review.store;

import java.util.Optional;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Severity;

/// An access as it is gathered into incidents.
///
/// @param grade how deliberate it looks, with what is known some seconds later
/// @param raises how soon somebody should look at an incident that begins with it; empty where it begins none, and only
///         joins one that is there
public record GatheredAccess(RecordedAccess access, Grade grade, Optional<Severity> raises) {}
