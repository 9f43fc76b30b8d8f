package org.schoolgate.proxy.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// Puts decisions and faults into words, as one school speaks.
///
/// @param pupils the names of the groups that are pupils
/// @param signIn whether people can sign in on the gateway's own site
/// @param mine whether people can see there what is kept of them
record Telling(School school, Categories categories, Set<String> pupils, boolean signIn, boolean mine) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm z", Locale.UK);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("HH:mm 'on' EEEE d MMMM", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

    /// Further away than this, "until" tells nobody anything.
    private static final Duration IN_SIGHT = Duration.ofDays(30);

    /// @param question what the page asks; null where it asks nothing
    /// @param plea by what somebody says that it should be open; null where they cannot
    Refusal refusal(Request request, Decision decision, @Nullable Question question, @Nullable PleaForm plea) {
        boolean sealed = decision.addressSealed();
        Voice voice = Voice.of(decision.group(), pupils);
        List<Category> kinds = sealed ? List.of() : kinds(decision);
        return new Refusal(
                Plain.text(school.name()),
                voice,
                sealed ? "" : Plain.host(request.target().host().text()),
                subject(decision, kinds),
                kinds.stream().map(Category::title).map(Plain::text).distinct().toList(),
                Plain.sentence(decision.reason().sentence()),
                decision.reason().clause().map(clause -> quote(clause, voice)).orElse(null),
                request.trace().reference(),
                when(request.at()),
                TIME.format(local(request.at())),
                until(request.at(), decision.holdsUntil()),
                Plain.text(decision.group().title()),
                rule(decision.reason()),
                sealed ? List.of() : sources(decision),
                startPage(),
                signIn && voice == Voice.UNKNOWN && !sealed ? SignInPages.WAY_IN : null,
                mine && voice == Voice.ADULT && !sealed ? MyRecordsPages.WAY_IN : null,
                school.head().map(Plain::text).orElse(null),
                school.safeguardingLead().map(Plain::text).orElse(null),
                decision.recorded(),
                sealed && isIllegal(decision),
                question == null ? null : asked(request, question), plea);
    }

    private Refusal.Asked asked(Request request, Question question) {
        return new Refusal.Asked(question.action(), question.ticket(),
                Objects.requireNonNull(until(request.at(), question.until()), "an answer that opens nothing"),
                question.wordsNeeded(),
                question.left().map(minutes -> minutes == 1 ? "1 minute" : minutes + " minutes").orElse(null),
                Plain.text(question.typed()), question.wrong().map(wrong -> switch (wrong) {
                    case EMPTY -> "Write a few words: without them the site stays closed.";
                    case LONG -> "That is more than 200 characters. Write it shorter.";
                }).orElse(null));
    }

    Failure failure(Fault fault, Optional<String> detail, Optional<Target> target, TraceId trace, Instant at) {
        FaultWords words = FaultWords.of(fault);
        String site = target.filter(present -> FaultWords.namesSite(fault))
                .map(present -> Plain.host(present.host().text()))
                .orElse(null);
        String sentence = words.sentence() + detail.map(more -> " " + Plain.text(more)).orElse("");
        return new Failure(Plain.text(school.name()), words.title(), site, sentence, words.steps(),
                trace.reference(), when(at), fault.token(), fault.status());
    }

    /// What the site that was asked for is listed under; null where it is not that site which decided.
    private static @Nullable String subject(Decision decision, List<Category> kinds) {
        return decision.reason() instanceof Reason.Inside
                ? null
                : kinds.stream().map(Category::subject).map(Plain::text).findFirst().orElse(null);
    }

    /// The categories whose entries decided; none where a rule named the site itself.
    private static List<Category> kinds(Decision decision) {
        return decision.listings().stream().map(Listing::category).distinct().toList();
    }

    private static List<String> sources(Decision decision) {
        return decision.listings().stream()
                .map(listing -> Plain.text(listing.list() + ", version " + listing.version()))
                .distinct()
                .toList();
    }

    private boolean isIllegal(Decision decision) {
        return categories.of(decision.categories()).stream()
                .anyMatch(category -> category.sealed()
                        && (category.slug().equals("illegal") || category.subject().equalsIgnoreCase("illegal")));
    }

    /// For pupils only the document is named beside the words, and its part in the details.
    private static Refusal.Quote quote(Clause clause, Voice voice) {
        String words = "“" + Plain.text(clause.quote()) + "”";
        String source = Plain.text(clause.source());
        int comma = source.indexOf(", ");
        return voice == Voice.PUPIL && comma > 0
                ? new Refusal.Quote(words, source.substring(0, comma), "“" + source.substring(comma + 2) + "”")
                : new Refusal.Quote(words, source, null);
    }

    private static String rule(Reason reason) {
        return switch (reason) {
            case Reason.Ruled ruled -> "“" + Plain.text(ruled.title()) + "” (" + Plain.text(ruled.rule()) + ")";
            case Reason.Inside inside -> rule(inside.of());
            default -> Plain.sentence(reason.sentence());
        };
    }

    private @Nullable String until(Instant at, Instant holdsUntil) {
        if (!holdsUntil.isAfter(at) || holdsUntil.isAfter(at.plus(IN_SIGHT))) {
            return null;
        }
        ZonedDateTime end = local(holdsUntil);
        return (end.toLocalDate().equals(local(at).toLocalDate()) ? TIME : DAY).format(end);
    }

    private String when(Instant at) {
        return WHEN.format(local(at));
    }

    private ZonedDateTime local(Instant at) {
        return at.atZone(school.zone());
    }

    /// Only a web address becomes a link.
    private @Nullable String startPage() {
        return school.startPage().filter(Telling::isWebAddress).orElse(null);
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }
}
