package org.schoolgate.review.web;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.store.Role;

/// One address of the site. What is in no route does not exist.
///
/// @param path may hold `{name}`s
/// @param who who may ask; for others it does not exist, or they sign in first
/// @param answer makes the answer
/// @param lately where it needs a password or a code given lately: the page to lead back to once it was
/// @param file whether the form may bring a file; no other is read at all
record Route(HandlerType method, String path, Who who, Consumer<Exchange> answer, Optional<String> lately,
        boolean file) {

    /// Who may ask for a page.
    ///
    /// @param strangers whether one need not be signed in
    /// @param may whether someone who is signed in with this role may
    record Who(boolean strangers, Predicate<Role> may) {

        /// Anyone, signed in or not.
        static final Who ANYONE = new Who(true, _ -> true);
        /// Whoever is signed in.
        static final Who READERS = new Who(false, _ -> true);
        /// Whoever reads flagged accesses to the letter.
        static final Who READING_ADDRESSES = new Who(false,
                role -> Rights.reads(role) && Rights.has(role, Right.ADDRESSES));

        /// Whoever of them may take it away in a file.
        static final Who TAKING_RECORDS = new Who(false,
                role -> READING_ADDRESSES.may().test(role) && Rights.has(role, Right.EXPORT));

        /// Whoever reads flagged accesses, and may take reports about them away in a file.
        static final Who TAKING_COUNTS = new Who(false, role -> Rights.reads(role) && Rights.has(role, Right.EXPORT));

        /// Whoever has one of these rights.
        static Who having(Right... any) {
            return new Who(false, role -> List.of(any).stream().anyMatch(right -> Rights.has(role, right)));
        }
    }

    static Route get(String path, Who who, Consumer<Exchange> answer) {
        return new Route(HandlerType.GET, path, who, answer, Optional.empty(), false);
    }

    static Route post(String path, Who who, Consumer<Exchange> answer) {
        return new Route(HandlerType.POST, path, who, answer, Optional.empty(), false);
    }

    /// The same for those alone who gave a password or a code within the last 5 minutes; others are asked, and then
    /// come to `page`, which may hold the same `{name}`s.
    Route lately(String page) {
        return new Route(method, path, who, answer, Optional.of(page), file);
    }

    /// The same with a form that may bring a file.
    Route withFile() {
        return new Route(method, path, who, answer, lately, true);
    }

    /// The page to lead back to after one was asked once more who one is.
    static String page(String lately, Exchange exchange) {
        String page = lately;
        for (Map.Entry<String, String> part : exchange.http().pathParamMap().entrySet()) {
            page = page.replace("{" + part.getKey() + "}", part.getValue());
        }
        return page;
    }
}
