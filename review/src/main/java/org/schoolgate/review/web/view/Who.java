package org.schoolgate.review.web.view;

import java.util.List;
import java.util.Optional;

/// Who it is, as far as the reader was shown.
///
/// @param pseudonym what pages call the device or the person
/// @param account the person's account at the school; empty while it is hidden, and where no person is known
/// @param devices the addresses of the devices; none while they are hidden
/// @param name whom a case is about; empty while it is hidden, and where nobody said
/// @param onFile family contacts and permissions of the person, for the Head of School alone
/// @param note how that stands, a sentence or two
/// @param mayAsk whether there is a form to ask with
/// @param byTwo whether somebody else has to agree
/// @param action where the form leads
/// @param why what was typed before
public record Who(String pseudonym, Optional<String> account, List<String> devices, Optional<String> name,
        List<String> onFile, String note,
        boolean mayAsk,
        boolean byTwo, String action, String why) {}
