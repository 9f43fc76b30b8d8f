/// Gathers flagged accesses into incidents, some seconds after they were recorded.
///
/// Start with [org.schoolgate.review.incident.Gatherer].
@NullMarked
package org.schoolgate.review.incident;

import org.jspecify.annotations.NullMarked;
