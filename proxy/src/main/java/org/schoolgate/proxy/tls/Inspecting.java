package org.schoolgate.proxy.tls;

/// What it takes to look into encrypted connections: the certificates shown to devices, and the way to sites.
public record Inspecting(Leaves leaves, SiteTls sites) {}
