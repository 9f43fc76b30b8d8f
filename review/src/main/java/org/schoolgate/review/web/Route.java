package org.schoolgate.review.web;

import io.javalin.http.HandlerType;
import java.util.function.Consumer;

/// One address of the site. What is in no route does not exist.
///
/// @param path may hold `{name}`s
/// @param who who may ask; for others it does not exist, or they sign in first
/// @param answer makes the answer
record Route(HandlerType method, String path, Who who, Consumer<Exchange> answer) {

    /// Who may ask for a page.
    enum Who {
        /// Anyone, signed in or not.
        ANYONE,
        /// Whoever is signed in.
        READERS,
        /// The Head of School.
        HEAD
    }

    static Route get(String path, Who who, Consumer<Exchange> answer) {
        return new Route(HandlerType.GET, path, who, answer);
    }

    static Route post(String path, Who who, Consumer<Exchange> answer) {
        return new Route(HandlerType.POST, path, who, answer);
    }
}
