package org.schoolgate.filters.policy;

import java.time.ZoneId;
import java.util.Optional;

/// The school itself, as pages speak of it.
///
/// @param name such as "Marlbeck Primary School"
/// @param zone its time zone; every time that a person reads is in it
/// @param startPage where a block page sends people back to, as an absolute URL
/// @param head how the Head of School is addressed, such as "Mrs Rao"
/// @param safeguardingLead how the safeguarding lead is addressed
/// @param reviewSite where the review site is reached by its readers, as an absolute URL
public record School(
        String name,
        ZoneId zone,
        Optional<String> startPage,
        Optional<String> head,
        Optional<String> safeguardingLead,
        Optional<String> reviewSite) {}
