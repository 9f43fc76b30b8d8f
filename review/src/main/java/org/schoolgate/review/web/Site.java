package org.schoolgate.review.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.signin.AccountNews;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.Invitations;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.signin.SecondFactor;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CaseKeyMissing;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreException;
import org.schoolgate.review.web.view.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server of the review site: its routes, its own threads, and its errors, which tell a reader nothing of the
/// inside. It listens on one address and nowhere else.
public final class Site implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);
    private static final int LARGEST_FORM = 16 * 1024;
    private static final int LARGEST_UPLOAD = Attachment.LARGEST + LARGEST_FORM;

    private final Listener listener;
    private final List<Route> routes;
    private final Guard guard;
    private final Javalin server;

    private Site(ReviewSettings settings, Store store, Door door, SecondFactor factor, Invitations invitations,
            Listener listener) {
        LettingIn letting = new LettingIn(store, invitations, settings.school(), settings.witnesses(),
                settings.clock());
        this.listener = listener;
        StaticFile styleSheet = StaticFile.read("style.css", "text/css; charset=utf-8");
        Printer printer = new Printer(settings.school(), styleSheet, script(), door::strangersToken,
                letting::news, settings.lists().isPresent());
        Drafts drafts = new Drafts(settings.clock());
        this.guard = new Guard(new Hosts(listener, settings.hostNames(), settings.school()), door, printer,
                drafts);
        this.routes = routes(settings, store, door, factor, invitations, drafts, letting, styleSheet);
        this.server = Javalin.create(this::configure);
    }

    /// Starts the site.
    ///
    /// @param tls with what it proves itself; empty where it is reached in the open, on the machine itself or by something
    ///         before it that speaks TLS
    /// @throws IOException where it cannot listen, with the reason and the way out
    public static Site start(ReviewSettings settings, Store store, Door door, SecondFactor factor,
            Invitations invitations, Optional<SSLContext> tls) throws IOException {
        InetSocketAddress listen = settings.listen();
        Site site = new Site(settings, store, door, factor, invitations, new Listener(listen, tls));
        try {
            site.server.start(listen.getAddress().getHostAddress(), listen.getPort());
            return site;
        } catch (RuntimeException failed) {
            site.close();
            throw explained(failed, listen);
        }
    }

    /// Where readers on this machine reach it.
    public URI address() {
        String host = listener.address().getAddress().getHostAddress();
        return URI.create((listener.tls().isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port() + "/");
    }

    @Override
    public void close() {
        server.stop();
    }

    /// Every address of the site, and who may see it.
    static List<Route> routes(ReviewSettings settings, Store store, Door door, SecondFactor factor,
            Invitations invitations, Drafts drafts, LettingIn letting, StaticFile styleSheet) {
        StaticFile icon = StaticFile.read("icon.svg", "image/svg+xml; charset=utf-8");
        Scopes scopes = new Scopes(store.ownDevices(), settings.pupils());
        FlaggedPage flagged = new FlaggedPage(store, scopes, settings);
        WhoItIs who = new WhoItIs(store, scopes, settings, drafts);
        RevealsPage reveals = new RevealsPage(store, who, settings.school(), settings.clock());
        DecisionsPage decisions = new DecisionsPage(store, scopes, settings);
        CaseRoutes cases = new CaseRoutes(store, scopes, settings, who, reveals, decisions, drafts);
        OverridesPage overrides = new OverridesPage(store, settings);
        DeskPage desk = new DeskPage(store, scopes, settings, reveals, decisions, overrides);
        IncidentsPage incidents = new IncidentsPage(store, scopes, settings.school(), settings.timetable(),
                settings.clock());
        OneIncidentPage incident = new OneIncidentPage(store, scopes, settings.school(), settings.timetables(),
                who, settings.clock());
        PackPage pack = new PackPage(store, scopes, who, settings);
        OneAccessPage access = new OneAccessPage(store, scopes, settings.school(), settings.today(), who,
                settings.clock());
        AccountNews news = new AccountNews(store.outbox(), settings.school(), settings.witnesses(), settings.clock());
        WhyPage why = new WhyPage(store, scopes, settings.school(), settings.why(), settings.clock());
        ReaderPage reader = new ReaderPage(store, news, settings.clock());
        StaticFile script = script();
        PeoplePage people = new PeoplePage(store, invitations, news, drafts);
        SystemPages system = new SystemPages(settings.school(), settings.system(), letting,
                new RecordsUpkeep(store, settings),
                settings.clock());
        List<Route> routes = new ArrayList<>(List.of(
                Route.get(styleSheet.path(), Route.Who.ANYONE, styleSheet::send),
                Route.get(icon.path(), Route.Who.ANYONE, icon::send),
                Route.get(script.path(), Route.Who.ANYONE, script::send),
                Route.get("/", Route.Who.READERS, desk::show),
                Route.get("/flagged", Route.Who.having(Right.PUPILS, Right.ADULTS, Right.HEADS), flagged::show),
                Route.get("/incidents", Route.Who.READING_ADDRESSES, incidents::showAll),
                Route.get("/incidents/{number}", Route.Who.READING_ADDRESSES, incident::show),
                Route.post("/incidents/{number}/note", Route.Who.having(Right.REVIEW), incident::note),
                Route.post("/incidents/{number}/give", Route.Who.having(Right.REVIEW), incident::give),
                Route.post("/incidents/{number}/close", Route.Who.having(Right.REVIEW), incident::close),
                Route.post("/incidents/{number}/open", Route.Who.having(Right.REVIEW), incident::open),
                Route.get("/incidents/{number}/pack", Route.Who.TAKING_RECORDS, pack::show),
                Route.post("/incidents/{number}/pack", Route.Who.TAKING_RECORDS, pack::take)
                        .lately("/incidents/{number}/pack"),
                Route.get("/access/{number}", Route.Who.READING_ADDRESSES, access::show),
                Route.post("/access/{number}/reveal", CaseRoutes.REVEALING, access::reveal).lately("/access/{number}"),
                Route.post("/incidents/{number}/reveal", CaseRoutes.REVEALING, incident::reveal)
                        .lately("/incidents/{number}"),
                Route.get("/find", Route.Who.READING_ADDRESSES, access::find),
                Route.get("/people", Route.Who.having(Right.READERS), people::show),
                Route.post("/people", Route.Who.having(Right.READERS), people::add).lately("/people"),
                Route.get("/people/{id}", Route.Who.having(Right.READERS), reader::show),
                Route.post("/people/{id}", Route.Who.having(Right.READERS), reader::change).lately("/people"),
                Route.post("/people/{id}/password", Route.Who.having(Right.READERS), people::renew).lately("/people"),
                Route.get("/why", Route.Who.READERS, why::show),
                Route.get("/access/{number}/why", Route.Who.READING_ADDRESSES, why::ofRecord),
                Route.get("/rules", Route.Who.READERS, system::showRules),
                Route.get("/sees", Route.Who.READERS, system::showSight),
                Route.get("/system", Route.Who.having(Right.SYSTEM), system::showStatus)));
        routes.addAll(SignInRoutes.of(settings, store, door, factor, letting));
        routes.addAll(cases.all());
        routes.addAll(VictimRoutes.of(store, scopes, settings));
        routes.addAll(RegisterRoutes.of(store, settings, overrides));
        routes.addAll(new WrongPage(store, settings).routes());
        settings.lists().ifPresent(lists -> routes.addAll(ListRoutes.of(lists, store, settings, drafts)));
        routes.addAll(ReportRoutes.of(store, scopes, settings, drafts));
        return List.copyOf(routes);
    }

    private static StaticFile script() {
        return StaticFile.read("passkey.js", "text/javascript; charset=utf-8");
    }

    private void configure(JavalinConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(24, 4, 60_000);
        threads.setName("review");
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new PlainErrors()));
        config.jetty.addConnector(listener::connector);
        config.concurrency.useVirtualThreads = false;
        config.http.maxRequestSize = LARGEST_FORM;
        config.jetty.multipartConfig.maxFileSize(LARGEST_UPLOAD, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(LARGEST_UPLOAD, SizeUnit.BYTES);
        // Nothing of a file is written anywhere but into the store.
        config.jetty.multipartConfig.maxInMemoryFileSize(LARGEST_UPLOAD, SizeUnit.BYTES);
        config.http.generateEtags = false;
        config.http.defaultContentType = "text/plain; charset=utf-8";
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.routes.before(http -> {
            if (!guard.isOurs(http) || !listener.isSafe(http)) {
                http.skipRemainingHandlers();
            }
        });
        for (Route route : routes) {
            config.routes.addEndpoint(Endpoint.create(route.method(), route.path())
                    .handler(http -> guard.enter(route, http)));
        }
        config.routes.exception(HttpResponseException.class, this::fail);
        config.routes.exception(Exception.class, this::fail);
    }

    /// Answers a fault. The log gets its kind and place; never a message, which could hold what someone has typed.
    private void fail(Exception fault, Context http) {
        int status = fault instanceof HttpResponseException refused
                ? refused.getStatus()
                : fault instanceof HttpException refused
                        ? refused.getCode()
                        : fault instanceof ServletException && http.isMultipart() ? 413 : 500;
        if (status >= 500) {
            LOG.error("{} {} failed: {}", http.method(), http.endpoint().path, told(fault));
        }
        if (fault instanceof CaseKeyMissing) {
            plain(http, 503,
                    new Notice("This cannot be read now", "The key that records are encrypted"
                            + " with is missing. Nothing was changed. IT puts it back from its backup; the gateway’s log says where.",
                            "See the rules instead", "/rules"));
            return;
        }
        Notice notice = switch (status) {
            case 404 -> new Notice("There is no such page", "The address may be mistyped.", "Go to the start", "/");
            case 413 -> new Notice("That is too long", "Nothing was changed. Shorten it and send it again.",
                    "Go to the start", "/");
            default -> status >= 500
                    ? new Notice("This page cannot be shown now",
                            "Something failed inside the gateway; nothing was shown and nothing was changed. IT finds it "
                                    + "in the log.",
                            "Try the start", "/")
                    : new Notice("This was not understood", "Nothing was changed.", "Go to the start", "/");
        };
        plain(http, status, notice);
    }

    /// The frame needs the store, and the store may be what failed; then a line of text has to do.
    private void plain(Context http, int status, Notice notice) {
        try {
            guard.exchange(http).notice(status, notice);
        } catch (RuntimeException again) {
            http.status(status).contentType("text/plain; charset=utf-8")
                    .result(notice.heading() + ". " + notice.lead() + "\n");
        }
    }

    private static String told(Exception fault) {
        String message = fault instanceof StoreException ? ": " + fault.getMessage() : "";
        return fault.getClass().getName() + message + Arrays.stream(fault.getStackTrace()).limit(8)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }

    private static IOException explained(RuntimeException failed, InetSocketAddress listen) {
        String place = listen.getAddress().getHostAddress() + ":" + listen.getPort();
        boolean taken = failed instanceof JavalinBindException || failed.getCause() instanceof BindException;
        return new IOException("the review site cannot listen on " + place
                + (taken
                        ? ": the port is taken, or the address is not this machine's. Stop what uses the port, or give the "
                                + "site another"
                        : ""),
                failed);
    }
}
