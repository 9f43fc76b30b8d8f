package org.schoolgate.proxy.page;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.OwnNames;
import org.schoolgate.proxy.identity.presence.SignIn;
import org.schoolgate.proxy.page.SignInPage.State;

/// The pages on which people say who they are, on the gateway's own site and only where it is encrypted.
///
/// | path | what |
/// |---|---|
/// | `/sign-in` | who is signed in on this device, and the form; takes it, too |
/// | `/sign-in/school`, `/sign-in/school/back` | the way to the provider of the school's accounts, and back from there |
/// | `/sign-out` | takes the form by which somebody signs out |
final class SignInPages {

    static final String IN = "/sign-in";
    static final String OUT = "/sign-out";
    /// Leads to the provider of the school's accounts.
    static final String LEAVE = IN + "/school";
    /// Where the provider sends the browser back to.
    static final String BACK = LEAVE + "/back";

    /// Where people are sent who are to sign in. It is not encrypted and takes nothing, but says what is needed for that.
    static final String WAY_IN = "http://" + OwnNames.SITE.name() + IN;

    private static final String ENCRYPTED = "https://" + OwnNames.SITE.name();
    private static final int LONGEST_FORM = 4_096;
    private static final int LONGEST_ACCOUNT = 200;

    private final Html html;
    private final Supplier<School> school;
    private final SignIn signIn;
    private final boolean mine;

    /// @param mine whether people can see what is kept of them
    SignInPages(Html html, Supplier<School> school, SignIn signIn, boolean mine) {
        this.html = html;
        this.school = school;
        this.signIn = signIn;
        this.mine = mine;
    }

    /// Whether a path is one of these.
    static boolean hold(String path) {
        return path.equals(IN) || path.equals(OUT) || path.equals(LEAVE) || path.equals(BACK);
    }

    /// How long a form may be that is sent to one of these, in bytes.
    static int longest(String path, boolean encrypted) {
        return encrypted && (path.equals(IN) || path.equals(OUT)) ? LONGEST_FORM : 0;
    }

    CompletionStage<Answer> answer(OwnRequest request) {
        if (request.path().startsWith(LEAVE) && request.encrypted() && request.method().equals("GET")) {
            return request.path().equals(LEAVE) ? leave(request) : back(request);
        }
        boolean posts = request.method().equals("POST");
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!posts && !(reads && request.path().equals(IN))) {
            Map<String, String> headers = Html.headers();
            headers.put("Allow", request.path().equals(IN) ? "GET, HEAD, POST" : "POST");
            return done(new Answer(405, "", new byte[0], headers));
        }
        if (!request.encrypted()) {
            return done(html.page(posts ? 403 : 200, "sign-in.jte", page(State.OPEN, request.from(), "", null),
                    Html.headers()));
        }
        return posts ? typed(request) : done(shown(200, request.from(), "", null));
    }

    private CompletionStage<Answer> typed(OwnRequest request) {
        IpAddress from = request.from();
        Optional<TypedForm> read = TypedForm.read(request.body());
        boolean fromElsewhere = request.origin().filter(origin -> !origin.equals(request.site())).isPresent();
        if (fromElsewhere || read.isEmpty() || !signIn.isOurs(read.get().text("token"), from)) {
            read.ifPresent(form -> Arrays.fill(form.taken("password"), '\0'));
            return done(shown(403, from, "", "This form did not come from this page, or the page had been open for more"
                    + " than half an hour. Nothing was done. Please try again."));
        }
        if (request.path().equals(OUT)) {
            signIn.out(from);
            return done(back());
        }
        String account = read.get().text("account");
        char[] password = read.get().taken("password");
        if (signIn.isShared(from) || account.isBlank() || account.length() > LONGEST_ACCOUNT || password.length == 0) {
            Arrays.fill(password, '\0');
            return done(shown(403, from, account, "Please fill in both fields."));
        }
        return signIn.in(from, account, password).thenApply(outcome -> switch (outcome) {
            case IN -> back();
            case WRONG -> shown(403, from, account, "This account and this password do not belong together.");
            case TOO_MANY -> shown(429, from, account,
                    "There were too many wrong passwords from this device or for this account. Try again in ten minutes.");
            case BUSY -> shown(503, from, account, "Many people sign in at this moment. Try again in some seconds.");
            case CANNOT_TELL -> shown(503, from, account,
                    "The place where the school keeps its accounts does not answer. Try again in a minute.");
        });
    }

    /// Only the page that we gave to this device leads on; nobody is sent away by another site's.
    private CompletionStage<Answer> leave(OwnRequest request) {
        IpAddress from = request.from();
        if (signIn.isShared(from) || !signIn.isOurs(Visit.field(request.query(), "token"), from)) {
            return done(back());
        }
        Visit visit = Visit.begin();
        return signIn.leave(from, visit.browser()).thenApply(there -> there.map(visit::leading).orElseGet(
                () -> shown(503, from, "",
                        "The provider of the school’s accounts does not answer. Try again in a minute.")));
    }

    private CompletionStage<Answer> back(OwnRequest request) {
        IpAddress from = request.from();
        Optional<Visit> visit = Visit.of(request.cookies());
        String state = Visit.field(request.query(), "state");
        String code = Visit.field(request.query(), "code");
        if (visit.isEmpty() || state.isEmpty() || code.isEmpty()) {
            return done(shown(403, from, "", "The sign-in did not come to its end. Please begin here once more."));
        }
        return signIn.back(from, visit.get().browser(), state, code).thenApply(outcome -> switch (outcome) {
            case IN -> back();
            case WRONG, TOO_MANY ->
                shown(403, from, "", "That is no account of the school’s, or the sign-in was begun in another"
                        + " browser or too long ago. Please begin here once more, with your school account.");
            case BUSY -> shown(503, from, "", "Many people sign in at this moment. Try again in some seconds.");
            case CANNOT_TELL -> shown(503, from, "",
                    "The provider of the school’s accounts does not answer. Try again in a minute.");
        });
    }

    /// The page anew, so that nothing is sent twice.
    private static Answer back() {
        Map<String, String> headers = Html.headers();
        headers.put("Location", IN);
        return new Answer(303, "", new byte[0], headers);
    }

    private Answer shown(int status, IpAddress from, String typed, @Nullable String trouble) {
        State state = signIn.isShared(from) ? State.SHARED : switch (signIn.who(from)) {
            case Identity.Unknown _ -> State.NOBODY;
            case Identity.OneOf _ -> State.SEVERAL;
            case Identity.Known known -> known.source() == Identity.Source.PAGE ? State.IN : State.KNOWN;
        };
        return html.form(status, "sign-in.jte", page(state, from, typed, trouble), Html.headers());
    }

    private SignInPage page(State state, IpAddress from, String typed, @Nullable String trouble) {
        Identity who = signIn.who(from);
        return new SignInPage(Plain.text(school.get().name()), state,
                who instanceof Identity.Known known && state != State.OPEN
                        ? Plain.text(known.person().account())
                        : "",
                who instanceof Identity.OneOf one ? one.several() : 0,
                Plain.text(typed.length() > LONGEST_ACCOUNT ? "" : typed), trouble,
                state == State.OPEN ? "" : signIn.token(from), signIn.provider().map(Plain::text).orElse(null),
                ENCRYPTED, mine);
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
