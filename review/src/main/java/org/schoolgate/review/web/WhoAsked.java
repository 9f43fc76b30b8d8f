package org.schoolgate.review.web;

import java.time.Duration;
import java.util.Optional;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.web.view.Access.Point;

/// Works out what speaks against it having been whoever a record says: a name is no surer than what it rests on. It never says
/// the name.
final class WhoAsked {

    private WhoAsked() {}

    static Optional<Point> against(RecordedAccess access) {
        return switch (access.identity()) {
            case Identity.Known known -> Optional.of(known(access, known));
            case Identity.OneOf(int several) when several > 1 ->
                Optional.of(new Point("Several people use this device.",
                        "It was one of " + Wording.count(several) + ", and it is not known which of them."));
            case Identity.OneOf _ -> severalPeople();
            case Identity.Unknown _ -> unknown(access.certainty());
        };
    }

    private static Optional<Point> unknown(Certainty certainty) {
        return switch (certainty) {
            case NOT_KNOWN -> Optional.of(new Point("Who asked is not known.",
                    "Only the device’s address was seen. A device can be shared, lent or left open, and an address passes "
                            + "from one device to the next."));
            case ONE_OF_SEVERAL -> severalPeople();
            case FROM_NETWORK, SIGNED_IN -> Optional.empty();
        };
    }

    private static Optional<Point> severalPeople() {
        return Optional.of(new Point("Several people use this device.", "It is not known which of them asked."));
    }

    private static Point known(RecordedAccess access, Identity.Known known) {
        String age = words(age(access));
        return switch (known.source()) {
            case PASSWORD -> new Point("Who asked is known by a password alone.",
                    "Whoever else knows it, or was at a device that keeps it, looks just the same.");
            case TICKET -> new Point("Who asked is known by who had signed in to the device.",
                    "Whoever sits down at a device that was left open looks just the same.");
            case HEADER -> new Point("Who asked is known by the word of another machine.",
                    "One before the gateway said so. The gateway did not see for itself that anybody signed in.");
            case PAGE -> new Point("Who asked is known by the device’s address alone.",
                    "This account had signed in from there, on the gateway’s own page, " + age
                            + " before. Whoever had the"
                            + " device or its address since looks just the same.");
            case RADIUS -> new Point("Who asked is known by the device’s address alone.",
                    "The wireless network had last said " + age
                            + " before that this account was there. Whoever held the"
                            + " device, or had its address since, looks just the same.");
        };
    }

    /// How long before an access the network had last said who is there; zero where nothing rests on the network.
    static Duration age(RecordedAccess access) {
        return access.identity() instanceof Identity.Known known && known.certainty() == Certainty.FROM_NETWORK
                ? Duration.between(known.since(), access.at())
                : Duration.ZERO;
    }

    /// "14 minutes".
    private static String words(Duration age) {
        if (age.toMinutes() < 1) {
            return "less than a minute";
        }
        if (age.toMinutes() < 120) {
            return Wording.count(age.toMinutes()) + (age.toMinutes() == 1 ? " minute" : " minutes");
        }
        return age.toHours() < 48 ? Wording.count(age.toHours()) + " hours" : Wording.count(age.toDays()) + " days";
    }
}
