package org.schoolgate.proxy.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.filters.request.Request;
import org.schoolgate.proxy.page.Pleas.Sent;
import org.schoolgate.proxy.page.Pleas.Standing;
import org.schoolgate.proxy.use.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The form on pages that close something, by which people say that it should be open, and the page on which they read what became
/// of it.
///
/// | path | what |
/// |---|---|
/// | [#SEND], on the closed site | takes the form; it never goes on to the site |
/// | `/report`, `/report/M7QK-4TZP`, on the gateway's own site | asks for a reference; the answer |
final class PleaPages {

    /// Where forms go, on any site; browsers let a page send them nowhere else.
    static final String SEND = "/.well-known/schoolgate/wrong";
    static final String READ = "/report";

    private static final Logger LOG = LoggerFactory.getLogger(PleaPages.class);
    /// A slip, and 300 characters, each written in twelve.
    private static final int LONGEST_FORM = 16_384;
    /// Wrong references of one device within ten minutes; a reference has 40 random bits.
    private static final int MOST_MISSES = 20;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM 'at' HH:mm", Locale.UK);

    private final Html html;
    private final Supplier<School> school;
    private final Pleas pleas;
    private final InstantSource clock;
    private final Slips slips = new Slips();
    private final Cache<IpAddress, Integer> misses = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10)).executor(Runnable::run).build();

    PleaPages(Html html, Supplier<School> school, Pleas pleas, InstantSource clock) {
        this.html = html;
        this.school = school;
        this.pleas = pleas;
        this.clock = clock;
    }

    /// Whether a path is one of these.
    static boolean hold(String path) {
        return path.equals(SEND) || path.equals(READ) || path.startsWith(READ + "/");
    }

    /// How long a form may be that is sent there, in bytes.
    static int longest(String path) {
        return path.equals(SEND) ? LONGEST_FORM : 0;
    }

    /// The form of a page that closes something; empty where nothing can be said to it.
    Optional<PleaForm> form(Request request, Decision decision, Voice voice) {
        return Slip.of(request, decision, voice).map(slip -> PleaForm.fresh(SEND, slips.written(slip), voice));
    }

    CompletionStage<Answer> answer(OwnRequest request) {
        if (request.path().equals(SEND)) {
            return sent(request);
        }
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? read(request)
                : done(405, page("There is nothing to send here",
                        "An answer is read here by its reference.", false).looking(""));
    }

    // ---- sending -----------------------------------------------------------------------------------------------------

    private CompletionStage<Answer> sent(OwnRequest request) {
        Optional<TypedForm> form = request.method().equals("POST") ? TypedForm.read(request.body()) : Optional.empty();
        boolean here = request.origin().filter(request.site()::equals).isPresent();
        Optional<Slip> slip = form.filter(_ -> here).flatMap(typed -> slips.read(typed.text("slip"), request.from(),
                request.site(), clock.instant()));
        if (form.isEmpty() || slip.isEmpty()) {
            return done(403, page("This page was over", "Nothing was sent. It is good for half an hour, and on the"
                    + " device that it was shown on. Open the site once more, and say it there.", false));
        }
        TypedForm typed = form.get();
        boolean pupil = slip.get().voice() == Voice.PUPIL;
        Optional<Plea.Kind> kind = Plea.Kind.read(typed.text("kind"));
        Optional<Words> words = Words.of(typed.text("words"), Plea.LONGEST);
        Optional<Optional<LocalTime>> hour = hour(typed.text("hour"));
        Optional<String> wrong = kind.isEmpty()
                ? Optional.of("Choose what you want to say.")
                : words.isEmpty()
                        ? Optional.of("That is more than " + Plea.LONGEST + " characters. Write it shorter.")
                        : hour.isEmpty()
                                ? Optional.of("Write the hour like 11:00, or leave it empty.")
                                : words.get().text().isEmpty() && slip.get().voice() == Voice.ADULT
                                        ? Optional
                                                .of("Write a few words, so that whoever decides knows what it is for.")
                                        : Optional.empty();
        if (wrong.isPresent()) {
            return done(422,
                    page("It was not sent yet", "You asked about " + Plain.host(slip.get().site()) + ".", pupil)
                            .withForm(new PleaForm(SEND, typed.text("slip"), pupil, slip.get().voice() == Voice.ADULT,
                                    Plain.text(typed.text("kind")), Plain.text(typed.text("hour")),
                                    Plain.text(typed.text("words")), wrong.get())));
        }
        Slip said = slip.get();
        Plea plea = new Plea(said.from(), said.voice(), said.group(), said.groupTitle(), said.site(),
                kind.orElseThrow(), hour.orElseThrow().filter(_ -> kind.get() == Plea.Kind.LESSON),
                words.orElseThrow().text(), said.rule(), said.why(), said.entries());
        return pleas.send(plea).handle((sent, failure) -> failure == null ? taken(sent, said, pupil) : failed(failure));
    }

    private Answer taken(Sent sent, Slip said, boolean pupil) {
        return switch (sent) {
            case Sent.Taken(String reference, boolean again) -> made(200,
                    page(pupil ? "The school has it" : "It was sent",
                            "You asked about " + Plain.host(said.site()) + ". "
                                    + (again ? "You had sent this within the hour, so it was counted once more. " : "")
                                    + (pupil ? "A grown-up reads it and answers. " : "IT staff read it and answer. ")
                                    + "The site stays closed until they have decided.",
                            pupil).at(reference, "http://" + OwnNames.SITE.name() + READ + "/" + reference));
            case Sent.Enough(boolean everyone) -> made(everyone ? 503 : 429, page("It was not sent",
                    (everyone
                            ? "Many such messages wait at this moment. "
                            : "This device has sent many such messages within the hour. ")
                            + "What was sent before is kept, and will be answered. Try again in an hour, or "
                            + (pupil ? "tell your teacher." : "tell the school office."),
                    pupil));
        };
    }

    /// Empty where it is no hour; empty within where nothing was typed.
    private static Optional<Optional<LocalTime>> hour(String typed) {
        if (typed.isBlank()) {
            return Optional.of(Optional.empty());
        }
        try {
            return Optional.of(Optional.of(LocalTime.parse(typed.strip())));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    // ---- reading -----------------------------------------------------------------------------------------------------

    private CompletionStage<Answer> read(OwnRequest request) {
        String typed = request.path().length() > READ.length() + 1
                ? request.path().substring(READ.length() + 1)
                : Visit.field(request.query(), "reference");
        if (typed.isBlank()) {
            return done(200, page("Read the answer", "Whoever said that a site should be open was given a reference."
                    + " Type it here.", false).looking(""));
        }
        Integer missed = misses.getIfPresent(request.from());
        if (missed != null && missed >= MOST_MISSES) {
            return done(429, page("Try again in ten minutes", "There were too many wrong references from this device.",
                    false));
        }
        Optional<String> reference = reference(typed);
        if (reference.isEmpty()) {
            return done(404, unknown(typed));
        }
        return pleas.find(reference.get()).handle((found, failure) -> {
            if (failure != null) {
                return failed(failure);
            }
            if (found.isEmpty()) {
                misses.asMap().merge(request.from(), 1, Integer::sum);
                return made(404, unknown(reference.get()));
            }
            return made(200, standing(found.get()).at(reference.get(), ""));
        });
    }

    /// Eight letters and digits with a hyphen in their middle, however they were typed.
    private static Optional<String> reference(String typed) {
        String plain = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return plain.length() == 8
                ? Optional.of(plain.substring(0, 4) + "-" + plain.substring(4))
                : Optional.empty();
    }

    private PleaPage unknown(String typed) {
        return page("There is nothing under this reference", "It may be mistyped, or so old that it was destroyed.",
                false).looking(typed.length() > 20 ? "" : Plain.text(typed));
    }

    private PleaPage standing(Standing one) {
        String site = Plain.host(one.site());
        String since = WHEN.format(one.since().atZone(school.get().zone()));
        String on = one.decided().map(at -> " on " + WHEN.format(at.atZone(school.get().zone()))).orElse("");
        PleaPage page = switch (one.state()) {
            case WAITING -> page("It waits for an answer", "What was said of " + site + " waits since " + since
                    + ". The site stays closed meanwhile.", false);
            case SECOND -> page("A second person has to agree", site + " may be opened if a second person agrees. What"
                    + " was said of it waits since " + since + ". The site stays closed meanwhile.", false);
            case OPENED -> page("It was opened", site + " was opened" + on + ". If it is still closed for you, another"
                    + " rule closes it; the page that says so says which.", false);
            case RECATEGORISED -> page("It was sorted anew", site + " was put into another category" + on
                    + ". Whether it opens for you is for the school’s rules to say; try it.", false);
            case KEPT -> page("It stays closed", "It was decided" + on + " that " + site + " stays closed.", false);
        };
        return page.answered(one.answer().isEmpty() ? null : Plain.text(one.answer()));
    }

    /// Its message may hold what was asked for.
    private Answer failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        LOG.warn("What somebody said of a closed site could not be kept or read: {}", cause.getClass().getName());
        return made(503,
                page("This cannot be done now", "What people say of closed sites cannot be kept or read at this"
                        + " moment. Try again in a minute, or tell the school office.", false));
    }

    // ---- pages -------------------------------------------------------------------------------------------------------

    private PleaPage page(String title, String lead, boolean pupil) {
        return PleaPage.saying(Plain.text(school.get().name()), title, lead, pupil);
    }

    private CompletionStage<Answer> done(int status, PleaPage page) {
        return CompletableFuture.completedFuture(made(status, page));
    }

    private Answer made(int status, PleaPage page) {
        return page.form() != null || page.looks()
                ? html.form(status, "plea.jte", page, Html.headers())
                : html.page(status, "plea.jte", page, Html.headers());
    }
}
