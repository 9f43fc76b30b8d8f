package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Where somebody begins.
///
/// @param heading what needs them
/// @param lead the rest in a sentence or two
/// @param printed who prints it and when, for paper
/// @param words how many wait for the reader's word
/// @param decisions how many decisions do
/// @param overrides how many overrides do
/// @param undelivered what messages have waited for a day
/// @param corrected what the reader has looked at, and has been corrected since
/// @param assurance why an empty desk can be believed; only where nothing waits
/// @param needs what waits, most urgent first
/// @param more what to say where not everything is shown; empty text where it is
public record Desk(String now, String heading, String lead, String printed, int words, int decisions, int overrides,
        Optional<String> undelivered,
        Optional<Corrected> corrected, Optional<Assurance> assurance,
        List<Need> needs, String more) {}
