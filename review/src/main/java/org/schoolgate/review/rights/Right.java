package org.schoolgate.review.rights;

/// One thing that somebody may see or do on the review site. Whatever no right is needed for is open to everyone who is
/// signed in; what is in nobody's rights is not there at all.
public enum Right {
    /// How many accesses were flagged, and of what kind.
    COUNTS("Counts"),
    /// Flagged accesses of pupils, and of whoever is not known to be an adult.
    PUPILS("Flagged accesses of pupils"),
    /// Flagged accesses of adults.
    ADULTS("Flagged accesses of adults"),
    /// Flagged accesses from the devices of the Head of School.
    HEADS("Flagged accesses from the Head’s devices"),
    /// What was asked for, to the letter. Without it only the category shows.
    ADDRESSES("Addresses that were asked for"),
    /// Notes on incidents, closing them, and giving them to somebody.
    REVIEW("Notes, closing, giving to somebody"),
    /// Opening cases, and following them to their end.
    CASES("Cases"),
    /// Being shown which device of a pupil it is, with a reason.
    REVEAL_PUPILS("Being shown who it is: pupils"),
    /// The same of adults, once somebody else has agreed.
    REVEAL_ADULTS("Being shown who it is: adults, by two"),
    /// Agreeing that somebody else is shown who an adult is; both then are.
    AGREE("Agreeing that an adult is shown"),
    /// Agreeing, as a second person, to a decision that a pupil did wrong.
    SECOND_PUPILS("A second word on decisions: pupils"),
    /// The same of adults, the Head of School among them.
    SECOND_ADULTS("A second word on decisions: adults"),
    /// What others lodged who were bullied online: of pupils, of adults, or about the Head of School, as with flagged accesses. What
    /// one lodged oneself is there for everyone.
    VICTIMS("What others lodged who were bullied online"),
    /// Records, and reports about them, in files to take away. The report of a term needs no more than counts.
    EXPORT("Files to take away"),
    /// A copy of what is kept of one device, for the person who asks to see it. The only way by which they see records.
    COPIES("Copies for people who ask"),
    /// Writing down that the filter was checked, and reading what others wrote.
    CHECKS("Checks of the filter"),
    /// What people say of closed sites, without who said it: reading it, and deciding what becomes of the site.
    WRONG("Sites said to be closed by mistake"),
    /// What lists are in force, how old they are, what waits, and what was changed by whom. No record of a person is in it.
    LISTS("Lists: reading"),
    /// Fetching lists, putting versions in force, and edits; what opens something sensitive is proposed.
    KEEP_LISTS("Lists: changing"),
    /// Agreeing, as the second person, to an edit that opens something sensitive.
    SECOND_LISTS("A second word on edits of lists"),
    /// Reading what the registers open: official pages and overrides.
    REGISTERS("Registers of what is opened"),
    /// Authorising the school's own pages elsewhere, and withdrawing them.
    AUTHORISE("Authorising official pages"),
    /// Letting something through for a time; where it is sensitive, once somebody else has agreed.
    OVERRIDE("Overrides"),
    /// Declaring beforehand what will be taught.
    TOPICS("Declaring topics"),
    /// The register of family contacts and of express permissions, and its notes beside what was recorded.
    FAMILY("Family contacts, express permissions"),
    /// Who was shown which version of the notice on monitoring.
    NOTICES("Who was shown the notice on monitoring"),
    /// Agreeing, as the second person, to an override of what is sensitive.
    SECOND_OVERRIDES("A second word on overrides"),
    /// The looks that they themselves have taken at records.
    OWN_LOOKS("Their own looks"),
    /// The looks of those who look after pupils.
    LEADS_LOOKS("Looks of safeguarding leads"),
    /// Everybody's looks.
    ALL_LOOKS("Everybody’s looks"),
    /// How often each role has looked.
    LOOKS_COUNTED("Looks, counted"),
    /// Who may sign in, and as what.
    READERS("Who may sign in"),
    /// How the gateway is.
    SYSTEM("How the gateway is");

    private final String title;

    Right(String title) {
        this.title = title;
    }

    /// What it is, as a heading of the table has it.
    public String title() {
        return title;
    }
}
