package org.schoolgate.review.alert;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.filters.policy.Pattern;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.RecordedAccess;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is told of one record, in the form that each channel wants.
///
/// @param pattern what else was so
record Told(RecordedAccess record, Severity severity, Pattern pattern, School school) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy 'at' HH:mm", Locale.UK);

    Message mail(String recipient) {
        String subject = "Schoolgate, " + severity.text() + ": "
                + (record.sealed() ? "stop, do not open" : "a record to look at") + " (" + record.reference() + ")";
        return Message.mail(recipient, subject, record.sealed() ? sealed() : open());
    }

    private String open() {
        return """
            A flagged access was recorded at %s on %s that the school wants to hear of at once.
            %s
            Look at it here: %s
            Reference: %s
            How soon to look: %s
            How it came about, at first sight: %s

            It is a record of what was asked for, not a finding about anyone: pages load things by themselves, and devices
            are shared. The record says what speaks for and against.

            This message names nobody and does not say what it was about, as others may read it. More of the same by the
            same person, or from the same device where it is not known who asked, is recorded and not told again within
            ten minutes.
            """.formatted(
                school.name(), when(),
                words().reasons().isEmpty() ? "" : String.join("\n", words().reasons()) + "\n", link(),
                record.reference(), switch (severity) {
                    case NOTICE -> "when there is time (notice)";
                    case CONCERN -> "today (concern)";
                    case URGENT -> "now (urgent)";
                }, manner());
    }

    private String sealed() {
        return """
            Stop. Something was asked for at %s on %s that may be illegal even to look at. The gateway did not open it.

            Do not look for it, do not try to open it, do not copy, photograph or print anything, and ask nobody else to.
            Leave the device as it is: switched on, not used, with nobody alone with it.
            Tell the Head of School and the safeguarding lead now, by word of mouth. They decide whom to call: the police
            (999 where somebody is in danger, 101 otherwise), and the Internet Watch Foundation.

            The record, which holds no address: %s
            Reference: %s
            How it came about, at first sight: %s

            It is a record of what was asked for, not a finding about anyone.
            """.formatted(
                school.name(), when(), link(), record.reference(), manner());
    }

    /// For a program: no name, no device, no address, no category.
    Message webhook() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("format", 1).put("kind", "alert")
                .put("severity", severity.text()).put("reference", record.reference()).put("at", record.at().toString())
                .put("school", school.name()).put("grade", record.grade().name()).put("sealed", record.sealed())
                .put("link", link());
        var patterns = body.putArray("patterns");
        words().names().forEach(patterns::add);
        return new Message(Channel.WEBHOOK, "", severity.name(), body.toString());
    }

    /// The same for a log server.
    Message syslog() {
        Map<String, String> extension = new LinkedHashMap<>();
        extension.put("rt", Long.toString(record.at().toEpochMilli()));
        extension.put("externalId", record.reference());
        extension.put("cs1Label", "school");
        extension.put("cs1", school.name());
        extension.put("cs2Label", "grade");
        extension.put("cs2", record.grade().name());
        extension.put("cs3Label", "link");
        extension.put("cs3", link());
        extension.put("cs4Label", "patterns");
        extension.put("cs4", String.join(" ", words().names()));
        extension.put("cs5Label", "sealed");
        extension.put("cs5", Boolean.toString(record.sealed()));
        int level = switch (severity) {
            case NOTICE -> 3;
            case CONCERN -> 6;
            case URGENT -> 9;
        };
        return new Message(Channel.SYSLOG, "", severity.name(),
                new Cef("flagged-access", "A flagged access was recorded", level, extension).line());
    }

    private PatternWords words() {
        return new PatternWords(pattern);
    }

    private String manner() {
        return record.grade() + ". " + record.grade().words();
    }

    private String when() {
        return WHEN.format(record.at().atZone(school.zone()));
    }

    private String link() {
        return Told.site(school, "/access/" + record.number()).orElse("on the review site, by its reference");
    }

    /// Where a page of the review site is.
    static Optional<String> site(School school, String path) {
        return school.reviewSite().map(site -> site.replaceFirst("/+$", "") + path);
    }
}
