package org.schoolgate.filters.evidence;

import java.util.concurrent.CompletionStage;

/// Where flagged accesses are written down before anyone sees their consequence.
@FunctionalInterface
public interface Journal {

    /// Writes one flagged access down.
    ///
    /// Returns at once; may be called from any thread, an event loop included. The stage completes when the record is
    /// on disk and would survive a power cut, and fails where it could not be written. The caller shows its page, or lets
    /// the request go on, only after it has completed; where it fails, the request is refused.
    CompletionStage<Void> write(FlaggedAccess access);
}
