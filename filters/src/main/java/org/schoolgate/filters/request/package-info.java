/// What was asked for, in the filter's own words.
///
/// Start with [org.schoolgate.filters.request.Request]: who asks, for which
/// [org.schoolgate.filters.request.Target], at which moment.
@NullMarked
package org.schoolgate.filters.request;

import org.jspecify.annotations.NullMarked;
