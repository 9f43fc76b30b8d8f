package org.schoolgate.review.web.view;

/// An incident in a queue.
///
/// @param href where it stands whole
/// @param number what people say to each other, such as "0148"
/// @param severity `urgent`, `concern` or `notice`
/// @param by by when somebody should look, in words
/// @param waiting how long it has waited, or what became of it
/// @param heading what happened, in a sentence
/// @param against what speaks against a breach, in a sentence; empty text where nothing does at first sight
/// @param grade the letter of the strongest sign of a hand
/// @param manner the same in words
/// @param bars how sure it is who asked, 1 to 4
/// @param who the device and how sure that is
/// @param when from when to when
public record Need(String href, String number, String severity, String by, String waiting, String heading,
        String against,
        String grade, String manner, int bars, String who, String when) {}
