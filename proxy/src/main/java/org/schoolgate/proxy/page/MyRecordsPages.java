package org.schoolgate.proxy.page;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.proxy.identity.presence.SignIn;
import org.schoolgate.proxy.identity.presence.Tried;
import org.schoolgate.proxy.page.MyRecords.Written;
import org.schoolgate.proxy.page.MyRecordsPage.State;
import org.schoolgate.proxy.page.MyRecordsWords.Unfit;
import org.schoolgate.proxy.page.Turns.Turn;
import org.schoolgate.proxy.use.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The page on which adults see what is kept of them and which rules apply to them, and write beside it what it was for: `/mine` on the
/// gateway's own site, and only where it is encrypted.
///
/// Whoever comes types account and password, each time: no address, no presence and no cookie shows anything. What follows is asked for by
/// forms that carry a number of [Turns].
final class MyRecordsPages {

    static final String PATH = "/mine";

    /// Where people are sent. It is not encrypted and takes nothing, but says what is needed for that.
    static final String WAY_IN = "http://" + OwnNames.SITE.name() + PATH;

    private static final Logger LOG = LoggerFactory.getLogger(MyRecordsPages.class);
    private static final String ENCRYPTED = "https://" + OwnNames.SITE.name();
    /// 400 characters of four bytes each, as forms spell them, and what stands beside them.
    private static final int LONGEST_FORM = 8_192;
    private static final int LONGEST_ACCOUNT = 200;

    private final Html html;
    private final Supplier<School> school;
    private final SignIn signIn;
    private final MyRecords records;
    private final InstantSource clock;
    private final Turns turns = new Turns();

    MyRecordsPages(Html html, Supplier<School> school, MyRecordsDoor door, InstantSource clock) {
        this.html = html;
        this.school = school;
        this.signIn = door.signIn();
        this.records = door.records();
        this.clock = clock;
    }

    /// How long a form may be that is sent there, in bytes.
    static int longest(String path, boolean encrypted) {
        return encrypted && path.equals(PATH) ? LONGEST_FORM : 0;
    }

    CompletionStage<Answer> answer(OwnRequest request) {
        boolean posts = request.method().equals("POST");
        if (!posts && !request.method().equals("GET") && !request.method().equals("HEAD")) {
            Map<String, String> headers = Html.headers();
            headers.put("Allow", "GET, HEAD, POST");
            return done(new Answer(405, "", new byte[0], headers));
        }
        if (!request.encrypted()) {
            return done(html.page(posts ? 403 : 200, "mine.jte", page(State.OPEN, null, "", "", null),
                    Html.headers()));
        }
        return posts ? typed(request) : done(asked(200, request.from(), "", null));
    }

    private CompletionStage<Answer> typed(OwnRequest request) {
        IpAddress from = request.from();
        Optional<TypedForm> read = TypedForm.read(request.body());
        boolean fromElsewhere = request.origin().filter(origin -> !origin.equals(request.site())).isPresent();
        if (fromElsewhere || read.isEmpty()) {
            read.ifPresent(form -> Arrays.fill(form.taken("password"), '\0'));
            return done(notOurs(from));
        }
        TypedForm form = read.get();
        String turn = form.text("turn");
        if (turn.isEmpty()) {
            return password(form, from);
        }
        Instant now = clock.instant();
        return turns.take(turn, from, now).map(found -> next(found, form)).orElseGet(() -> done(asked(403, from,
                "",
                "That page was over: each is good once, and for ten minutes. Type your password again. If you had written"
                        + " something, see whether it stands beside the record before you write it again.")));
    }

    // ---- who it is ---------------------------------------------------------------------------------------------------

    private CompletionStage<Answer> password(TypedForm form, IpAddress from) {
        String account = form.text("account");
        char[] password = form.taken("password");
        if (!signIn.isOurs(form.text("token"), from)) {
            Arrays.fill(password, '\0');
            return done(notOurs(from));
        }
        if (account.isBlank() || account.length() > LONGEST_ACCOUNT || password.length == 0) {
            Arrays.fill(password, '\0');
            return done(asked(403, from, account, "Please fill in both fields."));
        }
        Instant now = clock.instant();
        return signIn.tried(from, account, password).thenCompose(tried -> tried.person()
                .map(person -> shown(new Turn(person, from, now), Long.MAX_VALUE, null, Optional.empty()))
                .orElseGet(() -> done(refused(tried, from, account))));
    }

    private Answer refused(Tried tried, IpAddress from, String account) {
        return switch (tried.outcome()) {
            case IN, WRONG -> asked(403, from, account, "This account and this password do not belong together.");
            case TOO_MANY -> asked(429, from, account,
                    "There were too many wrong passwords from this device or for this account. Try again in ten minutes.");
            case BUSY -> asked(503, from, account, "Many people sign in at this moment. Try again in some seconds.");
            case CANNOT_TELL -> asked(503, from, account,
                    "The place where the school keeps its accounts does not answer. Try again in a minute.");
        };
    }

    private Answer notOurs(IpAddress from) {
        return asked(403, from, "",
                "This form did not come from this page, or the page had been open for more than half an"
                        + " hour. Nothing was done. Please try again.");
    }

    // ---- what they see and write -------------------------------------------------------------------------------------

    private CompletionStage<Answer> next(Turn turn, TypedForm form) {
        if (!form.text("done").isEmpty()) {
            return done(html.page(200, "mine.jte", page(State.OVER, null, "", "", null), Html.headers()));
        }
        long below = number(form.text("below")).orElse(Long.MAX_VALUE);
        if (form.text("record").isEmpty()) {
            return shown(turn, below, null, Optional.empty());
        }
        long record = number(form.text("record")).orElse(-1L);
        String typed = form.text("words");
        Optional<Words> words = Words.of(typed, MyRecords.LONGEST);
        if (words.isEmpty() || words.get().text().isEmpty()) {
            return shown(turn, below, null, Optional.of(new Unfit(record, typed, words.isEmpty()
                    ? "That is more than " + MyRecords.LONGEST + " characters. Write it shorter."
                    : "Write a few words.")));
        }
        return records.write(turn.person(), record, words.get().text()).handle((written, failure) -> failure == null
                ? shown(turn, below, said(written), Optional.empty())
                : done(failed(turn.from(), failure))).thenCompose(page -> page);
    }

    private static String said(Written written) {
        return switch (written) {
            case KEPT -> "What you wrote is kept with the record.";
            case NONE -> "There is no such record of yours, so nothing was kept.";
            case FULL -> "There are ten notes beside this record already, so nothing was kept.";
            case ENOUGH_TODAY -> "You have written fifty notes today, so nothing was kept. Go on tomorrow.";
        };
    }

    private CompletionStage<Answer> shown(Turn turn, long below, @Nullable String written, Optional<Unfit> unfit) {
        return records.of(turn.person(), below).handle((found, failure) -> {
            if (failure != null) {
                return failed(turn.from(), failure);
            }
            return switch (found) {
                case MyRecords.NotForThem not -> html.page(403, "mine.jte",
                        page(not.pupil() ? State.PUPIL : State.UNPLACED, null, "", "", null), Html.headers());
                case MyRecords.Kept kept -> html.form(unfit.isPresent() ? 422 : 200, "mine.jte", page(State.SHOWN, null,
                        "", "",
                        MyRecordsWords.shown(kept, turn.person().account(), turns.keep(turn, clock.instant()), below,
                                written, unfit, school.get().zone())),
                        Html.headers());
            };
        });
    }

    /// Its message may hold what was asked for.
    private Answer failed(IpAddress from, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        LOG.warn("What is kept of somebody could not be shown or added to: {}", cause.getClass().getName());
        return asked(503, from, "",
                "What is kept cannot be read at this moment. Try again in a minute. If you had written"
                        + " something, see whether it stands beside the record before you write it again.");
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,19}") && (text.length() < 19 || text.compareTo("9223372036854775807") <= 0)
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }

    // ---- pages -------------------------------------------------------------------------------------------------------

    private Answer asked(int status, IpAddress from, String typed, @Nullable String trouble) {
        return html.form(status, "mine.jte", page(State.ASKED, trouble,
                typed.length() > LONGEST_ACCOUNT ? "" : Plain.text(typed), signIn.token(from), null), Html.headers());
    }

    private MyRecordsPage page(State state, @Nullable String trouble, String typed, String token,
            MyRecordsPage.@Nullable Shown shown) {
        School now = school.get();
        return new MyRecordsPage(Plain.text(now.name()), state, ENCRYPTED, now.head().map(Plain::text).orElse(null),
                now.safeguardingLead().map(Plain::text).orElse(null), trouble, typed, token, shown);
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
