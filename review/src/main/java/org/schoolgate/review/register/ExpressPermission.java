package org.schoolgate.review.register;

import java.time.LocalDate;

/// What the Head of School has allowed somebody expressly. It opens nothing.
///
/// @param adult the account
/// @param words what they may
/// @param given on which day
public record ExpressPermission(String adult, String words, LocalDate given) implements Content {

    @Override
    public Register register() {
        return Register.PERMISSION;
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return "ExpressPermission[]";
    }
}
