/// What a person should look at, and the evidence it rests on.
///
/// Start with [org.schoolgate.filters.evidence.FlaggedAccess].
@NullMarked
package org.schoolgate.filters.evidence;

import org.jspecify.annotations.NullMarked;
