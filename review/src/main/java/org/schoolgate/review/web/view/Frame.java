package org.schoolgate.review.web.view;

import java.util.Optional;

/// What stands around every page.
///
/// @param title the page's title; never with a person's name in it
/// @param school the school's name
/// @param viewer who looks; empty for someone not signed in
/// @param place which link is marked
/// @param styleSheet the address of the style sheet, with its version
/// @param script the address of the script for passkeys, with its version; it is on those pages alone that need it
/// @param formToken what every form of this page must carry
/// @param foot the sentence at the foot
/// @param news what everybody is told who is signed in: that somebody asks to be let in again, or was; empty where nothing is new
public record Frame(
        String title,
        String school,
        Optional<Viewer> viewer,
        Place place,
        String styleSheet,
        String script,
        String formToken,
        String foot,
        Optional<String> news) {}
