package org.schoolgate.review.store;

import java.time.Instant;

/// One look at what was recorded.
///
/// @param account the number of the [Account] that looked
/// @param at when
/// @param what at what
/// @param number the number of the access, the incident, the case or the file that was looked at, or whose page showed who it is;
///         0 for a list
public record View(long account, Instant at, What what, long number) {

    /// What can be looked at.
    public enum What {
        /// A list of flagged accesses or of incidents.
        LIST,
        /// One flagged access.
        ACCESS,
        /// One incident, with its accesses.
        INCIDENT,
        /// A file that was made of what is kept here.
        EXPORT,
        /// A case.
        CASE_FILE,
        /// A victim's record.
        VICTIM_RECORD,
        /// A register of the Head of School.
        REGISTER,
        /// The register of family contacts and express permissions, or one of its entries beside an access.
        FAMILY,
        /// Who it is: the address of a device, or the name in a case.
        NAME
    }
}
