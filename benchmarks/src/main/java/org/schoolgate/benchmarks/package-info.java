/// Benchmarks, each beside a plain rival. `RESULTS.md` in this module says what was measured, where and when.
///
/// Start with [org.schoolgate.benchmarks.Benchmarks].
@NullMarked
package org.schoolgate.benchmarks;

import org.jspecify.annotations.NullMarked;
