/// What the Head of School uses: the record of flagged accesses and the site where it is read.
///
/// Start with [org.schoolgate.review.Review].
@NullMarked
package org.schoolgate.review;

import org.jspecify.annotations.NullMarked;
