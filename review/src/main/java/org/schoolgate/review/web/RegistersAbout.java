package org.schoolgate.review.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.register.DeclaredTopic;
import org.schoolgate.review.register.ExpressPermission;
import org.schoolgate.review.register.FamilyContact;
import org.schoolgate.review.register.LetThrough;
import org.schoolgate.review.register.OfficialPage;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.report.Report.Section;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.RegisterEntry;
import org.schoolgate.review.store.Store;

/// What the registers hold of one person or one device, for the person who asks what is kept. Nothing of another is in it.
final class RegistersAbout {

    private static final int MOST = 1_000;

    private RegistersAbout() {}

    static Section section(Store store, Optional<Asker> asker, Times times) {
        List<String> lines = new ArrayList<>();
        if (asker.isPresent()) {
            Stream.of(Register.values()).flatMap(register -> store.registers()
                    .within(register, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), MOST).stream())
                    .forEach(entry -> line(entry, asker.get(), times).ifPresent(
                            words -> lines.add(entry.called() + ": " + words + span(entry, times))));
        }
        return new Section("Registers",
                List.of("What the Head of School has approved, and what was let through or declared,"
                        + " where you are named." + (lines.isEmpty() ? " There is nothing." : "")),
                lines, Optional.empty());
    }

    private static Optional<String> line(RegisterEntry entry, Asker asker, Times times) {
        String account = asker instanceof Asker.Named(Person person) ? person.account() : "";
        String device = asker instanceof Asker.Device(var address) ? address.toString() : "";
        return switch (entry.content()) {
            case OfficialPage page when page.editors().contains(account) -> Optional.of(
                    "you are an editor of the official page " + page.address() + ". " + page.why());
            case LetThrough let when let.people().contains(account) || let.devices().contains(device) -> Optional.of(
                    let.host().or(let::category).orElse("") + " was let through for you. " + let.why());
            case DeclaredTopic topic when topic.people().contains(account) -> Optional.of(
                    "it was declared that you teach “" + topic.words() + "”");
            case FamilyContact contact when contact.adult().equals(account) -> Optional.of(
                    "a pupil of your family (" + contact.relationship()
                            + "; which pupil is left out here), identified on "
                            + times.day(contact.identified()) + " and acknowledged on "
                            + times.day(contact.acknowledged()) + ". Agreed: " + contact.protocol());
            case ExpressPermission permission when permission.adult().equals(account) -> Optional.of(
                    "the Head of School has allowed you: " + permission.words());
            default -> Optional.empty();
        };
    }

    private static String span(RegisterEntry entry, Times times) {
        return ". From " + times.moment(entry.begins()) + " to " + times.moment(entry.ends())
                + entry.withdrawn().map(by -> ", withdrawn on " + times.moment(by.at())).orElse("") + ".";
    }
}
