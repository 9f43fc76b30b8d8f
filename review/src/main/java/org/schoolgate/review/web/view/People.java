package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Who may sign in.
///
/// @param given the one-time password that was just made; it is on no other page
/// @param problem why nothing was changed
/// @param displayName what was typed before, as is `name`
/// @param roles what a new account can be
public record People(
        String heading,
        List<Person> people,
        Optional<Given> given,
        Optional<String> problem,
        String displayName,
        String name,
        List<RoleChoice> roles) {

    /// Someone who may sign in.
    ///
    /// @param role what they are at the school
    /// @param sees what that lets them see
    /// @param self whether it is the one who looks
    public record Person(long id, String name, String displayName, String role, String sees, State password,
            boolean self) {}

    /// A role to choose.
    public record RoleChoice(String value, String title, String sees, boolean chosen) {}

    public record Given(String name, String password) {

        /// Without the password.
        @Override
        public String toString() {
            return "Given[]";
        }
    }
}
