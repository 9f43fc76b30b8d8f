package org.schoolgate.review.register;

import java.time.LocalDate;

/// That an adult has a pupil in the family, which the Head of School has acknowledged. It opens nothing and clears nothing.
///
/// @param adult the account
/// @param pupil a reference that the school understands, such as initials and form
/// @param relationship such as "daughter"
/// @param identified when the adult said so
/// @param acknowledged when the Head acknowledged it
/// @param protocol what was agreed
public record FamilyContact(String adult, String pupil, String relationship, LocalDate identified,
        LocalDate acknowledged, String protocol) implements Content {

    @Override
    public Register register() {
        return Register.FAMILY;
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return "FamilyContact[]";
    }
}
