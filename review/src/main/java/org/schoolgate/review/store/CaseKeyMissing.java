package org.schoolgate.review.store;

/// What records, cases and victims' records hold cannot be read or written, as the key of records is missing or is another one. Its message
/// says which file, and what to do.
public final class CaseKeyMissing extends StoreException {

    private static final long serialVersionUID = 1L;

    CaseKeyMissing(String message) {
        super(message, null);
    }
}
