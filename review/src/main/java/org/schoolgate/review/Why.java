package org.schoolgate.review;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;
import org.schoolgate.review.store.RecordedAccess;

/// How rules come to their answers. To ask changes nothing and is not recorded. Any thread may ask.
public interface Why {

    /// Whom one can ask about, strangers last.
    List<Group> groups();

    /// How the rules and lists in force would answer, at any moment, past or to come. It takes microseconds.
    ///
    /// @param whole a request for a whole address; what is judged is as much of it as the gateway sees
    Explained now(Request whole);

    /// How those of then came to the answer that stands in a record. It takes some ten milliseconds: the policy of then is read
    /// from its text.
    ///
    /// @param texts finds a kept text by its SHA-256
    Then then(RecordedAccess access, Function<String, Optional<KeptText>> texts);

    /// What is known of how a record came to its answer.
    sealed interface Then {

        /// It was decided once more.
        record Known(Explained explained) implements Then {}

        /// It cannot be.
        ///
        /// @param why a sentence without a full stop
        record Unknown(String why) implements Then {}
    }
}
