package org.schoolgate.review.signin;

import java.util.Optional;
import org.schoolgate.review.store.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the program's own log says of signing in. Accounts stand there by their numbers: no name, no address of a device and
/// nothing that somebody has typed is ever in a line. Safe for any number of threads.
final class SignInLog {

    private static final Logger LOG = LoggerFactory.getLogger(SignInLog.class);

    private SignInLog() {}

    /// Somebody is in.
    ///
    /// @param by what they have shown, such as `password and code`
    static void in(Account account, String by) {
        LOG.info("account {} signed in by {}", account.id(), by);
    }

    /// What somebody has shown was not right.
    ///
    /// @param what such as `password`
    /// @param account whose it would have to be; empty where that is nobody's
    static void wrong(String what, Optional<Account> account) {
        LOG.warn("a wrong {} for {}", what, account.map(found -> "account " + found.id()).orElse("no account"));
    }

    /// An account has done something about how it signs in.
    ///
    /// @param what such as `signed out`
    static void did(long account, String what) {
        LOG.info("account {} {}", account, what);
    }

    /// Something was done for an account by others.
    ///
    /// @param what such as `by two others`
    static void renewed(long account, String what) {
        LOG.warn("the sign-in of account {} was renewed {}", account, what);
    }

    /// Somebody has to wait before they may try again.
    ///
    /// @param why such as `5 wrong answers in a row`
    static void slowed(String why) {
        LOG.warn("guessing is slowed down: {}", why);
    }
}
