/// Who may see and do what on the review site, as a table, and which flagged accesses are there for whom.
///
/// Start with [org.schoolgate.review.rights.Rights].
@NullMarked
package org.schoolgate.review.rights;

import org.jspecify.annotations.NullMarked;
