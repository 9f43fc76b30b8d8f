/// Puts the parts together with constructors, once, and swaps what changes while they run.
///
/// Start with [org.schoolgate.app.wiring.House].
@NullMarked
package org.schoolgate.app.wiring;

import org.jspecify.annotations.NullMarked;
