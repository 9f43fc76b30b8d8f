package org.schoolgate.review.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Hours;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.CategoryName;
import org.schoolgate.review.store.RecordedAccess;

/// The site's words: one for each thing, on every page. None of them judges anyone.
final class Wording {

    private static final List<String> SMALL = List.of("none", "one", "two", "three", "four", "five", "six", "seven",
            "eight", "nine");

    private Wording() {}

    /// What happened, in a word or two.
    static String answer(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> "opened";
            case FLAG -> "opened, noted";
            case COACH -> "asked first";
            case BLOCK -> "closed";
        };
    }

    /// The end of "www.example.org was …".
    static String became(Verdict verdict) {
        return switch (verdict) {
            case ALLOW, FLAG -> "opened, and noted";
            case COACH -> "asked about first";
            case BLOCK -> "closed";
        };
    }

    static String did(Verdict verdict, boolean fault) {
        if (fault) {
            return "Closed it to be safe, because the filter itself had failed.";
        }
        return switch (verdict) {
            case ALLOW, FLAG -> "Opened it, and noted it here.";
            case COACH -> "Asked first whether it is for work. Until then nothing of the site was shown.";
            case BLOCK -> "Closed it. Nothing of the site was shown.";
        };
    }

    /// How soon somebody should look.
    static String severity(Severity severity) {
        return switch (severity) {
            case NOTICE -> "Notice";
            case CONCERN -> "Concern";
            case URGENT -> "Urgent";
        };
    }

    /// "B: by hand".
    static String grade(Grade grade) {
        return grade + ": " + inside(grade.words());
    }

    static String sure(Certainty certainty) {
        return switch (certainty) {
            case NOT_KNOWN -> "Not known";
            case ONE_OF_SEVERAL -> "One of several people";
            case FROM_NETWORK -> "Known from the network";
            case SIGNED_IN -> "Signed in here";
        };
    }

    /// The same of one access, of which more is known: what it rests on, and of how many it was one.
    static String sure(RecordedAccess access) {
        return switch (access.identity()) {
            case Identity.OneOf(int several) when several > 1 -> "One of " + count(several) + " on this device";
            case Identity.Known known -> switch (known.source()) {
                case PASSWORD -> "Signed in, with a password";
                case TICKET -> "Signed in, with the device’s own sign-in";
                case HEADER -> "Signed in, as another machine says";
                case PAGE -> "Signed in on the gateway’s page from this address";
                case RADIUS -> "Known from the wireless network";
            };
            case Identity.OneOf _,Identity.Unknown _ -> sure(access.certainty());
        };
    }

    static String about(List<CategoryName> categories) {
        return categories.isEmpty()
                ? "On no list"
                : categories.stream().map(CategoryName::title).collect(Collectors.joining("; "));
    }

    static String hours(Set<Hours> hours) {
        return hours.isEmpty()
                ? "Always"
                : sentence(hours.stream().sorted().map(Wording::hour).collect(Collectors.joining(" and ")));
    }

    /// "in working time".
    static String hour(Hours hours) {
        return switch (hours) {
            case WORKING -> "in working time";
            case BREAK -> "in breaks";
            case OUTSIDE -> "outside the school day";
            case UNKNOWN -> "when the working time is not known";
        };
    }

    /// "Mrs Rao, Head of School".
    static String called(Account account) {
        String role = account.role().title();
        return account.displayName().equals(role) ? role : account.displayName() + ", " + role;
    }

    /// A number in words up to nine, then in digits.
    static String count(long number) {
        return number >= 0 && number < SMALL.size() ? SMALL.get((int) number) : digits(number);
    }

    /// "one school day", "12 school days".
    static String schoolDays(int count) {
        return count(count) + (count == 1 ? " school day" : " school days");
    }

    /// "5,216,720".
    static String digits(long number) {
        return String.format(Locale.UK, "%,d", number);
    }

    /// Who did something, to stand inside a sentence: a name keeps its capital letter.
    ///
    /// @param reader the account that reads it
    /// @param called the names of accounts
    static String who(long account, long reader, Map<Long, String> called) {
        return account == reader ? "you" : called.getOrDefault(account, "an account now gone");
    }

    /// The same with a small letter at its start, to stand inside a sentence.
    static String inside(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.UK) + sentence.substring(1);
    }

    /// The same with a capital letter at its start.
    static String sentence(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    /// How long whoever was wrong several times has to wait.
    static String waiting(Duration left) {
        long seconds = left.toSeconds() + 1;
        String wait = seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
        return "There were several wrong tries. Wait " + wait + ", then try again.";
    }
}
