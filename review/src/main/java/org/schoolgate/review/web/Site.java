package org.schoolgate.review.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.signin.Door;
import org.schoolgate.review.signin.Invitations;
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

    private final ReviewSettings settings;
    private final List<Route> routes;
    private final Guard guard;
    private final Javalin server;

    private Site(ReviewSettings settings, Store store, Door door, Invitations invitations) {
        this.settings = settings;
        StaticFile styleSheet = StaticFile.read("style.css", "text/css; charset=utf-8");
        Printer printer = new Printer(settings.school(), styleSheet, door::strangersToken);
        this.guard = new Guard(new Hosts(settings.listen(), settings.hostNames(), settings.school()), door, printer);
        this.routes = routes(settings, store, door, invitations, styleSheet);
        this.server = Javalin.create(this::configure);
    }

    /// Starts the site.
    ///
    /// @throws IOException where it cannot listen, with the reason and the way out
    public static Site start(ReviewSettings settings, Store store, Door door, Invitations invitations)
            throws IOException {
        Site site = new Site(settings, store, door, invitations);
        InetSocketAddress listen = settings.listen();
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
        String host = settings.listen().getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port() + "/");
    }

    @Override
    public void close() {
        server.stop();
    }

    /// Every address of the site, and who may see it.
    static List<Route> routes(ReviewSettings settings, Store store, Door door, Invitations invitations,
            StaticFile styleSheet) {
        StaticFile icon = StaticFile.read("icon.svg", "image/svg+xml");
        SignInPages signIn = new SignInPages(door, settings.school());
        FlaggedPage flagged = new FlaggedPage(store, settings.school(), settings.system(), settings.clock());
        OneAccessPage access = new OneAccessPage(store, settings.school(), settings.today(),
                settings.clock());
        PeoplePage people = new PeoplePage(store, invitations);
        SystemPages system = new SystemPages(settings.school(), settings.system(), new RecordsUpkeep(store, settings),
                settings.clock());
        return List.of(
                Route.get(styleSheet.path(), Route.Who.ANYONE, styleSheet::send),
                Route.get(icon.path(), Route.Who.ANYONE, icon::send),
                Route.get("/sign-in", Route.Who.ANYONE, signIn::showSignIn),
                Route.post("/sign-in", Route.Who.ANYONE, signIn::signIn),
                Route.post("/sign-out", Route.Who.READERS, signIn::signOut),
                Route.get("/password", Route.Who.READERS, signIn::showPassword),
                Route.post("/password", Route.Who.READERS, signIn::changePassword),
                Route.get("/", Route.Who.READERS, flagged::show),
                Route.get("/access/{number}", Route.Who.HEAD, access::show),
                Route.get("/find", Route.Who.HEAD, access::find),
                Route.get("/people", Route.Who.HEAD, people::show),
                Route.post("/people", Route.Who.HEAD, people::add),
                Route.post("/people/{id}/password", Route.Who.HEAD, people::renew),
                Route.get("/rules", Route.Who.READERS, system::showRules),
                Route.get("/sees", Route.Who.READERS, system::showSight),
                Route.get("/system", Route.Who.READERS, system::showStatus));
    }

    private void configure(JavalinConfig config) {
        QueuedThreadPool threads = new QueuedThreadPool(24, 4, 60_000);
        threads.setName("review");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(Site::harden);
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new PlainErrors()));
        config.jetty.addConnector(this::connector);
        config.concurrency.useVirtualThreads = false;
        config.http.maxRequestSize = LARGEST_FORM;
        config.http.generateEtags = false;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.routes.before(http -> {
            if (!guard.isOurs(http)) {
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

    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.listen().getAddress().getHostAddress());
        connector.setPort(settings.listen().getPort());
        connector.setIdleTimeout(30_000);
        return connector;
    }

    private static void harden(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(16 * 1024);
        http.addCustomizer((request, headers) -> {
            Headers.addTo(headers);
            return request;
        });
    }

    /// Answers a fault. The log gets its kind and place; never a message, which could hold what someone has typed.
    private void fail(Exception fault, Context http) {
        int status = fault instanceof HttpResponseException refused
                ? refused.getStatus()
                : fault instanceof HttpException refused ? refused.getCode() : 500;
        if (status >= 500) {
            LOG.error("{} {} failed: {}", http.method(), http.endpoint().path, told(fault));
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
