/// What is known of single sites by their names.
///
/// Start with [org.schoolgate.filters.site.SiteTable].
@NullMarked
package org.schoolgate.filters.site;

import org.jspecify.annotations.NullMarked;
