package org.schoolgate.app.wiring;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.app.replay.Replay;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.inner.Explained;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Policy;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.Request;
import org.schoolgate.review.Why;
import org.schoolgate.review.store.RecordedAccess;

/// Says for the review site how rules come to their answers: those in force, and those of a record.
record Reasons(Supplier<Snapshots> snapshots) implements Why {

    @Override
    public List<Group> groups() {
        Policies policies = snapshots.get().current().policy().policies();
        return Stream.concat(policies.byGroup().stream(), Stream.of(policies.strangers())).map(Policy::group).toList();
    }

    @Override
    public Explained now(Request whole) {
        return snapshots.get().explain(whole);
    }

    @Override
    public Then then(RecordedAccess access, Function<String, Optional<KeptText>> texts) {
        try (Replay replay = new Replay(texts)) {
            return replay.explain(access);
        }
    }
}
