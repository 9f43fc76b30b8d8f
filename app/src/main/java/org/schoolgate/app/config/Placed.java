package org.schoolgate.app.config;

/// Something that was read, and where it stands.
record Placed<T>(T value, Value at) {}
