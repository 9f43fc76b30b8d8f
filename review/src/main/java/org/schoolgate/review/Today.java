package org.schoolgate.review;

import java.util.Set;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Request;

/// What policy and lists of today say, so that records can be held against it. Any thread may ask.
@FunctionalInterface
public interface Today {

    /// The answer to a request, which is neither recorded nor carried out. The hour is that of the request.
    Answer answer(Request request);

    /// An answer of today.
    ///
    /// @param sentence the reason in one sentence without a full stop
    /// @param categories the slugs of all that the address and those inside it are in, for whoever asks and for anybody else
    /// @param snapshot the version of policy and lists
    record Answer(Verdict verdict, String sentence, Set<String> categories, String snapshot) {

        public Answer {
            categories = Set.copyOf(categories);
        }
    }
}
