/// The rules of cases: whom they are about, how they end, how long they are kept, and by when what should be done. Nothing
/// here knows of pages or of a store.
///
/// Start with [org.schoolgate.review.casework.Outcome].
@NullMarked
package org.schoolgate.review.casework;

import org.jspecify.annotations.NullMarked;
