/// The journal: flagged accesses are in the store before anyone sees their consequence, and what the store holds is signed
/// every minute.
///
/// Start with [org.schoolgate.review.journal.StoreJournal].
@NullMarked
package org.schoolgate.review.journal;

import org.jspecify.annotations.NullMarked;
