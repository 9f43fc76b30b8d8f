package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Who may sign in.
///
/// @param given the one-time password that was just made; it is on no other page
/// @param problem why nothing was changed
/// @param displayName what was typed before, as are `name` and `head`
public record People(
        String heading,
        List<Person> people,
        Optional<Given> given,
        Optional<String> problem,
        String displayName,
        String name,
        boolean head) {

    /// Someone who may sign in.
    ///
    /// @param self whether it is the one who looks
    public record Person(long id, String name, String displayName, String sees, State password, boolean self) {}

    public record Given(String name, String password) {

        /// Without the password.
        @Override
        public String toString() {
            return "Given[]";
        }
    }
}
