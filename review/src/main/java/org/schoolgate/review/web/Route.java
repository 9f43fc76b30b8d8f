package org.schoolgate.review.web;

import io.javalin.http.HandlerType;
import java.util.Optional;
import java.util.function.Consumer;

/// One address of the site. What is in no route does not exist.
///
/// @param path may hold `{name}`s
/// @param who who may ask; for others it does not exist, or they sign in first
/// @param answer makes the answer
/// @param lately where it needs a password or a code given lately: the page to lead back to once it was
record Route(HandlerType method, String path, Who who, Consumer<Exchange> answer, Optional<String> lately) {

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
        return new Route(HandlerType.GET, path, who, answer, Optional.empty());
    }

    static Route post(String path, Who who, Consumer<Exchange> answer) {
        return new Route(HandlerType.POST, path, who, answer, Optional.empty());
    }

    /// The same for those alone who gave a password or a code within the last 5 minutes; others are asked, and then
    /// come to `page`.
    Route lately(String page) {
        return new Route(method, path, who, answer, Optional.of(page));
    }
}
