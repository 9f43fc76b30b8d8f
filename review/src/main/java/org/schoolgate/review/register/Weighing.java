package org.schoolgate.review.register;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Person;

/// What the policy in force says of something that somebody wants to open. Any thread may ask.
public interface Weighing {

    /// Of a site, or of what begins with a path there.
    ///
    /// @param path `/` for all of it
    Weighed site(Host host, String path);

    /// Of a category; empty where there is none of this name.
    Optional<Weighed> category(String slug);

    /// The groups of the policy, in its order.
    List<Group> groups();

    /// The group that the policy file counts an account to; empty where only the directory or the network could say.
    Optional<Group> group(Person person);

    /// Whether the gateway sees more of this host than its name, for this group.
    boolean seesPaths(Host host, Group group);

    /// What was found.
    ///
    /// @param locked the sentence of the rule that closes it to everyone or to a group and that nobody can switch off
    /// @param sensitive the titles of the categories that nobody opens alone
    record Weighed(Optional<String> locked, List<String> sensitive) {

        public Weighed {
            sensitive = List.copyOf(sensitive);
        }
    }
}
