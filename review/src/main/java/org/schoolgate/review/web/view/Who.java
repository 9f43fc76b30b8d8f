package org.schoolgate.review.web.view;

import java.util.Optional;

/// Who it is, as far as the reader was shown.
///
/// @param pseudonym what pages call the device
/// @param address the device's address; empty while it is hidden
/// @param name whom a case is about; empty while it is hidden, and where nobody said
/// @param note how that stands, a sentence or two
/// @param mayAsk whether there is a form to ask with
/// @param byTwo whether somebody else has to agree
/// @param action where the form leads
/// @param why what was typed before
public record Who(String pseudonym, Optional<String> address, Optional<String> name, String note, boolean mayAsk,
        boolean byTwo, String action, String why) {}
