package org.schoolgate.review.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.Role;

/// Tells the witnesses by mail that somebody was given an account or another role. Who makes accounts could make one for
/// themselves, to agree with themselves or to read what is kept from them; people outside are to hear of it. No message names
/// anybody. Safe for any number of threads.
public final class AccountNews {

    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final Supplier<School> school;
    private final List<String> witnesses;
    private final InstantSource clock;

    /// @param witnesses addresses of mail of people outside IT; may be empty
    public AccountNews(Outbox outbox, Supplier<School> school, List<String> witnesses, InstantSource clock) {
        this.outbox = outbox;
        this.school = school;
        this.witnesses = List.copyOf(witnesses);
        this.clock = clock;
    }

    /// Tells of a role that was given, unless it is IT, which reads no record of anyone.
    public void given(Role role) {
        if (role == Role.IT) {
            return;
        }
        String body = """
            At %s somebody was given an account on the review site, or another role there: %s.

            If you did not expect it, ask the Head of School who it is. All accounts stand here, for the Head: %s

            More within ten minutes is not told again. This message names nobody, as others may read it.
            """.formatted(school.get().name(), role.title(), school.get().reviewSite()
                .map(site -> site.replaceFirst("/+$", "") + "/people").orElse("on the review site, under Readers"));
        outbox.add(Alert.ofAll("account " + role, clock.instant(), QUIET, witnesses.stream()
                .map(witness -> Message.mail(witness, "Schoolgate: somebody was given a role on the review site", body))
                .toList()));
    }
}
