package org.schoolgate.proxy.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page shows on which people see what is kept of them: finished words.
///
/// @param school the school's name
/// @param state what is so now
/// @param site where the page is encrypted, such as `https://schoolgate.internal`
/// @param head how the Head of School is addressed; null where that is not known
/// @param safeguardingLead how the safeguarding lead is addressed; null where that is not known
/// @param trouble why something did not work; null where nothing went wrong
/// @param typed the account that was typed before
/// @param token what the form for the password brings back
/// @param shown what there is to see; null where nothing is
public record MyRecordsPage(String school, State state, String site, @Nullable String head,
        @Nullable String safeguardingLead, @Nullable String trouble, String typed, String token,
        @Nullable Shown shown) {

    /// What is so for whoever asks.
    public enum State {
        /// The way to the page is not encrypted, so that nothing may be typed.
        OPEN,
        /// They have to say who they are.
        ASKED,
        /// They are shown what is kept.
        SHOWN,
        /// They are a pupil.
        PUPIL,
        /// Nobody has said which group their account is in.
        UNPLACED,
        /// They are done.
        OVER
    }

    /// What there is to see.
    ///
    /// @param turn by which the next page is asked for
    /// @param account whose records these are
    /// @param group their group's title
    /// @param hours whose hours apply to them, as a sentence
    /// @param today the parts of this day, in words
    /// @param rules the rules that apply to them
    /// @param otherwise what is so where no rule speaks
    /// @param kept what became of what they wrote; null where they wrote nothing
    /// @param first whether these are the newest
    /// @param below the number that this page was asked for with
    /// @param older the number below which the next page lies; null where this is the last
    public record Shown(String turn, String account, String group, String hours, List<String> today, List<Rule> rules,
            String otherwise, @Nullable String kept, List<Line> records, boolean first, String below,
            @Nullable String older) {}

    /// One rule.
    ///
    /// @param says it in a sentence
    /// @param answer what it answers, and at which hours
    /// @param quote the school's own words behind it; null where there are none
    public record Rule(String says, String answer, Refusal.@Nullable Quote quote) {}

    /// One record.
    ///
    /// @param number by which the form names it
    /// @param how how it came about
    /// @param answered what they answered when they were asked; null where they did not
    /// @param written what they wrote beside it
    /// @param full whether no more may be written beside it
    /// @param typed what was written before, where it was not good enough
    /// @param wrong what was not good about it; null at first
    public record Line(String number, String when, String what, String happened, String rule,
            Refusal.@Nullable Quote quote, String how, String reference, @Nullable String answered, List<Note> written,
            boolean full, String typed, @Nullable String wrong) {}

    /// What they wrote, and when.
    public record Note(String when, String words) {}
}
