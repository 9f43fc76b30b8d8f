/// The index in memory that answers which categories a target is in.
///
/// Start with [org.schoolgate.blocklists.index.PlainDomainIndex].
@NullMarked
package org.schoolgate.blocklists.index;

import org.jspecify.annotations.NullMarked;
