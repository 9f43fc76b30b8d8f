package org.schoolgate.filters.evidence;

/// How deliberate an access looks. It says how an access came about, not whether it was right; [Ground] says why it is this
/// letter.
public enum Grade {

    /// By hand, and with more of the same site.
    A("By hand, with more of the same site",
            "Someone opened it by hand, and opened more of the same site by hand within ten minutes."),
    /// By hand.
    B("By hand", "Someone opened it by hand. Nothing more of the same site was opened that way."),
    /// A page of its own that something else may have opened.
    C("Perhaps not by hand", "It was a page of its own, but a redirect, a pop-up or a burst may have opened it."),
    /// Part of another page.
    D("Part of another page", "A page loaded it on its own. Nobody needs to have clicked."),
    /// A program, or a browser ahead of its person.
    E("Automatic", "A program asked for it, or a browser ahead of anyone. Perhaps nobody ever saw it."),
    /// What was seen does not tell.
    U("Cannot be told", "What the gateway could see does not tell how it came about.");

    private final String words;
    private final String sentence;

    Grade(String words, String sentence) {
        this.words = words;
        this.sentence = sentence;
    }

    /// What stands beside the letter on pages, with a capital letter and no full stop.
    public String words() {
        return words;
    }

    /// What the letter means, in plain sentences.
    public String sentence() {
        return sentence;
    }

    /// Whether an access of this grade may be counted towards a person. No other ever is, alone or together.
    public boolean countsForAPerson() {
        return this == A || this == B;
    }
}
