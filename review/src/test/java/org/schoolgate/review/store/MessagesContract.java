package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.policy.Severity;

/// What the store promises of messages on either database.
abstract class MessagesContract {

    private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final List<RecordedAccess> records = RecordedAccesses.many(50, 7);
    private Store store;

    abstract Store openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nobodyIsToldTwiceUnlessItIsMoreSevereAndEachReceiverCountsAlone() {
        tell(0, Severity.CONCERN, NOW, "head@school.example");
        tell(1, Severity.CONCERN, NOW.plusSeconds(599), "head@school.example", "dsl@school.example");
        assertThat(claimed()).containsExactlyInAnyOrder("head@school.example", "dsl@school.example");
        tell(2, Severity.NOTICE, NOW.plusSeconds(599), "head@school.example");
        assertThat(claimed()).isEmpty();
        tell(3, Severity.URGENT, NOW.plusSeconds(599), "head@school.example");
        assertThat(claimed()).containsExactly("head@school.example");
        tell(4, Severity.CONCERN, NOW.plusSeconds(1_198), "dsl@school.example", "head@school.example");
        assertThat(claimed()).isEmpty();
        tell(5, Severity.CONCERN, NOW.plusSeconds(1_199), "dsl@school.example", "head@school.example");
        assertThat(claimed()).containsExactlyInAnyOrder("dsl@school.example", "head@school.example");
        Map<Long, Severity> severities = store.accesses().severities(List.of(records.get(0).number(),
                records.get(2).number(), records.get(3).number(), records.get(40).number()));
        assertThat(severities).containsOnly(Map.entry(records.get(0).number(), Severity.CONCERN),
                Map.entry(records.get(2).number(), Severity.NOTICE),
                Map.entry(records.get(3).number(), Severity.URGENT));
        assertThat(store.accesses().severities(List.of())).isEmpty();
    }

    @Test
    void whatIsToldOfWhatCameBeforeIsToldOnceThereIsEnough() {
        Alert.LookBack three = new Alert.LookBack(TEN_MINUTES, 3, TEN_MINUTES, Optional.empty());
        pattern(0, three, NOW, "one device");
        pattern(1, three, NOW.plusSeconds(300), "one device");
        pattern(2, three, NOW.plusSeconds(300), "another device");
        pattern(3, three, NOW.plusSeconds(600), "one device");
        assertThat(claimed()).as("the first is ten minutes old").isEmpty();
        assertThat(store.accesses().severities(List.of(records.get(3).number()))).isEmpty();
        pattern(4, three, NOW.plusSeconds(899), "one device");
        assertThat(claimed()).containsExactly("head@school.example");
    }

    @Test
    void channelsWaitForThemselvesAndSayWhy() {
        store.outbox().add(Alert.ofAll("x", NOW, TEN_MINUTES, List.of(Message.mail("head@school.example", "s", "b"),
                new Message(Channel.WEBHOOK, "", "URGENT", "{}"))));
        store.outbox().add(Alert.ofAll("y", NOW.plusSeconds(60), TEN_MINUTES,
                List.of(new Message(Channel.WEBHOOK, "", "URGENT", "{\"second\":1}"))));
        Outbox.Waiting first = store.outbox().claim(Channel.WEBHOOK, NOW).orElseThrow();
        store.outbox().failed(first, "it answered 500", NOW);
        assertThat(store.outbox().waiting()).containsExactly(
                new Outbox.State(Channel.MAIL, 1, Optional.of(NOW), Optional.empty()),
                new Outbox.State(Channel.WEBHOOK, 2, Optional.of(NOW), Optional.of("it answered 500")));
        assertThat(store.outbox().claim(Channel.SYSLOG, NOW)).isEmpty();
        store.outbox().sent(store.outbox().claim(Channel.MAIL, NOW).orElseThrow());
        assertThat(store.outbox().state(Channel.MAIL).waiting()).isZero();
    }

    @Test
    void aSummaryIsAddedByWhoeverIsFirstAndCountsWhatThereWas() {
        store.accesses().append(records);
        LocalDate first = LocalDate.parse("2026-11-16");
        assertThat(store.outbox().lastSummary("d", first)).isEqualTo(first);
        assertThat(store.outbox().lastSummary("d", first.plusDays(9))).isEqualTo(first);
        Message message = Message.mail("head@school.example", "s", "b");
        for (int gateway = 0; gateway < 2; gateway++) {
            store.outbox().addSummary("d", first, first.plusDays(1), NOW, message);
        }
        assertThat(claimed()).hasSize(1);
        assertThat(store.outbox().lastSummary("d", first)).isEqualTo(first.plusDays(1));

        LocalDate end = first.plusDays(2);
        List<RecordedAccess> counted = records.stream().filter(record -> record.day().isBefore(end)).toList();
        assertThat(store.accesses().count(first, end)).isEqualTo(counted.size());
        assertThat(store.accesses().count(end.plusYears(1), end.plusYears(2))).isZero();
        assertThat(store.accesses().countsBySubject(first, end)).allSatisfy(count -> assertThat(count.accesses())
                .isEqualTo(counted.stream().filter(record -> record.grade() == count.grade())
                        .flatMap(record -> record.categories().stream())
                        .filter(category -> category.subject().equals(count.subject())).count()))
                .extracting(SubjectCount::subject).contains("Social media", "Adult");
    }

    private void tell(int record, Severity severity, Instant at, String... mail) {
        append(record, new Alert("topic", at, TEN_MINUTES, severity, Optional.of(records.get(record).number()),
                Optional.empty(), List.of(mail).stream().map(one -> Message.mail(one, "s", "b")).toList()));
    }

    private void pattern(int record, Alert.LookBack lookBack, Instant at, String topic) {
        append(record, new Alert(topic, at, TEN_MINUTES, Severity.CONCERN, Optional.of(records.get(record).number()),
                Optional.of(lookBack), List.of(Message.mail("head@school.example", "s", "b"))));
    }

    private void append(int record, Alert alert) {
        store.accesses().append(List.of(records.get(record)), List.of(alert));
    }

    /// Sends what waits.
    private List<String> claimed() {
        List<String> recipients = new ArrayList<>();
        for (Optional<Outbox.Waiting> next = claim(); next.isPresent(); next = claim()) {
            recipients.add(next.get().message().recipient());
            store.outbox().sent(next.get());
        }
        return recipients;
    }

    private Optional<Outbox.Waiting> claim() {
        return store.outbox().claim(Channel.MAIL, NOW.plus(Duration.ofDays(1)));
    }
}
