package org.schoolgate.review.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.policy.Pattern;
import org.schoolgate.filters.policy.Receivers;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.RecordedAccess;

/// What is told at once of a flagged access, by what the school watches for. Any thread may call.
///
/// A message names nobody and says nothing of what was asked for: it is a reference and a way to the review site. What is sealed
/// gets words of its own, as whoever reads them must know first what not to do, and is always urgent.
public final class Alerts {

    /// For how long more of the same by the same person, or from the same device where no person is known, is not told.
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Supplier<List<Watch>> watches;
    private final Supplier<School> school;

    /// @param watches what the school watches for, as it is in force
    /// @param school the school as messages speak of it
    public Alerts(Supplier<List<Watch>> watches, Supplier<School> school) {
        this.watches = watches;
        this.school = school;
    }

    /// What is to be told of an access: one alert for all watches that want each access, and one for each pattern, of which the
    /// store knows whether it is complete.
    ///
    /// @param record the same as it is written down
    public List<Alert> of(FlaggedAccess access, RecordedAccess record) {
        if (record.fault()) {
            return List.of();
        }
        CategorySet categories = access.decision().categories();
        List<Watch> all = watches.get().stream()
                .filter(watch -> watch.categories().intersects(categories) && watch.grades().contains(record.grade())
                        && watch.pattern().fits(record.at(), school.get().zone()))
                .toList();
        List<Alert> alerts = new ArrayList<>();
        each(all.stream().filter(watch -> !watch.pattern().looksBack()).toList(), record).ifPresent(alerts::add);
        for (Watch watch : all) {
            if (watch.pattern().looksBack()) {
                alerts.add(pattern(watch, record));
            }
        }
        return alerts;
    }

    private Optional<Alert> each(List<Watch> watches, RecordedAccess record) {
        return watches.stream().map(Watch::severity).max(Comparator.naturalOrder()).map(most -> {
            Severity severity = record.sealed() ? Severity.URGENT : most;
            Pattern pattern = watches.stream().map(Watch::pattern).filter(one -> one.between().isPresent()).findFirst()
                    .orElse(Pattern.NONE);
            return new Alert(whose(record) + subjects(record), record.at(), QUIET, severity,
                    Optional.of(record.number()), Optional.empty(),
                    messages(watches.stream().map(Watch::receivers).toList(),
                            new Told(record, severity, pattern, school.get())));
        });
    }

    private Alert pattern(Watch watch, RecordedAccess record) {
        Pattern pattern = watch.pattern();
        Severity severity = record.sealed() ? Severity.URGENT : watch.severity();
        int times = pattern.often().map(Pattern.Often::times).orElse(1);
        Duration within = pattern.often().map(Pattern.Often::within).orElse(Duration.ZERO);
        Duration afterBlock = pattern.afterBlock().orElse(Duration.ZERO);
        // A pattern counts what its watch is about, whatever subjects that has.
        String topic = whose(record) + new PatternWords(pattern).names() + times + "/" + within + "/" + afterBlock
                + "/" + watch.categories().bits() + "/" + watch.grades().stream().sorted().toList();
        return new Alert(topic, record.at(), QUIET, severity, Optional.of(record.number()),
                Optional.of(new Alert.LookBack(within.compareTo(afterBlock) > 0 ? within : afterBlock, times, within,
                        pattern.afterBlock())),
                messages(List.of(watch.receivers()), new Told(record, severity, pattern, school.get())));
    }

    private static List<Message> messages(List<Receivers> receivers, Told told) {
        TreeSet<String> mail = new TreeSet<>();
        receivers.forEach(some -> mail.addAll(some.mail()));
        List<Message> messages = new ArrayList<>(mail.stream().map(told::mail).toList());
        if (receivers.stream().anyMatch(Receivers::webhook)) {
            messages.add(told.webhook());
        }
        if (receivers.stream().anyMatch(Receivers::syslog)) {
            messages.add(told.syslog());
        }
        return messages;
    }

    private static String whose(RecordedAccess record) {
        return record.asker().text() + "|";
    }

    private static String subjects(RecordedAccess record) {
        return record.categories().stream().map(CategoryName::subject).sorted().distinct().toList().toString();
    }
}
