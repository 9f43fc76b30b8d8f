package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// The form that opens a case with an incident.
///
/// @param id the incident's number
/// @param incident what pages call it
/// @param abouts whom it may be about
/// @param accounts those who sign in here and may be whom it is about
/// @param problem why none was opened
/// @param why what was typed before
/// @param name the same
public record OpenCase(long id, String incident, List<OneCase.Choice> abouts, List<OneIncident.Person> accounts,
        Optional<String> problem, String why, String name) {}
