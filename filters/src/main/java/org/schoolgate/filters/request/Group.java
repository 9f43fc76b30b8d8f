package org.schoolgate.filters.request;

import org.jspecify.annotations.Nullable;

/// People who share one policy, such as pupils or staff. Two groups of one name are one group, whatever their titles.
///
/// @param name how files and rules call it: lower-case letters, digits and hyphens
/// @param title how pages call it, such as "Pupils"
public record Group(String name, String title) {

    /// Whoever no network range and no sign-in places. Their policy is the strangers' policy.
    public static final Group STRANGERS = new Group("strangers", "Not known");

    public Group {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("'" + name + "' is no group name: use a-z, 0-9 and '-'");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Group group && group.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
