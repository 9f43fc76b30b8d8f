/// What was measured, on which machine, and the pages that say so.
///
/// [org.schoolgate.benchmarks.figures.Figure] names what there is to know; a run writes a
/// [org.schoolgate.benchmarks.figures.ResultFile], and from it the latest values into
/// [org.schoolgate.benchmarks.figures.Figures].
@NullMarked
package org.schoolgate.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
