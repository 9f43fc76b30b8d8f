package org.schoolgate.review.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.review.signin.PasskeyHome;
import org.schoolgate.review.signin.Secrets;
import org.schoolgate.review.signin.Visit;
import org.schoolgate.review.web.view.Notice;
import org.schoolgate.review.web.view.Place;

/// One request to the site and its answer, with who asks.
final class Exchange {

    private static final int MOST_READ = 400;
    private static final int MOST_WRITTEN = 8_000;

    private final Context http;
    private final Cookies cookies;
    private final Printer printer;
    private final Optional<Visit> visit;
    private String stranger = "";

    Exchange(Context http, Cookies cookies, Printer printer, Optional<Visit> visit) {
        this.http = http;
        this.cookies = cookies;
        this.printer = printer;
        this.visit = visit;
    }

    Context http() {
        return http;
    }

    Cookies cookies() {
        return cookies;
    }

    /// Who is signed in.
    Optional<Visit> visitor() {
        return visit;
    }

    /// Who is signed in, on a route that only they reach.
    Visit visit() {
        return visit.orElseThrow(() -> new IllegalStateException("nobody is signed in"));
    }

    /// The client's address, for the limits on guessing.
    String address() {
        return http.req().getRemoteAddr();
    }

    /// A number in the path, as `{name}` stands for; empty where it is none that the store could have given.
    Optional<Long> pathNumber(String name) {
        String number = http.pathParam(name);
        return number.matches("[0-9]{1,18}|[1-8][0-9]{18}") ? Optional.of(Long.parseLong(number)) : Optional.empty();
    }

    /// A value of the query string, at most 400 characters, or empty text.
    String query(String name) {
        return bounded(http.queryParam(name));
    }

    /// A value of the form, at most 400 characters, or empty text.
    String form(String name) {
        return bounded(http.formParam(name));
    }

    /// A longer value of the query string, at most 2,000 characters, or empty text.
    String longQuery(String name) {
        return bounded(http.queryParam(name), 2_000);
    }

    /// Scheme, name and port under which the browser reaches the site.
    String origin() {
        return (cookies.secure() ? "https://" : "http://") + http.header("Host");
    }

    /// A longer value of the form, at most `most` characters, or empty text.
    String text(String name, int most) {
        return bounded(http.formParam(name), most);
    }

    /// A value of the form that a script has written, at most 8,000 characters, or empty text.
    String longForm(String name) {
        String value = http.formParam(name);
        return value == null || value.length() > MOST_WRITTEN ? "" : value;
    }

    /// The name of the site that a passkey would be bound to; empty where browsers bind none to it.
    Optional<PasskeyHome> home() {
        String host = http.header("Host");
        return host == null ? Optional.empty() : PasskeyHome.of(host, cookies.secure());
    }

    private static String bounded(@Nullable String value) {
        return bounded(value, MOST_READ);
    }

    private static String bounded(@Nullable String value, int most) {
        return value == null ? "" : value.substring(0, Math.min(value.length(), most));
    }

    /// What the forms of the answer must carry. Binds someone not signed in to their browser first.
    String formToken() {
        return visit.isPresent() ? visit.get().session().csrfToken() : Secrets.formToken(stranger());
    }

    /// The secret that the forms of someone not signed in are bound to; the browser is given one where it has none.
    String stranger() {
        if (stranger.isEmpty()) {
            stranger = cookies.stranger();
        }
        if (stranger.isEmpty()) {
            stranger = printer.strangersToken();
            cookies.giveStranger(stranger);
        }
        return stranger;
    }

    /// Answers with a page.
    ///
    /// @param template such as `flagged.jte`
    /// @param title what the browser shows on its tab
    void show(String template, String title, Place place, Object view) {
        printer.print(this, template, title, place, view);
    }

    /// Answers with a page that says one thing.
    void notice(int status, Notice notice) {
        http.status(status);
        show("notice.jte", notice.heading(), Place.NONE, notice);
    }

    /// Answers with a file to be kept.
    ///
    /// @param name of letters, digits, dots and hyphens
    void give(String name, String type, byte[] file) {
        http.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        http.contentType(type).result(file);
    }

    /// Sends the browser to another page of the site, to be fetched by GET.
    void go(String path) {
        http.redirect(path, HttpStatus.SEE_OTHER);
    }
}
