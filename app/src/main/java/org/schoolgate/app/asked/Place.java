package org.schoolgate.app.asked;

/// Who asked, and for what: a site and a group.
///
/// @param host the canonical name or address
/// @param group the group's name
record Place(String host, String group) {}
