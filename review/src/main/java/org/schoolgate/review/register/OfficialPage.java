package org.schoolgate.review.register;

import java.util.List;
import java.util.Optional;

/// A page of the school's own on somebody else's site, which the Head of School has authorised: the one way by which it
/// opens where such sites are closed.
///
/// @param host of the page, in its canonical spelling
/// @param path what the addresses begin with; `/` for the whole host
/// @param why the reason, in words
/// @param editors the accounts of those it opens for
/// @param groups the groups that it opens for
/// @param posting whether they may write there, or only read
/// @param hours empty for all
public record OfficialPage(String host, String path, Purpose purpose, String why, List<String> editors,
        List<String> groups, boolean posting, Optional<Clock> hours) implements Opens {

    /// Which of the two reasons that the policy knows.
    public enum Purpose {
        PEDAGOGICAL("Pedagogical"), BUSINESS("Business");

        private final String title;

        Purpose(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public OfficialPage {
        editors = List.copyOf(editors);
        groups = List.copyOf(groups);
    }

    /// "www.social.example/marlbeck".
    public String address() {
        return host + path;
    }

    @Override
    public Register register() {
        return Register.PAGE;
    }

    /// Without names.
    @Override
    public String toString() {
        return "OfficialPage[" + address() + "]";
    }
}
