package org.schoolgate.review.register;

import java.util.List;
import java.util.Optional;

/// A site or a category that is let through for a time, for some people, groups or devices.
///
/// @param host with all that is below it; empty where it is a category
/// @param category its slug; empty where it is a site
/// @param people their accounts
/// @param devices their addresses
/// @param why the reason, in words
public record LetThrough(Optional<String> host, Optional<String> category, List<String> people, List<String> groups,
        List<String> devices, String why) implements Opens {

    public LetThrough {
        people = List.copyOf(people);
        groups = List.copyOf(groups);
        devices = List.copyOf(devices);
    }

    @Override
    public Register register() {
        return Register.OVERRIDE;
    }

    /// Without names and addresses.
    @Override
    public String toString() {
        return "LetThrough[" + host.or(() -> category).orElse("") + "]";
    }
}
