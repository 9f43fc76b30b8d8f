package org.schoolgate.review.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.register.DeclaredTopic;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RegisterEntry;
import org.schoolgate.review.store.Store;

/// The topics that were declared for a span of time, and which accesses one of them covers. It covers only what was asked
/// for after it was declared; what is sealed it never covers.
///
/// @param topics the first declared first
public record Declared(List<RegisterEntry> topics) {

    /// How many are asked at most.
    private static final int MOST = 200;

    public Declared {
        topics = List.copyOf(topics);
    }

    /// A topic that covers an access.
    ///
    /// @param byPerson whether it does for who asked, and not for the group that they are in: then naming it would say who
    public record Match(RegisterEntry entry, boolean byPerson) {}

    /// Those that touch the time of some accesses. One look at the disk.
    public static Declared of(Store store, Collection<RecordedAccess> accesses) {
        if (accesses.isEmpty()) {
            return new Declared(List.of());
        }
        Instant first = accesses.stream().map(RecordedAccess::at).min(Instant::compareTo).orElseThrow();
        Instant last = accesses.stream().map(RecordedAccess::at).max(Instant::compareTo).orElseThrow();
        return new Declared(store.registers().within(Register.TOPIC, first, last, MOST));
    }

    /// The first that covers an access, by its group where one does so.
    public Optional<Match> of(RecordedAccess access) {
        List<Match> all = topics.stream().flatMap(entry -> match(entry, access).stream()).toList();
        return all.stream().filter(match -> !match.byPerson()).findFirst().or(() -> all.stream().findFirst());
    }

    private static Optional<Match> match(RegisterEntry entry, RecordedAccess access) {
        Instant at = access.at();
        boolean then = entry.enteredAt().isBefore(at) && !at.isBefore(entry.begins()) && at.isBefore(entry.ends())
                && entry.withdrawn().filter(by -> !by.at().isAfter(at)).isEmpty();
        if (!then || access.sealed() || !(entry.content() instanceof DeclaredTopic topic)) {
            return Optional.empty();
        }
        Set<String> about = access.categories().stream().map(CategoryName::slug).collect(Collectors.toSet());
        if (topic.categories().stream().noneMatch(about::contains)) {
            return Optional.empty();
        }
        if (topic.groups().contains(access.group())) {
            return Optional.of(new Match(entry, false));
        }
        return access.asker() instanceof Asker.Named named && topic.people().contains(named.person().account())
                ? Optional.of(new Match(entry, true))
                : Optional.empty();
    }

    /// How soon somebody should look at what was declared: one step later than otherwise, and never not at all.
    static Severity later(Severity severity) {
        return switch (severity) {
            case URGENT -> Severity.CONCERN;
            case CONCERN, NOTICE -> Severity.NOTICE;
        };
    }
}
