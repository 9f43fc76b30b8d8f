package org.schoolgate.review.web;

import io.javalin.http.Context;
import org.schoolgate.review.signin.Door;

/// The four cookies of the site: the session, what stands for it between password and code, the mark of a browser that has
/// signed in, and what binds the form of someone not signed in to their browser. Scripts cannot read them and no other site can have them sent.
///
/// Over https their names begin with `__Host-` and they are `Secure`. Over plain http, as on the gateway itself at
/// `127.0.0.1`, browsers would refuse both, so there the names are plain.
final class Cookies {

    private static final int REMEMBERED_SECONDS = 90 * 24 * 60 * 60;

    private final Context http;
    private final boolean secure;

    Cookies(Context http, boolean secure) {
        this.http = http;
        this.secure = secure;
    }

    String session() {
        return read("schoolgate");
    }

    void giveSession(String token) {
        write("schoolgate", token, "");
    }

    void takeSession() {
        write("schoolgate", "", "; Max-Age=0");
    }

    String half() {
        return read("schoolgate-half");
    }

    void giveHalf(String token) {
        write("schoolgate-half", token, "; Max-Age=" + Door.HALFWAY.toSeconds());
    }

    void takeHalf() {
        write("schoolgate-half", "", "; Max-Age=0");
    }

    String mark() {
        return read("schoolgate-known");
    }

    void giveMark(String mark) {
        write("schoolgate-known", mark, "; Max-Age=" + REMEMBERED_SECONDS);
    }

    String stranger() {
        return read("schoolgate-form");
    }

    void giveStranger(String token) {
        write("schoolgate-form", token, "");
    }

    /// Whether the browser reaches the site over https.
    boolean secure() {
        return secure;
    }

    /// The cookie's value, or empty text.
    private String read(String name) {
        String value = http.cookie(full(name));
        return value == null ? "" : value;
    }

    private void write(String name, String value, String age) {
        http.res().addHeader("Set-Cookie", full(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "") + age);
    }

    private String full(String name) {
        return secure ? "__Host-" + name : name;
    }
}
