package org.schoolgate.filters.evidence;

/// What the same device did after an access, as far as it was recorded. Read from the records when an access is looked at.
///
/// @param burst whether a record of [Ground#BURST] was made within ten seconds
/// @param together whether the same page, by its host, led it to another site within one second, and by no redirect
/// @param followed whether it went to the same site by hand, after a second and within ten minutes
public record Since(boolean burst, boolean together, boolean followed) {

    /// Nothing that matters.
    public static final Since NOTHING = new Since(false, false, false);
}
