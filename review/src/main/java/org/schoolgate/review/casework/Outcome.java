package org.schoolgate.review.casework;

import java.time.LocalDate;
import java.time.Period;

/// How a case ends. What it holds of a person is kept for as long as the outcome says, and then destroyed.
public enum Outcome {
    /// There was no breach.
    UNFOUNDED("There was no breach", "Permitted, or not what it seemed (“unfounded”).", Period.ofDays(7), "seven days"),
    /// Too little either way.
    UNSUBSTANTIATED("It cannot be told",
            "Too little either way (“unsubstantiated”). This does not mean guilt or innocence.", Period.ofDays(30),
            "30 days"),
    /// Small, and settled.
    LOW_LEVEL("A small matter, settled by advice", "A low-level concern.", Period.ofYears(1), "one year"),
    /// The evidence shows it.
    SUBSTANTIATED("A breach of the policy", "Shown by evidence (“substantiated”).", Period.ofYears(10), "10 years"),
    /// The evidence shows the contrary.
    FALSE("The evidence disproves it", "“False”. The person is told so in writing.", Period.ofDays(7), "seven days"),
    /// Somebody made it up.
    MALICIOUS("It was made up to harm", "“Malicious”. The person’s own record is cleared.", Period.ofDays(7),
            "seven days");

    private final String title;
    private final String words;
    private final Period kept;
    private final String keptWords;

    Outcome(String title, String words, Period kept, String keptWords) {
        this.title = title;
        this.words = words;
        this.kept = kept;
        this.keptWords = keptWords;
    }

    /// What is found, in plain words.
    public String title() {
        return title;
    }

    /// The word that the law has for it, and what it means.
    public String words() {
        return words;
    }

    /// Whether it needs a second person: it says of somebody that they did wrong, the one it is about or the one who said so.
    public boolean byTwo() {
        return this == SUBSTANTIATED || this == MALICIOUS;
    }

    /// How long the case is kept, in words.
    public String kept() {
        return keptWords;
    }

    /// The first day on which a case that was decided on `day` is no longer kept.
    public LocalDate ends(LocalDate day) {
        return day.plus(kept);
    }
}
