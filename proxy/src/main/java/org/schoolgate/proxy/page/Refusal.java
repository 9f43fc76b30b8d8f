package org.schoolgate.proxy.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a page about a closed request shows: finished words for the templates, which escape every one of them.
///
/// @param school the school's name
/// @param voice to whom it speaks
/// @param site the host that was asked for, never path or query; empty where the address is sealed
/// @param subject the heading that the site is listed under, such as "Social media"; null where no list decided
/// @param kinds the titles of the categories that decided
/// @param why the reason as a whole sentence
/// @param quote the school's own words behind it; null where there are none
/// @param reference what people read out to each other
/// @param when day and time in words, in the school's zone
/// @param time the time of day alone
/// @param until when the answer may change, in words; null where that is not in sight
/// @param group the group's title
/// @param rule the rule's sentence and name
/// @param sources the lists that decided, with their versions
/// @param startPage the school's start page; null where there is none
/// @param signIn where somebody can sign in whom the school may know; null where nobody can, or it would change nothing
/// @param mine where adults see what is kept of them; null where they cannot, or it may be a child
/// @param head how the Head of School is addressed; null where that is not known
/// @param safeguardingLead how the safeguarding lead is addressed; null where that is not known
/// @param recorded whether a record of it is kept for review
/// @param illegal whether it is listed as illegal, so that the Internet Watch Foundation's words belong here
/// @param asked the form of a page that asks; null where nothing can be answered
/// @param plea the form by which somebody says that it should be open; null where nothing can be said
public record Refusal(
        String school,
        Voice voice,
        String site,
        @Nullable String subject,
        List<String> kinds,
        String why,
        @Nullable Quote quote,
        String reference,
        String when,
        String time,
        @Nullable String until,
        String group,
        String rule,
        List<String> sources,
        @Nullable String startPage,
        @Nullable String signIn,
        @Nullable String mine,
        @Nullable String head,
        @Nullable String safeguardingLead,
        boolean recorded,
        boolean illegal,
        @Nullable Asked asked,
        @Nullable PleaForm plea) {

    /// The form of a page that asks what something is for.
    ///
    /// @param action where it is sent
    /// @param ticket the number of its question
    /// @param until until when an answer opens the site, in words
    /// @param wordsNeeded whether it needs a few words
    /// @param left how many minutes of the day are left, in words; null where they are not counted
    /// @param typed what was written before
    /// @param wrong what was not good about it; null at first
    public record Asked(String action, String ticket, String until, boolean wordsNeeded, @Nullable String left,
            String typed, @Nullable String wrong) {}

    /// The school's own words.
    ///
    /// @param words the sentence, in quotation marks
    /// @param source where it stands
    /// @param part the part of the document, where the page names that apart; titles of parts can frighten a child
    public record Quote(String words, String source, @Nullable String part) {}
}
