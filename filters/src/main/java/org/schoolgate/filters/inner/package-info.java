/// The address that a request really leads to, where that stands within the address that is asked for: a page through a
/// translator, out of a cache, behind a web proxy.
///
/// Start with [org.schoolgate.filters.inner.InnerDecider].
@NullMarked
package org.schoolgate.filters.inner;

import org.jspecify.annotations.NullMarked;
