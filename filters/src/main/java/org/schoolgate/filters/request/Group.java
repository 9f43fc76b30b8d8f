package org.schoolgate.filters.request;

/// People who share one policy, such as pupils or staff.
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
    public String toString() {
        return name;
    }
}
