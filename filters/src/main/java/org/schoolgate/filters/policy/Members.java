package org.schoolgate.filters.policy;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.Group;

/// People who are in a group wherever in the network they ask from.
///
/// @param group whose they are
/// @param accounts names that people sign in with, as [org.schoolgate.filters.request.Person] writes them
/// @param directory groups of the directory, by the names it gives them, in lower case; whoever is in one of them
public record Members(Group group, Set<String> accounts, Set<String> directory) {

    public Members {
        accounts = Set.copyOf(accounts);
        directory = directory.stream().map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
