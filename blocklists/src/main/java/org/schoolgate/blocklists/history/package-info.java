/// What was done with the lists: by whom, when and why, in a log that only grows.
///
/// Start with [org.schoolgate.blocklists.history.History].
@NullMarked
package org.schoolgate.blocklists.history;

import org.jspecify.annotations.NullMarked;
