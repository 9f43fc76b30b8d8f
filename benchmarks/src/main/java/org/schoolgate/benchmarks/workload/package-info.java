/// What is asked in a benchmark: names as lists have them, and questions as a school day brings them.
///
/// Start with [org.schoolgate.benchmarks.workload.Workload].
@NullMarked
package org.schoolgate.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
