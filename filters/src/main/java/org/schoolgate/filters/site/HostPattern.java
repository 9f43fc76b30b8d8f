package org.schoolgate.filters.site;

import org.schoolgate.filters.request.HostName;

/// A host by its name, or, where it is written with a dot before it, that host and every name below it.
public record HostPattern(HostName name, boolean below) {}
