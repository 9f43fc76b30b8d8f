package org.schoolgate.review.store;

import java.util.List;

/// What a recorded decision was made from, as it stands in the record.
///
/// @param policy the SHA-256 of `policy.yaml` as it was; [KeptTexts] has the text
/// @param lists the SHA-256 of the text that says which lists and edits were in force; [KeptTexts] has it
/// @param entries every list entry that spoke about the address or one inside it; of a sealed address without the entries
///                themselves
/// @param queryCounted whether addresses inside were found only by what follows the `?`, which is not kept
/// @param claimed whether nobody had seen the address that the connection went to under that name
public record RecordedBasis(String policy, String lists, List<RecordedListing> entries, boolean queryCounted,
        boolean claimed) {

    public RecordedBasis {
        entries = List.copyOf(entries);
    }
}
