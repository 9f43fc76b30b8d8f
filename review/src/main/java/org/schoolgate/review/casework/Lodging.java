package org.schoolgate.review.casework;

/// What somebody lodges who was bullied online, in their own words. All parts but the last are one line each.
///
/// @param when time and date
/// @param where the address of the site or the app, or "telephone message"
/// @param told whether the police or a union were told, and when
/// @param who who it was done to, where that is not who lodges it
/// @param what what was said or done
public record Lodging(String when, String where, String told, String who, String what) {

    /// As it is kept.
    public String kept() {
        return String.join("\n", when, where, told, who, what);
    }

    /// Reads what [#kept] wrote; all empty where it was destroyed.
    public static Lodging read(String kept) {
        String[] parts = kept.split("\n", 5);
        return parts.length < 5
                ? new Lodging("", "", "", "", "")
                : new Lodging(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return "Lodging[" + what.length() + " characters]";
    }
}
