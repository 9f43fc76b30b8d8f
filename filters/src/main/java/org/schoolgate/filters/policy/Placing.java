package org.schoolgate.filters.policy;

import java.util.List;
import org.schoolgate.filters.request.Group;

/// Which group a client is in, and all that speaks for one.
///
/// @param group the group that it is in
/// @param claims what speaks for a group, the strongest first: the first one won. Empty where nothing does, which makes a
/// stranger
public record Placing(Group group, List<Claim> claims) {

    public Placing {
        claims = List.copyOf(claims);
    }

    /// One thing that speaks for a group.
    ///
    /// @param what the account, the directory's group or the network, as the policy writes it
    public record Claim(Group group, By by, String what) {}

    /// What it is that speaks.
    public enum By {
        /// Somebody has said so before the policy was asked.
        PLACED,
        /// The person's account stands among the group's.
        ACCOUNT,
        /// The directory counts the person to one of its groups that stands among the group's.
        DIRECTORY,
        /// The address is in a network of the group's.
        NETWORK
    }
}
