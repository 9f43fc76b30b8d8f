package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// How the one who looks signs in.
///
/// @param app whether codes from an app are set up
/// @param appState since when they are, in words
/// @param codesState how many recovery codes are left
/// @param passkeys what there is of passkeys
/// @param toMake what the browser needs to make another, as JSON; empty where it could not
/// @param bare whether the site was reached by a name that browsers bind no passkeys to
/// @param problem why the last try to add one did not work
/// @param school what there is of an account of the school's own provider; empty where there is no provider
public record SigningIn(
        boolean app,
        State appState,
        State codesState,
        List<Key> passkeys,
        Optional<String> toMake,
        boolean bare,
        Optional<String> problem,
        Optional<Connected> school) {

    public SigningIn {
        passkeys = List.copyOf(passkeys);
    }

    /// An account of the school's own provider.
    ///
    /// @param called how the provider is called
    /// @param is whether one is connected
    /// @param state since when, in words
    public record Connected(String called, boolean is, State state) {}

    /// A passkey.
    ///
    /// @param used when it was last used, in words
    public record Key(String id, String name, String used) {}
}
