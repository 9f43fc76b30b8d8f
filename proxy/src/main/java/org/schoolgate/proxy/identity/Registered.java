package org.schoolgate.proxy.identity;

import java.util.Set;
import org.schoolgate.filters.request.Person;

/// Somebody whom the directory knows.
///
/// @param person by the name that the directory has, whatever was typed
/// @param memberships the groups, nested ones included, by [GroupNames]
record Registered(Person person, Set<String> memberships) {

    Registered {
        memberships = Set.copyOf(memberships);
    }
}
