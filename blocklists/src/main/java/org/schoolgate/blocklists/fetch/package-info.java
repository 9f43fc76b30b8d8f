/// Sources: from where the gateway fetches lists by itself. What is fetched is proved whole, and then imported like any other
/// file; until it is in force, the list before it serves.
///
/// Start with [org.schoolgate.blocklists.fetch.Sources] for what there is, and [org.schoolgate.blocklists.fetch.Updates] for how
/// it comes.
@NullMarked
package org.schoolgate.blocklists.fetch;

import org.jspecify.annotations.NullMarked;
