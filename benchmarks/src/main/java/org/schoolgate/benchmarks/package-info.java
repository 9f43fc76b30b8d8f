/// Benchmarks, each beside its rivals. `RESULTS.md` in this module says what was measured, where and when.
///
/// Start with [org.schoolgate.benchmarks.Benchmarks].
@NullMarked
package org.schoolgate.benchmarks;

import org.jspecify.annotations.NullMarked;
