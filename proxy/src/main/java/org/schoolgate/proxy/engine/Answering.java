package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.proxy.page.Answer;
import org.schoolgate.proxy.page.Fault;
import org.schoolgate.proxy.page.Question;
import org.schoolgate.proxy.use.PersonalUse;
import org.schoolgate.proxy.use.Ticket;
import org.schoolgate.proxy.use.Words;

/// Takes the answer to "Is this for work?": a form that the gateway's own page sends to [#PATH] on the site it is about. It
/// never goes on to the site.
///
/// Nothing opens before the answer is on disk. What is wrong with an answer opens nothing, and says only that.
final class Answering {

    /// Where answers go, on any site; browsers let a page send them nowhere else.
    static final String PATH = "/.well-known/schoolgate/answer";

    /// A form with 200 characters, each written in twelve, fits.
    private static final int MOST_BYTES = 4 * 1024;
    private static final int MOST_FIELDS = 8;

    private final Services services;
    private final Line line;
    private final Ending ending;
    private final FormBody form = new FormBody();

    Answering(Services services, Line line, Ending ending) {
        this.services = services;
        this.line = line;
        this.ending = ending;
    }

    static boolean isMeant(Target target) {
        return target instanceof Target.Page page && page.path().path().equals(PATH);
    }

    /// Takes the head of an answer.
    void begin(Passage now) {
        form.begin(MOST_BYTES);
        if (!now.method.equals(HttpMethod.POST) || now.expectsContinue) {
            refuse(now);
        } else if (now.requestRead) {
            line.enter(Phase.ANSWERING);
            answered(now);
        } else {
            line.enter(Phase.ANSWERING);
            line.deadline.set(services.settings().headerTimeout());
        }
    }

    /// Takes a part of its body; the caller's hold on it ends here.
    void body(HttpContent content) {
        Passage now = line.passage();
        boolean last = content instanceof LastHttpContent;
        boolean whole = content.decoderResult().isSuccess();
        if (!form.take(content) || !whole) {
            refuse(now);
            return;
        }
        if (last) {
            now.requestRead = true;
            answered(now);
        }
    }

    private void answered(Passage now) {
        Target.Page at = (Target.Page) now.target;
        String said = new String(form.end(), StandardCharsets.UTF_8);
        line.deadline.set(services.settings().journalTimeout().multipliedBy(2));
        Optional<Map<String, String>> fields = at == null || !isFromOurPage(now.headers, at)
                ? Optional.empty()
                : fields(said);
        String number = fields.map(form -> form.getOrDefault("ticket", "")).orElse("");
        Optional<Ticket> ticket = services.use().ticket(number, now.client).filter(one -> at != null && one.isAt(at));
        if (ticket.isEmpty()) {
            refuse(now);
            return;
        }
        Request request = new Request(now.trace, now.client, ticket.get().page(), services.clock().instant());
        String typed = fields.map(form -> form.getOrDefault("words", "")).orElse("");
        weigh(now, request, services.rules().get().decide(request), number, ticket.get(), typed);
    }

    /// @param base what the rules say of the page now, whatever was answered
    private void weigh(Passage now, Request request, Decision base, String number, Ticket ticket, String typed) {
        Decision standing = services.use().standing(request, base);
        if (standing.verdict() != Verdict.COACH) {
            // The hour has turned, or the rules have changed: the page itself will say what holds.
            services.use().take(number, ticket);
            back(now, ticket);
            return;
        }
        Optional<Words> words = Words.of(typed);
        boolean needed = base.terms().asking().orElse(Terms.Asking.STANDARD).words();
        if (words.isEmpty() || needed && words.get().text().isEmpty()) {
            Question again = question(request, base, number).again(typed, words.isEmpty());
            ending.respond(now, services.answers().refused(request, base, ticket.signals(), () -> Optional.of(again)),
                    Optional.empty(),
                    now.closes);
            return;
        }
        if (!services.use().take(number, ticket)) {
            refuse(now);
            return;
        }
        Decision opened = base.opened(PersonalUse.until(request, base), base.recorded());
        services.judge().record(request, opened, ticket.signals(), ticket.circumstances(),
                words.map(Words::text).filter(text -> !text.isEmpty()), line.loop,
                new ExchangeHearing(line, ending, now, done -> {
                    services.use().open(request, base);
                    back(now, ticket);
                }));
    }

    /// The question of a page that asks, where an answer can open what was asked for.
    Optional<Question> question(Passage now, Decider rules, Request request, Decision decision) {
        return mayLead(rules, request)
                ? services.use().ask(request, decision, now.signals, now.around)
                        .map(number -> question(request, decision, number))
                : Optional.empty();
    }

    /// Whether an answer given on this connection can lead to the site: not where its very name stays closed, so that the next
    /// connection would not come further than this one.
    private boolean mayLead(Decider rules, Request request) {
        if (line.inside == null || !line.inside.closed()) {
            return true;
        }
        Target name = new Target.Site(request.target().host(), request.target().port());
        return rules.decide(new Request(request.trace(), request.client(), name, request.at()))
                .verdict() != Verdict.BLOCK;
    }

    private Question question(Request request, Decision decision, String number) {
        return new Question(PATH, number, PersonalUse.until(request, decision),
                decision.terms().asking().orElse(Terms.Asking.STANDARD).words(),
                services.use().left(request, decision));
    }

    /// To the very page that was asked for, on a new connection: the one that the question came on may lead nowhere.
    private void back(Passage now, Ticket ticket) {
        Answer answer = new Answer(303, "", new byte[0], Map.of("Cache-Control", "no-store", "Referrer-Policy",
                "no-referrer", "Location", ticket.page().text()));
        ending.respond(now, answer, Optional.empty(), true);
    }

    private void refuse(Passage now) {
        ending.respond(now, services.answers().unanswered(now), Optional.empty(), now.closes || !now.requestRead);
    }

    /// It took too long: the device to send it, or the disk to keep it.
    void expired(Passage now) {
        ending.fault(now.requestRead ? Fault.RECORD_FAILED : Fault.HEADER_TIMEOUT);
    }

    /// Whether a page of the gateway's own has sent it, by a person's hand: browsers say from which site a form comes, and that
    /// it is no program of a page that sends it. To an unencrypted site they say the first alone.
    private static boolean isFromOurPage(HttpHeaders headers, Target.Page at) {
        List<String> origins = headers.getAll("origin");
        List<String> sites = headers.getAll("sec-fetch-site");
        boolean own = origins.equals(List.of(at.scheme().text() + "://" + at.authority()));
        if (sites.isEmpty()) {
            return own;
        }
        return sites.equals(List.of("same-origin")) && (origins.isEmpty() || own)
                && headers.getAll("sec-fetch-dest").equals(List.of("document"))
                && headers.getAll("sec-fetch-mode").equals(List.of("navigate"));
    }

    /// The first of each field; empty where it is no form.
    private static Optional<Map<String, String>> fields(String form) {
        try {
            Map<String, String> first = new HashMap<>();
            new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters()
                    .forEach((name, values) -> first.put(name, values.getFirst()));
            return Optional.of(first);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
