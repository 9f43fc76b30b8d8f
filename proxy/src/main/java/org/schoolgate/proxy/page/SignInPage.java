package org.schoolgate.proxy.page;

import org.jspecify.annotations.Nullable;

/// What the page shows on which people say who they are: finished words.
///
/// @param school the school's name
/// @param state what is so now
/// @param account who that is, where one person is known
/// @param several how many it may be, where it is one of several; 0 where that is not known
/// @param typed the account that was typed before
/// @param trouble why it did not work; null where nobody has tried
/// @param token what the form brings back
/// @param provider with whom people have accounts that they can show here; null where there is none
/// @param site where the page is encrypted, such as `https://schoolgate.internal`
/// @param mine whether people can see what is kept of them
public record SignInPage(String school, State state, String account, int several, String typed,
        @Nullable String trouble, String token, @Nullable String provider, String site, boolean mine) {

    /// What is so on the device that asks.
    public enum State {
        /// Nobody is known.
        NOBODY,
        /// Somebody has signed in here.
        IN,
        /// The network says who it is.
        KNOWN,
        /// It may be one of several, until somebody signs in.
        SEVERAL,
        /// There are always several behind this address.
        SHARED,
        /// The way to the page is not encrypted, so that nothing may be typed.
        OPEN
    }
}
