/// The matcher beside its rivals: how long a look-up takes, how a swap, a build and the memory of a whole gateway look.
///
/// Start with [org.schoolgate.benchmarks.matcher.LookupBenchmark]; [org.schoolgate.benchmarks.matcher.Subject] is the one
/// place that knows how the measured index is made.
@NullMarked
package org.schoolgate.benchmarks.matcher;

import org.jspecify.annotations.NullMarked;
