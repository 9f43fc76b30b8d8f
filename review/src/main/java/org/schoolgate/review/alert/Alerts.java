package org.schoolgate.review.alert;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.evidence.FlaggedAccess;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.RecordedAccess;

/// What people are told at once of a flagged access, by what the school watches for. Any thread may call.
///
/// A message names nobody and says nothing of what was asked for: it is a reference and a way to the review site. What is sealed
/// gets words of its own, as whoever reads them must know first what not to do.
public final class Alerts {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy 'at' HH:mm", Locale.UK);

    /// For how long more of the same from the same device is not told.
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Supplier<List<Watch>> watches;
    private final Supplier<School> school;

    /// @param watches what the school watches for, as it is in force
    /// @param school the school as messages speak of it
    public Alerts(Supplier<List<Watch>> watches, Supplier<School> school) {
        this.watches = watches;
        this.school = school;
    }

    /// What is to be told of an access; empty where nothing is.
    ///
    /// @param record the same as it is written down
    public Optional<Alert> of(FlaggedAccess access, RecordedAccess record) {
        CategorySet categories = access.decision().categories();
        TreeSet<String> recipients = new TreeSet<>();
        for (Watch watch : watches.get()) {
            if (watch.categories().intersects(categories)) {
                recipients.addAll(watch.recipients());
            }
        }
        if (recipients.isEmpty() || record.fault()) {
            return Optional.empty();
        }
        String subject = "Schoolgate: a record to look at (" + record.reference() + ")";
        String body = record.sealed() ? sealed(record) : open(record);
        return Optional.of(new Alert(topic(record), record.at(), QUIET,
                recipients.stream().map(recipient -> new Message(recipient, subject, body)).toList()));
    }

    /// One device and one subject. A device is the nearest thing to a person that is known.
    private static String topic(RecordedAccess record) {
        return record.client() + "|"
                + record.categories().stream().map(CategoryName::subject).sorted().distinct().toList();
    }

    private String open(RecordedAccess record) {
        return """
            A flagged access was recorded at %s on %s that the school wants to hear of at once.

            Look at it here: %s
            Reference: %s
            How it came about, at first sight: %s

            It is a record of what was asked for, not a finding about anyone: pages load things by themselves, and devices
            are shared. The record says what speaks for and against.

            This message names nobody and does not say what it was about, as others may read it. More of the same from the
            same device within ten minutes is recorded and not told again.
            """.formatted(
                school.get().name(), when(record), where(record), record.reference(), manner(record));
    }

    private String sealed(RecordedAccess record) {
        return """
            Something was asked for at %s on %s that may be illegal even to look at. It was not opened.

            Do not look for it, do not try to open it, do not copy, photograph or print anything, and ask nobody else to.
            Leave the device as it is: switched on, not used, with nobody alone with it.
            Tell the Head of School and the safeguarding lead now, by word of mouth. They decide whom to call: the police
            (999 where somebody is in danger, 101 otherwise), and the Internet Watch Foundation.

            The record, which holds no address: %s
            Reference: %s
            How it came about, at first sight: %s

            It is a record of what was asked for, not a finding about anyone.
            """.formatted(
                school.get().name(), when(record), where(record), record.reference(), manner(record));
    }

    private static String manner(RecordedAccess record) {
        return record.grade() + ". " + record.grade().words();
    }

    private String when(RecordedAccess record) {
        return WHEN.format(record.at().atZone(school.get().zone()));
    }

    private String where(RecordedAccess record) {
        return school.get().reviewSite().map(site -> site.replaceFirst("/+$", "") + "/access/" + record.number())
                .orElse("on the review site, by its reference");
    }
}
