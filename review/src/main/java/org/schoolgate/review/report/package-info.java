/// Reports as values, and the files that are made of them: PDF, CSV, XLSX, and ZIP archives that are the same each time.
///
/// Start with [org.schoolgate.review.report.Report].
@NullMarked
package org.schoolgate.review.report;

import org.jspecify.annotations.NullMarked;
