package org.schoolgate.proxy.page;

import java.time.Instant;
import java.util.Optional;

/// The question of a page that asks what something is for, as its form puts it.
///
/// @param action the path that the form is sent to, on the site that it is about
/// @param ticket the number under which the question waits for its answer
/// @param until until when an answer opens the site
/// @param wordsNeeded whether it needs a few words
/// @param left how many minutes of the day are left; empty where they are not counted
/// @param typed what was written before, where it was not good enough
/// @param wrong what was not good about it; empty at first
public record Question(String action, String ticket, Instant until, boolean wordsNeeded, Optional<Integer> left,
        String typed, Optional<Wrong> wrong) {

    /// What can be wrong with an answer.
    public enum Wrong {
        /// Nothing was written.
        EMPTY,
        /// More was written than is kept.
        LONG
    }

    /// A question that is put for the first time.
    public Question(String action, String ticket, Instant until, boolean wordsNeeded, Optional<Integer> left) {
        this(action, ticket, until, wordsNeeded, left, "", Optional.empty());
    }

    /// The same, put once more.
    public Question again(String written, boolean tooLong) {
        return new Question(action, ticket, until, wordsNeeded, left, written,
                Optional.of(tooLong ? Wrong.LONG : Wrong.EMPTY));
    }

    /// Leaves the ticket and the words out.
    @Override
    public String toString() {
        return "Question[…]";
    }
}
