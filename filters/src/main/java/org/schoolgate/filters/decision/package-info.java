/// What was answered, and why.
///
/// Start with [org.schoolgate.filters.decision.Decider].
@NullMarked
package org.schoolgate.filters.decision;

import org.jspecify.annotations.NullMarked;
