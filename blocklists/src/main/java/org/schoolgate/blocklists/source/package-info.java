/// Where a publisher's lists lie: one file, a folder of lists, or an archive of such a folder.
///
/// Start with [org.schoolgate.blocklists.source.ListSource].
@NullMarked
package org.schoolgate.blocklists.source;

import org.jspecify.annotations.NullMarked;
