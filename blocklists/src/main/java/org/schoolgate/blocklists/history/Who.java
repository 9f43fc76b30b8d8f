package org.schoolgate.blocklists.history;

import java.util.Locale;

/// Who did something with the lists: a person by the name they sign in with, or the gateway itself.
///
/// @param name such as `jsmith`; at most 100 letters
/// @param from where they did it, such as `command line` or `review site`
public record Who(String name, String from) {

    private static final int LONGEST = 100;

    /// The gateway, where a date has come that a person had given.
    public static final Who EXPIRY = new Who("expiry", "gateway");

    /// The gateway, where it does what it was told to do by itself.
    public static final Who GATEWAY = new Who("gateway", "gateway");

    /// Somebody of whom nothing was written down: edits of before have no name.
    public static final Who UNKNOWN = new Who("not known", "not known");

    public Who {
        name = Words.bounded(name, LONGEST);
        from = Words.bounded(from, LONGEST);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("somebody has a name");
        }
    }

    /// Somebody at the command line of this machine.
    public static Who atCommandLine(String login) {
        return new Who(login, "command line");
    }

    /// Somebody who is signed in on the review site.
    public static Who onReviewSite(String account) {
        return new Who(account, "review site");
    }

    /// Whether both are the same person, wherever they did it and in whatever case the name is written.
    public boolean isSamePerson(Who other) {
        return name.toLowerCase(Locale.ROOT).equals(other.name().toLowerCase(Locale.ROOT));
    }

    /// As pages and commands show it, such as `jsmith (command line)`.
    @Override
    public String toString() {
        return name + " (" + from + ")";
    }
}
