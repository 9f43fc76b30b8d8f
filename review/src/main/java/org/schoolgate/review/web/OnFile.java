package org.schoolgate.review.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.request.Person;
import org.schoolgate.review.incident.Declared;
import org.schoolgate.review.register.DeclaredTopic;
import org.schoolgate.review.register.ExpressPermission;
import org.schoolgate.review.register.FamilyContact;
import org.schoolgate.review.register.Register;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RegisterEntry;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Access.Point;

/// What the registers say beside what was recorded. It hides nothing and clears nobody.
final class OnFile {

    private static final int MOST = 200;

    private OnFile() {}

    /// That a topic was declared before an access, as something that speaks against a breach.
    static Optional<Point> declared(Declared declared, RecordedAccess access, Times times) {
        return declared.of(access).map(match -> new Point("It was declared beforehand.", match.byPerson()
                ? "Before this was asked for, somebody declared that they would teach or look up this subject at that time."
                        + " Which entry it is would say who, so it does not stand here."
                : "“" + ((DeclaredTopic) match.entry().content()).words() + "” ("
                        + match.entry().called() + ") was declared " + times.near(match.entry().enteredAt())
                        + ", before this was asked for."));
    }

    /// All family contacts and express permissions of a person, with their dates. They are there for those alone who keep that
    /// register, and only while they are shown who it is: what is on file would say so. The look is recorded.
    ///
    /// @param shown whether the reader is shown who it is
    /// @param number of what they stand beside
    static List<String> of(Store store, Account reader, Asker asker, boolean shown, Times times, long number) {
        if (!shown || !Rights.has(reader.role(), Right.FAMILY) || !(asker instanceof Asker.Named(Person person))) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        Stream.of(Register.FAMILY, Register.PERMISSION).flatMap(register -> store.registers()
                .within(register, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), MOST).stream())
                .forEach(entry -> note(entry, person.account(), times).ifPresent(notes::add));
        if (!notes.isEmpty()) {
            store.views().recordFamily(reader.id(), times.now(), number);
        }
        return List.copyOf(notes);
    }

    private static Optional<String> note(RegisterEntry entry, String account, Times times) {
        String end = entry.withdrawn().map(by -> " Withdrawn " + times.near(by.at()) + ".")
                .orElseGet(() -> times.now().isBefore(entry.ends())
                        ? ""
                        : " Its review date passed on " + times.day(entry.ends().minusMillis(1)) + ".");
        return switch (entry.content()) {
            case FamilyContact contact when contact.adult().equals(account) -> Optional.of("Family contact "
                    + entry.called() + ": with " + contact.pupil() + " (" + contact.relationship()
                    + "), acknowledged on " + times.day(contact.acknowledged()) + ". Agreed: " + contact.protocol()
                    + "."
                    + end);
            case ExpressPermission permission when permission.adult().equals(account) -> Optional.of(
                    "Express permission " + entry.called() + " of " + times.day(permission.given()) + ": "
                            + permission.words() + "." + end);
            default -> Optional.empty();
        };
    }
}
