package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// One person who may sign in.
///
/// @param self whether it is the one who looks; then the role stands as it is
/// @param roles what they can be
/// @param devices the addresses of their own devices, one to a line
/// @param accounts the accounts that they have at the school, one to a line
/// @param mail where they are told of reports; empty for nowhere
/// @param problem why nothing was changed
public record Reader(long id, String called, boolean self, List<Choice> roles, String devices, String accounts,
        String mail,
        Optional<String> problem) {

    /// A role to choose.
    public record Choice(String value, String title, String sees, boolean chosen) {}
}
