/// What is kept of people's own use while the gateway runs: questions that wait for an answer, what was opened by one, minutes
/// of a day, pages that do not count yet. All of it is in memory, bounded, and forgotten at a restart.
///
/// Start with [org.schoolgate.proxy.use.PersonalUse].
@NullMarked
package org.schoolgate.proxy.use;

import org.jspecify.annotations.NullMarked;
