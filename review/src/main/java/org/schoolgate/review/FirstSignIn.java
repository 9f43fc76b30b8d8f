package org.schoolgate.review;

/// How the first administrator comes in: once, and then with a password of their own.
///
/// @param name the account's name
/// @param password the one-time password; the store holds only its hash
public record FirstSignIn(String name, String password) {

    /// Without the password.
    @Override
    public String toString() {
        return "FirstSignIn[" + name + "]";
    }
}
