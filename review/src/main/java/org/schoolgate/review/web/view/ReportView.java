package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;
import org.schoolgate.review.report.Report;
import org.schoolgate.review.web.view.Viewer.Link;

/// A report as a page.
///
/// @param of which one, as the address has it
/// @param action where files of it are asked for; empty for those who may take none
/// @param more links to others
public record ReportView(Report report, String of, Optional<String> action, List<Link> more) {}
