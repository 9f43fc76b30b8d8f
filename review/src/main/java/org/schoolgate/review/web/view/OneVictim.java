package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// One record of bullying online.
///
/// @param id for the addresses of its forms
/// @param lodged who lodged it, when, and whom it was done to
/// @param parts what they lodged: a heading and the words
/// @param acts what people did with it, first to last
/// @param destroyed whether what was written is gone
/// @param part the way to the case that it is part of; empty text where there is none, or none for the reader
/// @param opens whether the reader may open a case with it
/// @param cases those that it can be added to
/// @param abouts whom a new case may be about
/// @param doomed whether somebody asks that it be destroyed
/// @param mine whether the reader asks it
/// @param problem why nothing was changed
public record OneVictim(long id, String heading, String lodged, List<OneCase.Choice> parts, List<OneCase.Act> acts,
        boolean destroyed, String part, boolean opens, List<OneCase.Choice> cases, List<OneCase.Choice> abouts,
        boolean doomed, boolean mine, Optional<String> problem) {}
