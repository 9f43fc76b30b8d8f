/// What each rule and each mode can see, and what it cannot: said of the configuration in force, and no more than is so.
///
/// Start with [org.schoolgate.filters.sight.Sights].
@NullMarked
package org.schoolgate.filters.sight;

import org.jspecify.annotations.NullMarked;
