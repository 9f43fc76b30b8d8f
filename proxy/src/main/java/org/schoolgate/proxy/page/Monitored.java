package org.schoolgate.proxy.page;

import java.util.List;

/// What the page says that shows the school's notice on monitoring.
///
/// @param words its paragraphs, the school's own
public record Monitored(String school, String version, List<String> words) {}
