/// The store: flagged accesses, the accounts of those who may read them, and who has looked at what.
///
/// One schema for SQLite, which is inside the product, and for PostgreSQL. Start with
/// [org.schoolgate.review.store.Store].
@NullMarked
package org.schoolgate.review.store;

import org.jspecify.annotations.NullMarked;
