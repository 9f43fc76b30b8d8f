package org.schoolgate.review.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Outcome;

/// A concern that is followed to its end.
///
/// @param id its own number, which nobody can guess
/// @param year the year it was opened in
/// @param number within the year; they begin at 1
/// @param about whom it is about, as a kind
/// @param account the number of the account of whom it is about, where they have one
/// @param asker the device that its incidents came from, or the person where that is known
/// @param pseudonym what pages call them
/// @param subject the subject of the incident that it was opened with
/// @param name whom it is about, where somebody said; pages show it to those alone who were shown who it is
/// @param openedBy the number of an account
/// @param firstAccess when the first access of its incidents was asked for
/// @param firstLook when somebody first looked at the incident that it was opened with
/// @param toldAt when whoever it is about was told
/// @param proposed the outcome that waits for a second person's word
/// @param proposedBy the number of the account that proposed it
/// @param givenTo the number of the account that follows it
/// @param hold why nothing of it may be destroyed; empty where it may
/// @param destroyOn the first day on which it is no longer kept; empty until it has an outcome
/// @param destroyedAt when what it held of a person was destroyed
public record CaseFile(
        long id,
        int year,
        int number,
        About about,
        Optional<Long> account,
        Asker asker,
        String pseudonym,
        String subject,
        Optional<String> name,
        long openedBy,
        Instant openedAt,
        Instant firstAccess,
        Optional<Instant> firstLook,
        Optional<Instant> toldAt,
        Optional<Instant> decidedAt,
        Optional<Outcome> outcome,
        Optional<Outcome> proposed,
        Optional<Long> proposedBy,
        Optional<Long> givenTo,
        Optional<String> hold,
        Optional<LocalDate> destroyOn,
        Optional<Instant> destroyedAt,
        boolean open) {

    /// Whether it is about no device: it was opened with a victim's record.
    public boolean hasNoDevice() {
        return isNoDevice(asker);
    }

    /// Whether it is one that stands for no device: of the part of the addresses that lead nowhere (RFC 6666).
    public static boolean isNoDevice(Asker asker) {
        return asker instanceof Asker.Device device && device.address().toString().startsWith("100:");
    }

    /// What people say to each other: "2026-027".
    public String called() {
        return String.format(Locale.ROOT, "%d-%03d", year, number);
    }

    /// The number alone, so that no stray log line holds whom it is about.
    @Override
    public String toString() {
        return "CaseFile[" + called() + "]";
    }
}
