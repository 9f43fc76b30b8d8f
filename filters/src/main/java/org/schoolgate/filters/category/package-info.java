/// What sites are about, and the index that knows which site is in which category.
///
/// Start with [org.schoolgate.filters.category.DomainIndex].
@NullMarked
package org.schoolgate.filters.category;

import org.jspecify.annotations.NullMarked;
