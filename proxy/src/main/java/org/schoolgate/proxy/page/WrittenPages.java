package org.schoolgate.proxy.page;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.identity.presence.SignIn;
import org.schoolgate.proxy.log.JsonObject;

/// The pages, written from templates compiled into the product.
///
/// A closed request is always answered with 403, also where the body is a picture or empty: nothing may take it for a
/// success. Of the address only the host is ever shown, and of a sealed address nothing.
public final class WrittenPages implements Pages {

    private static final String VARY = "Accept, Sec-Fetch-Dest";
    private static final byte[] NO_BYTES = {};
    private static final byte[] GIF = Base64.getDecoder()
            .decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static final String ASKS = "coach.jte";
    private static final Set<String> CLOSES = Set.of("block.jte", "block-pupil.jte");
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT";

    private final Supplier<School> school;
    private final Supplier<Categories> categories;
    private final Supplier<Set<String>> pupils;
    private final Supplier<OwnSite> own;
    private final InstantSource clock;
    private final Html html = new Html();
    private final Optional<SignInPages> signIn;
    private final Optional<MyRecordsPages> mine;
    private final Optional<PleaPages> pleas;

    /// @param school the school now in force; asked anew for each page
    /// @param categories the categories now in force; asked anew for each page
    /// @param own what the gateway's own site has to tell; asked anew for each of its pages
    /// @param clock tells when a fault happened
    public WrittenPages(Supplier<School> school, Supplier<Categories> categories, Supplier<OwnSite> own,
            InstantSource clock) {
        this(school, categories, own, clock, Optional.empty());
    }

    /// @param signIn how people sign in on the gateway's own site; empty where nobody can
    public WrittenPages(Supplier<School> school, Supplier<Categories> categories, Supplier<OwnSite> own,
            InstantSource clock, Optional<SignIn> signIn) {
        this(school, categories, Set::of, own, clock, signIn, Optional.empty(), Optional.empty());
    }

    /// @param pupils the names of the groups that are pupils
    /// @param mine how people see what is kept of them; empty where nobody is ever known
    /// @param pleas who takes it when people say that a closed site should be open; empty where nobody does
    public WrittenPages(Supplier<School> school, Supplier<Categories> categories, Supplier<Set<String>> pupils,
            Supplier<OwnSite> own, InstantSource clock, Optional<SignIn> signIn, Optional<MyRecordsDoor> mine,
            Optional<Pleas> pleas) {
        this.school = school;
        this.categories = categories;
        this.pupils = pupils;
        this.own = own;
        this.clock = clock;
        this.signIn = signIn.map(one -> new SignInPages(html, school, one, mine.isPresent()));
        this.mine = mine.map(door -> new MyRecordsPages(html, school, door, clock));
        this.pleas = pleas.map(who -> new PleaPages(html, school, who, clock));
    }

    @Override
    public Answer refused(Request request, Decision decision, Signals signals,
            Supplier<Optional<Question>> question) {
        Telling telling = telling();
        Refusal refusal = telling.refusal(request, decision, null, null);
        Map<String, String> headers = headers("http_request_denied");
        return switch (Form.wanted(signals)) {
            case PAGE -> page(telling, request, decision, refusal, question);
            case PIXEL -> bytes(403, "image/gif", GIF, headers);
            case EMPTY -> bytes(403, "", NO_BYTES, headers);
            case JSON -> json(403, json(request, decision, refusal), headers);
            case WORDS -> words(403, words(decision, refusal), headers);
        };
    }

    private Answer page(Telling telling, Request request, Decision decision, Refusal refusal,
            Supplier<Optional<Question>> question) {
        Map<String, String> headers = headers("http_request_denied");
        String template = template(decision, refusal);
        Optional<Question> asked = template.equals(ASKS) ? question.get() : Optional.empty();
        Optional<PleaForm> plea = CLOSES.contains(template)
                ? pleas.flatMap(pages -> pages.form(request, decision, refusal.voice()))
                : Optional.empty();
        if (asked.isEmpty() && plea.isEmpty()) {
            return html.page(403, template, refusal, headers);
        }
        return html.form(403, template, telling.refusal(request, decision, asked.orElse(null), plea.orElse(null)),
                headers);
    }

    @Override
    public Answer unanswered() {
        return html.page(403, "unanswered.jte", Plain.text(school.get().name()), Html.headers());
    }

    @Override
    public Answer fault(Fault fault, Optional<String> detail, Optional<Target> target, TraceId trace,
            Signals signals) {
        Failure failure = telling().failure(fault, detail, target, trace, clock.instant());
        Map<String, String> headers = headers(fault.token());
        if (fault == Fault.METHOD_REFUSED) {
            headers.put("Allow", METHODS);
        }
        return switch (Form.wanted(signals)) {
            case PAGE -> html.page(fault.status(), "fault.jte", failure, headers);
            case PIXEL -> bytes(fault.status(), "image/gif", GIF, headers);
            case EMPTY -> bytes(fault.status(), "", NO_BYTES, headers);
            case JSON -> json(fault.status(), new JsonObject()
                    .put("fault", fault.token())
                    .put("status", fault.status())
                    .put("message", failure.sentence())
                    .put("site", Optional.ofNullable(failure.site()))
                    .put("reference", failure.reference())
                    .put("trace", trace.toString()), headers);
            case WORDS -> words(fault.status(), failure.title() + ". " + failure.sentence() + " Reference "
                    + failure.reference() + ".", headers);
        };
    }

    @Override
    public Answer own(String method, String path) {
        Map<String, String> headers = Html.headers();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            headers.put("Allow", "GET, HEAD");
            return words(405, "The gateway's own site is only for reading.", headers);
        }
        OwnPages pages = new OwnPages(school.get(), own.get());
        if (path.equals("/")) {
            return html.page(200, "rollout.jte", pages.page(), headers);
        }
        return pages.download(path).map(file -> bytes(200, file.contentType(), file.bytes(), headers)).orElseGet(
                () -> words(404, "There is nothing here. The gateway's own site begins at /", headers));
    }

    @Override
    public int ownForm(String path, boolean encrypted) {
        return Math.max(pleas.isPresent() ? PleaPages.longest(path) : 0,
                Math.max(signIn.isPresent() ? SignInPages.longest(path, encrypted) : 0,
                        mine.isPresent() ? MyRecordsPages.longest(path, encrypted) : 0));
    }

    @Override
    public boolean isEverywhere(String path) {
        return pleas.isPresent() && path.equals(PleaPages.SEND);
    }

    @Override
    public CompletionStage<Answer> own(OwnRequest request) {
        return signIn.filter(any -> SignInPages.hold(request.path())).map(pages -> pages.answer(request))
                .or(() -> mine.filter(any -> request.path().equals(MyRecordsPages.PATH))
                        .map(pages -> pages.answer(request)))
                .or(() -> pleas.filter(any -> PleaPages.hold(request.path())).map(pages -> pages.answer(request)))
                .orElseGet(() -> CompletableFuture.completedFuture(own(request.method(), request.path())));
    }

    /// It is no success: no program shall take it for the page that it asked for.
    @Override
    public Answer notice() {
        return html.page(403, "notice.jte", new OwnPages(school.get(), own.get()).page(), Html.headers());
    }

    /// It is no success, either.
    @Override
    public Answer monitoring(MonitoringNotice notice) {
        return html.page(403, "monitoring.jte",
                new Monitored(school.get().name(), notice.version(), notice.words()), Html.headers());
    }

    private Telling telling() {
        return new Telling(school.get(), categories.get(), pupils.get(), signIn.isPresent(), mine.isPresent());
    }

    private static String template(Decision decision, Refusal refusal) {
        if (decision.reason() instanceof Reason.Undecided) {
            return "undecided.jte";
        }
        if (decision.addressSealed()) {
            return refusal.voice().mayBeChild() ? "sealed-pupil.jte" : "sealed.jte";
        }
        if (refusal.voice() == Voice.PUPIL) {
            return "block-pupil.jte";
        }
        return decision.verdict() == Verdict.COACH ? ASKS : "block.jte";
    }

    private JsonObject json(Request request, Decision decision, Refusal refusal) {
        JsonObject json = new JsonObject()
                .put("verdict", decision.verdict().text())
                .put("reason", decision.reason().sentence())
                .put("rule", decision.reason().rule());
        decision.reason().clause().ifPresent(clause -> json.put("clause",
                new JsonObject().put("quote", clause.quote()).put("source", clause.source())));
        json.put("categories", categories.get().of(decision.categories()).stream().map(Category::slug).toList());
        if (!refusal.site().isEmpty()) {
            json.put("site", refusal.site());
        }
        return json.put("group", decision.group().name())
                .put("holdsUntil", decision.holdsUntil().toString())
                .put("reference", refusal.reference())
                .put("trace", request.trace().toString());
    }

    private static String words(Decision decision, Refusal refusal) {
        String reference = " Reference " + refusal.reference() + ".";
        if (decision.reason() instanceof Reason.Undecided) {
            return "The school's gateway could not decide, so it stayed closed." + reference;
        }
        if (decision.addressSealed()) {
            return "This is closed to everyone." + reference + " Tell the Head of School.";
        }
        if (decision.verdict() == Verdict.COACH) {
            return refusal.site() + " opens after the question whether it is for work. " + refusal.why()
                    + " Only a page can ask it, and none can be shown here." + reference + " Ask the school office.";
        }
        return refusal.site() + " is closed here. " + refusal.why() + reference + " Ask the school office.";
    }

    private static Map<String, String> headers(String error) {
        Map<String, String> headers = Html.headers();
        headers.put("Vary", VARY);
        headers.put("Proxy-Status", "schoolgate; error=" + error);
        return headers;
    }

    private static Answer json(int status, JsonObject json, Map<String, String> headers) {
        return bytes(status, "application/json", (json + "\n").getBytes(StandardCharsets.UTF_8), headers);
    }

    private static Answer words(int status, String line, Map<String, String> headers) {
        return bytes(status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8), headers);
    }

    private static Answer bytes(int status, String contentType, byte[] body, Map<String, String> headers) {
        return new Answer(status, contentType, body, headers);
    }
}
