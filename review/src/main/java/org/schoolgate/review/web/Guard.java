package org.schoolgate.review.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.Visit;
import org.schoolgate.review.web.view.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands before every route. Asks in this order: is the name ours, who is it, may they, must they set up a password or a
/// second factor first, where something would change, does it come from a form of our own, and, where that is asked for,
/// have they shown lately who they are.
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /// What is there for someone who must change their password first, and then set up a second factor.
    private static final Set<String> BEFORE_PASSWORD = Set.of("/password", "/sign-out");
    private static final Set<String> BEFORE_FACTOR = Set.of("/password", "/sign-out", "/second-factor", "/confirm");

    private final Hosts hosts;
    private final Door door;
    private final Printer printer;
    private final Drafts drafts;

    Guard(Hosts hosts, Door door, Printer printer, Drafts drafts) {
        this.hosts = hosts;
        this.door = door;
        this.printer = printer;
        this.drafts = drafts;
    }

    /// Whether the request came to a name of ours; where not, it has been answered.
    boolean isOurs(Context http) {
        String host = http.header("Host");
        if (host != null && hosts.isOurs(host)) {
            return true;
        }
        http.status(421).contentType("text/plain; charset=utf-8").result("This site has another address.\n");
        return false;
    }

    void enter(Route route, Context http) {
        Exchange exchange = exchange(http);
        if (route.who().strangers()) {
            answer(route, exchange);
            return;
        }
        Optional<Visit> visit = exchange.visitor();
        if (visit.isEmpty()) {
            exchange.go("/sign-in");
        } else if (!route.who().may().test(visit.get().account().role())) {
            LOG.warn("account {} asked for {} {}, which is not there for {}", visit.get().account().id(),
                    route.method(), route.path(), visit.get().account().role());
            missing(exchange);
        } else if (visit.get().account().mustChange() && !BEFORE_PASSWORD.contains(route.path())) {
            exchange.go("/password");
        } else if (visit.get().needsFactor() && !BEFORE_FACTOR.contains(route.path())) {
            exchange.go("/second-factor");
        } else {
            answer(route, exchange);
        }
    }

    /// The exchange of any request, also where no route is.
    Exchange exchange(Context http) {
        String host = http.header("Host");
        boolean https = host != null && hosts.isHttps(host);
        if (https) {
            http.header("Strict-Transport-Security", "max-age=31536000");
        }
        Cookies cookies = new Cookies(http, https);
        String token = cookies.session();
        Optional<Visit> visit = token.isEmpty() ? Optional.empty() : door.visit(token);
        return new Exchange(http, cookies, printer, visit);
    }

    static void missing(Exchange exchange) {
        exchange.notice(404, new Notice("There is no such page",
                "The address may be mistyped, or the page is not for you.", "Go to the start", "/"));
    }

    private void answer(Route route, Exchange exchange) {
        if (route.method().equals(HandlerType.POST) && (exchange.http().isMultipart() && !route.file()
                || !isOwnForm(exchange))) {
            // Of strangers it is not said: whoever is near could fill the disk with it.
            exchange.visitor().ifPresent(visit -> LOG.warn("account {} sent a form to {} that was not this site's own",
                    visit.account().id(), route.path()));
            exchange.notice(403, new Notice("Nothing was changed",
                    "The form did not come from a page of this site, or the page was too old. Open it again and send it "
                            + "from there.",
                    "Go to the start", "/"));
            return;
        }
        if (route.lately().isPresent() && !door.isLatelyConfirmed(exchange.visit())) {
            if (route.method().equals(HandlerType.POST)) {
                drafts.keep(exchange);
            }
            exchange.go(ConfirmPage.address(Route.page(route.lately().get(), exchange)));
            return;
        }
        route.answer().accept(exchange);
    }

    /// What the browser says of where the form came from, and the token in it. A browser sends `Origin: null` where the
    /// page had no address to tell, as ours ask of it; then the token alone decides.
    private boolean isOwnForm(Exchange exchange) {
        Context http = exchange.http();
        String site = http.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = http.header("Origin");
        String host = http.header("Host");
        if (origin != null && !origin.equals("null") && (host == null || !hosts.isOrigin(origin, host))) {
            return false;
        }
        boolean bound = exchange.visitor().isPresent() || !exchange.cookies().stranger().isEmpty();
        return bound && MessageDigest.isEqual(bytes(exchange.form("token")), bytes(exchange.formToken()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
